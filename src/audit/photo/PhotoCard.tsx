import { Button, Group, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { instant } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { Sheet } from '#kernel/ui/Sheet.tsx'
import { useOpenAudit } from '../audit/open-audit.web.ts'
import { PhotoPicture } from './PhotoPicture.tsx'
import { CAPTION_LIMIT, captionPhoto, type Photo, removePhoto } from './photo.ts'
import { words } from './words.ts'

/** One photo small, with its story; a click opens it large, where it is captioned or removed. */
export function PhotoCard({ photo, named = false }: { photo: Photo; named?: boolean }) {
  const [opened, setOpened] = useState(false)
  const name = photo.caption || photo.name
  return (
    <li className="photo-card">
      <button type="button" className="photo-open" onClick={() => setOpened(true)}>
        <PhotoPicture photo={photo} />
      </button>
      {named && <b>{photo.module}</b>}
      {photo.caption !== '' && <Text size="sm">{photo.caption}</Text>}
      <Story photo={photo} />
      <Sheet opened={opened} onClose={() => setOpened(false)} title={`${photo.module} · ${name}`} place="centre">
        <Large photo={photo} close={() => setOpened(false)} />
      </Sheet>
    </li>
  )
}

function Story({ photo }: { photo: Photo }) {
  const { language } = useWords(words)
  const { nameOf } = useOpenAudit()
  return (
    <Text size="sm" c="dimmed">
      {nameOf(photo.by)}
      {photo.takenAt !== '' && (
        <>
          <br />
          {instant(photo.takenAt, language)}
        </>
      )}
    </Text>
  )
}

function Large({ photo, close }: { photo: Photo; close(): void }) {
  const { t } = useWords(words)
  const { act, mayWrite } = useOpenAudit()
  const [text, setText] = useState(photo.caption)
  const remove = () => {
    close()
    void act([removePhoto(photo)])
  }
  return (
    <div className="photo-large">
      <PhotoPicture photo={photo} shown="screen" />
      <Story photo={photo} />
      {mayWrite && (
        <Textarea
          label={t('caption')}
          maxLength={CAPTION_LIMIT}
          autosize
          value={text}
          onChange={event => setText(event.currentTarget.value)}
        />
      )}
      <Group>
        {mayWrite && (
          <Button disabled={text.trim() === photo.caption} onClick={() => void act([captionPhoto(photo, text)])}>
            {t('caption.save')}
          </Button>
        )}
        <Button component="a" href={`/api/files/${photo.file}`} download={photo.name} variant="default">
          {t('original')}
        </Button>
        {mayWrite && (
          <Button variant="subtle" onClick={remove}>
            {t('remove')}
          </Button>
        )}
      </Group>
    </div>
  )
}
