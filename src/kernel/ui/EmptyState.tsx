import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  icon?: ReactNode
  title: string
  /** Level of the title: 1 when the page is nothing else. */
  level?: 1 | 2
  children?: ReactNode
  action?: ReactNode
}

/** An empty page says what goes here and offers the first step. */
export function EmptyState({ icon, title, level = 2, children, action }: Props) {
  return (
    <Stack align="center" gap="sm" py={48} px="md" ta="center">
      {icon}
      <Title order={level} size="h3">
        {title}
      </Title>
      {children !== undefined && (
        <Text c="dimmed" maw={520} style={{ textWrap: 'balance' }}>
          {children}
        </Text>
      )}
      {action}
    </Stack>
  )
}
