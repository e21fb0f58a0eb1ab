import { Text } from '@mantine/core'
import { IconCamera } from '@tabler/icons-react'
import { type ChangeEvent, useEffect, useId, useState } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { feel } from './feel.web.ts'
import { useFieldRoom } from './field-room.web.ts'
import { photoBytes, queuePhoto, useWaitingPhotos } from './photo-queue.web.ts'
import { words } from './words.ts'

/** As many photos as wanted, one tap each; a photo is on the tablet's disk before it is shown here. */
export function PhotoSheet({ module }: { module: string }) {
  const { t } = useWords(words)
  const { token } = useFieldRoom()
  const input = useId()
  const kept = useWaitingPhotos().filter(photo => photo.room === token && photo.module === module)
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const { files } = event.currentTarget
    const chosen = [...(files ?? [])]
    event.currentTarget.value = ''
    try {
      for (const file of chosen) await queuePhoto(token, module, file, file.name)
      feel('taken')
    } catch {
      feel('refused')
      showNotice(t('photo.full'), { tone: 'refused' })
    }
  }
  return (
    <div className="photos">
      <label className="photo-key" htmlFor={input}>
        <IconCamera aria-hidden />
        {t('photo.add')}
      </label>
      <input id={input} className="plant-grid-words" type="file" accept="image/*" capture="environment" multiple onChange={event => void take(event)} />
      {kept.length > 0 && <Text>{t('photo.kept', { count: kept.length, module })}</Text>}
      <ul>
        {kept.map(photo => (
          <li key={photo.id}>
            <KeptPicture id={photo.id} name={photo.name} />
            <small>{t('photo.waiting')}</small>
          </li>
        ))}
      </ul>
    </div>
  )
}

function KeptPicture({ id, name }: { id: string; name: string }) {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    let made: string | undefined
    void photoBytes(id).then(bytes => {
      if (!bytes) return
      made = URL.createObjectURL(bytes)
      setAddress(made)
    })
    return () => {
      if (made) URL.revokeObjectURL(made)
    }
  }, [id])
  return <img src={address} alt={name} width={96} height={96} />
}
