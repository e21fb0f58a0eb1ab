import { useEffect } from 'react'
import { onProgress } from '#kernel/file/upload.web.ts'
import { say } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { words } from './health-words.ts'

/** A photo leaves long after it was taken: when the server will not have it, that is said wherever the person is by then. */
export function useRefusedPhotosSaid(): void {
  useEffect(() => {
    let known: number | undefined
    return onProgress(({ refused }) => {
      const count = refused - (known ?? refused)
      known = refused
      if (count > 0) showNotice(say(words, 'health.photosRefusedNow', { count }), { tone: 'refused' })
    })
  }, [])
}
