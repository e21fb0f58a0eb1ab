import { Button } from '@mantine/core'
import { EmptyState } from './EmptyState.tsx'

interface Props {
  title: string
  /** Says what brings the whole list back. */
  clearing: string
  clear(): void
}

/** A search that finds nothing, with the way back to the whole list. */
export function NothingFound({ title, clearing, clear }: Props) {
  return (
    <EmptyState
      title={title}
      action={
        <Button variant="default" onClick={clear}>
          {clearing}
        </Button>
      }
    />
  )
}
