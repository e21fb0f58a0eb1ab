import { useSyncExternalStore } from 'react'
import { onProgress } from './upload.web.ts'

let waiting = 0

/** Photos that only this tablet has, the refused ones included. */
export function usePhotosWaiting(): number {
  return useSyncExternalStore(
    draw =>
      onProgress(progress => {
        waiting = progress.waiting + progress.refused
        draw()
      }),
    () => waiting,
  )
}
