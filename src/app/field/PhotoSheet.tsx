import { Text } from '@mantine/core'
import { IconCamera } from '@tabler/icons-react'
import { type ChangeEvent, useEffect, useId, useState } from 'react'
import { addPhoto, type Photo, photosOf } from '#audit/electroluminescence/photo.ts'
import { queuePhoto, waitingPhoto } from '#kernel/file/upload.web.ts'
import type { Change } from '#kernel/record/change.ts'
import { Refusal } from '#kernel/refusal.ts'
import { sentenceOf } from '#kernel/ui/api.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { feel } from './feel.web.ts'
import { useFieldRoom, useRoomStatus } from './field-room.web.ts'
import { words } from './words.ts'

/** As many photos as wanted, one tap each; a photo is on the tablet's disk before it is shown here. */
export function PhotoSheet({ module, act }: { module: string; act(changes: Change[]): Promise<boolean> }) {
  const { t } = useWords(words)
  const { token, device } = useFieldRoom()
  useRoomStatus()
  const input = useId()
  const photos = photosOf(device.view, module)
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const { files } = event.currentTarget
    const chosen = [...(files ?? [])]
    event.currentTarget.value = ''
    for (const file of chosen) await keep(token, module, file, act)
  }
  return (
    <div className="photos">
      <input
        id={input}
        className="plant-grid-words"
        type="file"
        accept="image/*"
        capture="environment"
        multiple
        onChange={event => void take(event)}
      />
      <label className="photo-key" htmlFor={input}>
        <IconCamera aria-hidden />
        {t('photo.add')}
      </label>
      {photos.length > 0 && <Text>{t('photo.kept', { count: photos.length, module })}</Text>}
      <ul>
        {photos.map(photo => (
          <li key={photo.id}>
            <Picture photo={photo} />
          </li>
        ))}
      </ul>
    </div>
  )
}

async function keep(room: string, module: string, file: File, act: (changes: Change[]) => Promise<boolean>): Promise<void> {
  try {
    const hash = await queuePhoto(file, { name: file.name, room })
    const takenAt = new Date(file.lastModified).toISOString()
    await act(addPhoto(crypto.randomUUID(), module, { file: hash, name: file.name, takenAt }))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    feel('refused')
    showNotice(sentenceOf(error), { tone: 'refused' })
  }
}

/** The tablet's own copy while it waits, then the server's small one. */
function Picture({ photo }: { photo: Photo }) {
  const { t } = useWords(words)
  const [address, setAddress] = useState<{ url: string; here: boolean }>()
  useEffect(() => {
    let made: string | undefined
    void waitingPhoto(photo.file).then(bytes => {
      made = bytes && URL.createObjectURL(bytes)
      setAddress(made ? { url: made, here: true } : { url: `/api/files/${photo.file}/thumbnail`, here: false })
    })
    return () => {
      if (made) URL.revokeObjectURL(made)
    }
  }, [photo.file])
  return (
    <>
      <img src={address?.url} alt={photo.name} width={96} height={96} />
      <small>{address?.here && t('photo.waiting')}</small>
    </>
  )
}
