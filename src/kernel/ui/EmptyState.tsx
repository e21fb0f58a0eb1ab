import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** An empty page says what goes here and offers the first step. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode
  title: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <Stack align="center" gap="sm" py={48} px="md" ta="center">
      {icon}
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text c="dimmed" maw={520}>
        {children}
      </Text>
      {action}
    </Stack>
  )
}
