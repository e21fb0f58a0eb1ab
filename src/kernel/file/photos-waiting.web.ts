import { useSyncExternalStore } from 'react'
import { onProgress } from './upload.web.ts'
import type { Progress } from './upload-queue.ts'

let progress: Pick<Progress, 'waiting' | 'refused'> = { waiting: 0, refused: 0 }

/** Photos on this tablet alone that are on their way. */
export function usePhotosOnTheirWay(): number {
  return useProgress().waiting
}

/** Photos that only this tablet has, the refused ones included. */
export function usePhotosWaiting(): number {
  const { waiting, refused } = useProgress()
  return waiting + refused
}

function useProgress(): typeof progress {
  return useSyncExternalStore(hear, () => progress)
}

function hear(draw: () => void): () => void {
  return onProgress(told => {
    if (told.waiting === progress.waiting && told.refused === progress.refused) return
    progress = told
    draw()
  })
}
