import { ErrorState } from '#kernel/ui/ErrorState.tsx'

export function Broken({ error, reset }: { error: unknown; reset: () => void }) {
  return <ErrorState error={error} retry={reset} />
}
