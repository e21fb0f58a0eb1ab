import { Title, type TitleProps } from '@mantine/core'
import type { Ref } from 'react'
import { usePageTitle } from './page-title.web.ts'

type Props = Omit<TitleProps, 'order' | 'children'> & { children: string; tabIndex?: number; ref?: Ref<HTMLHeadingElement> }

/** What the page is called, above it and in its tab. */
export function PageTitle({ children, ...props }: Props) {
  usePageTitle(children)
  return (
    <Title order={1} {...props}>
      {children}
    </Title>
  )
}
