import { Text } from '@mantine/core'
import { IconCamera } from '@tabler/icons-react'
import { type ChangeEvent, useId } from 'react'
import { keepPhotos } from '#audit/photo/keep-photo.web.ts'
import { PhotoPicture } from '#audit/photo/PhotoPicture.tsx'
import { photosOf } from '#audit/photo/photo.ts'
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
  const { token: room, me: person, device, mayWrite } = useFieldRoom()
  useRoomStatus()
  const photos = photosOf(device.view, module)
  return (
    <div className="photos">
      {mayWrite && <TakePhotos taken={files => void keep({ room, person, module }, files, act)} />}
      {(photos.length > 0 || !mayWrite) && <Text>{t('photo.kept', { count: photos.length, module })}</Text>}
      <ul>
        {photos.map(photo => (
          <li key={photo.id}>
            <PhotoPicture photo={photo} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function TakePhotos({ taken }: { taken(files: File[]): void }) {
  const { t } = useWords(words)
  const input = useId()
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = [...(event.currentTarget.files ?? [])]
    event.currentTarget.value = ''
    taken(chosen)
  }
  return (
    <>
      <input id={input} className="plant-grid-words" type="file" accept="image/*" capture="environment" multiple onChange={take} />
      <label className="photo-key" htmlFor={input}>
        <IconCamera aria-hidden />
        {t('photo.add')}
      </label>
    </>
  )
}

async function keep(
  of: { room: string; person: string; module: string },
  files: File[],
  act: (changes: Change[]) => Promise<boolean>,
): Promise<void> {
  try {
    await keepPhotos(of, files, act)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    feel('refused')
    showNotice(sentenceOf(error), { tone: 'refused' })
  }
}
