import { useEffect } from 'react'
import { Refusal } from '#kernel/refusal.ts'
import { callServer } from '#kernel/ui/api.web.ts'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'

const LOOK_MS = 5_000

/** A page that could not be shown. Code that the server did not give is asked for by a new start, as soon as there is somebody to answer it. */
export function Broken({ error, reset }: { error: unknown; reset: () => void }) {
  const away = error instanceof Refusal && error.code === 'no-network'
  useEffect(() => {
    if (!away) return
    const timer = setInterval(() => void reloadOnceThere(), LOOK_MS)
    return () => clearInterval(timer)
  }, [away])
  return <ErrorState error={error} retry={away ? () => void reloadOnceThere() : reset} />
}

async function reloadOnceThere(): Promise<void> {
  try {
    await callServer('GET', '/healthz', {})
  } catch (error) {
    // Still away, which the page says already.
    if (error instanceof Refusal) return
    throw error
  }
  location.reload()
}
