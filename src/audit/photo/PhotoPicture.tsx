import { useEffect, useState } from 'react'
import { waitingPhoto } from '#kernel/file/upload.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import type { Photo } from './photo.ts'
import { words } from './words.ts'

/** A tablet sends its photos when it has a network: the picture may come while one looks. */
const LOOK_AGAIN_MS = 15_000

type Shown = 'thumbnail' | 'screen'

/** A photo as far as it is known here: this device's own copy while it waits, then the server's; else where it is said to be. */
export function PhotoPicture({ photo, shown = 'thumbnail' }: { photo: Photo; shown?: Shown }) {
  const { t } = useWords(words)
  const { url, here } = useAddress(photo.file, shown)
  const [missing, setMissing] = useState(false)
  useEffect(() => {
    const again = missing ? setTimeout(() => setMissing(false), LOOK_AGAIN_MS) : undefined
    return () => clearTimeout(again)
  }, [missing])
  if (missing) return <span className="photo-missing">{t('elsewhere')}</span>
  return (
    <>
      <img className={`photo-${shown}`} src={url} alt={photo.caption || photo.name} onError={() => setMissing(true)} />
      {here && <small>{t('waiting')}</small>}
    </>
  )
}

function useAddress(file: string, shown: Shown): { url?: string; here?: boolean } {
  const [address, setAddress] = useState<{ url?: string; here?: boolean }>({})
  useEffect(() => {
    let made: string | undefined
    void waitingPhoto(file).then(bytes => {
      made = bytes && URL.createObjectURL(bytes)
      setAddress(made ? { url: made, here: true } : { url: `/api/files/${file}/${shown}` })
    })
    return () => {
      if (made) URL.revokeObjectURL(made)
    }
  }, [file, shown])
  return address
}
