import { type UseMutationOptions, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { createOnce, type Once } from './once.ts'

/** Runs an act of a form once however it is clicked: busy while it runs, and what it was refused with when it fails. */
export function useAct(): { busy: boolean; error: unknown; run(act: () => Promise<void>): void } {
  const once = useOnce()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const run = (act: () => Promise<void>) => {
    const seen = () => {
      setBusy(true)
      setError(undefined)
      return act().finally(() => setBusy(false))
    }
    once(seen).catch(setError)
  }
  return { busy, error, run }
}

/** A mutation that one gesture starts once: its own `isPending` is only known when the page is drawn again. */
export function useMutationOnce<Answer, Asked = void>(options: UseMutationOptions<Answer, Error, Asked>) {
  const once = useOnce()
  const mutation = useMutation(options)
  const mutate = (asked: Asked) =>
    void once(
      () =>
        new Promise((done, refused) => {
          mutation.mutate(asked, { onSuccess: done, onError: refused })
        }),
      // The mutation tells the refusal itself.
    ).catch(() => undefined)
  return { ...mutation, mutate }
}

function useOnce(): Once {
  const [once] = useState(createOnce)
  return once
}
