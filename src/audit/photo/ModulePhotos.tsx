import { Text } from '@mantine/core'
import { IconCameraPlus } from '@tabler/icons-react'
import { type DragEvent, useId, useState } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { saidRefusal } from '#kernel/ui/said-refusal.web.ts'
import { useOpenAudit } from '../audit/open-audit.web.ts'
import { keepPhotos } from './keep-photo.web.ts'
import { PhotoCard } from './PhotoCard.tsx'
import { photosOf } from './photo.ts'
import { words } from './words.ts'
import './photo.css'

/** The photos of a module in the office: to look at, to caption, to add from a folder. */
export function ModulePhotos({ module }: { module: string }) {
  const { t } = useWords(words)
  const { room, mayWrite } = useOpenAudit()
  const photos = photosOf(room, module)
  return (
    <>
      {photos.length === 0 && <Text c="dimmed">{t('none')}</Text>}
      <ul className="photo-wall">
        {photos.map(photo => (
          <PhotoCard key={photo.id} photo={photo} />
        ))}
      </ul>
      {mayWrite && <DropPlace module={module} />}
    </>
  )
}

/** Takes one picture or many: dropped here, or picked in the dialog of the computer. */
function DropPlace({ module }: { module: string }) {
  const { t } = useWords(words)
  const { token: room, me: person, act } = useOpenAudit()
  const input = useId()
  const [over, setOver] = useState(false)
  const add = (files: Iterable<File>) => saidRefusal(() => keepPhotos({ room, person, module }, [...files], act))
  const hover = (event: DragEvent, inside: boolean) => {
    event.preventDefault()
    setOver(inside)
  }
  const drop = (event: DragEvent) => {
    hover(event, false)
    void add(event.dataTransfer.files)
  }
  return (
    <>
      <input
        id={input}
        className="photo-input"
        type="file"
        accept="image/*"
        multiple
        onChange={({ currentTarget }) => {
          const chosen = [...(currentTarget.files ?? [])]
          currentTarget.value = ''
          void add(chosen)
        }}
      />
      <label
        htmlFor={input}
        className="photo-drop"
        data-over={over}
        onDragOver={event => hover(event, true)}
        onDragLeave={event => hover(event, false)}
        onDrop={drop}
      >
        <IconCameraPlus aria-hidden />
        {t('add')}
      </label>
    </>
  )
}
