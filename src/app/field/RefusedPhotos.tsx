import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { photosOf, removePhoto } from '#audit/photo/photo.ts'
import { dropFile, onProgress, waitingFiles, waitingPhoto } from '#kernel/file/upload.web.ts'
import type { QueuedFile } from '#kernel/file/upload-queue.ts'
import { download } from '#kernel/ui/download.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { saidRefusal } from '#kernel/ui/said-refusal.web.ts'
import { words } from './health-words.ts'
import { words as leaving } from './leaving-words.ts'
import { openFieldRoom } from './open-field-room.web.ts'

/** Photos that the server will never take, each with its reason: kept here until somebody saves or gives them up. */
export function RefusedPhotos() {
  const { t, language } = useWords(words)
  const { t: tell } = useWords(leaving)
  const [files, setFiles] = useState<QueuedFile[]>([])
  useEffect(() => onProgress(() => void waitingFiles().then(setFiles)), [])
  const refused = files.filter(file => file.refused)
  if (refused.length === 0) return null
  return (
    <section>
      <h3>{t('health.refusedPhotos', { count: refused.length })}</h3>
      <ul className="refused">
        {refused.map(file => (
          <li key={`${file.hash} ${file.room}`}>
            <p>
              {file.name}
              <br />
              {file.refused?.[language]}
            </p>
            <Button variant="default" onClick={() => void save(file)}>
              {tell('left.savePhotos')}
            </Button>
            <Button variant="subtle" onClick={() => void saidRefusal(() => giveUp(file))}>
              {t('health.refused.discard')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

async function save({ hash, name }: QueuedFile): Promise<void> {
  const photo = await waitingPhoto(hash)
  if (photo) download(name, photo)
}

/** Out of the audit first, wherever it was attached there, and for good: a photo that nobody will ever see is in no report. */
async function giveUp({ hash, room }: QueuedFile): Promise<void> {
  const { device, close } = await openFieldRoom(room)
  try {
    const attached = photosOf(device.view).filter(({ file }) => file === hash)
    if (attached.length > 0) await device.commit(attached.map(removePhoto), { forGood: true })
  } finally {
    close()
  }
  await dropFile(hash, room)
}
