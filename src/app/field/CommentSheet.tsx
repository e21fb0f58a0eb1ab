import { Button, Text, Textarea } from '@mantine/core'
import { IconMicrophone, IconMicrophoneOff } from '@tabler/icons-react'
import { useState } from 'react'
import { addComment, COMMENT_LIMIT, commentsOf } from '#audit/electroluminescence/comment.ts'
import type { Change } from '#kernel/record/change.ts'
import { instant } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useDictation } from './dictation.web.ts'
import { nameOf, useFieldRoom, useRoomStatus } from './field-room.web.ts'
import { words } from './words.ts'

interface Props {
  module: string
  act(changes: Change[]): Promise<boolean>
  done(): void
}

/** A comment is added under the others and overwrites none. The text stays in the box until it is on disk. */
export function CommentSheet({ module, act, done }: Props) {
  const { t, language } = useWords(words)
  const room = useFieldRoom()
  useRoomStatus()
  const [text, setText] = useState('')
  const send = async () => {
    if (await act(addComment(crypto.randomUUID(), module, text.trim()))) done()
  }
  return (
    <div className="comment">
      {commentsOf(room.device.view, module).map(comment => (
        <p key={comment.id}>
          {comment.text}
          <br />
          <Text component="small" c="dimmed">
            {nameOf(room, comment.by)} · {instant(comment.at, language)}
          </Text>
        </p>
      ))}
      <Textarea
        label={t('comment.text')}
        readOnly={!room.mayWrite}
        value={text}
        maxLength={COMMENT_LIMIT}
        autosize
        minRows={3}
        data-autofocus
        onChange={event => setText(event.currentTarget.value)}
      />
      {room.mayWrite && (
        <div className="buttons">
          <Dictate add={heard => setText(before => `${before}${before && !before.endsWith(' ') ? ' ' : ''}${heard}`)} />
          <Button disabled={text.trim() === ''} onClick={() => void send()}>
            {t('comment.send')}
          </Button>
        </div>
      )}
    </div>
  )
}

function Dictate({ add }: { add(heard: string): void }) {
  const { t, language } = useWords(words)
  const dictation = useDictation(language === 'fr' ? 'fr-FR' : 'en-GB', add)
  if (!dictation.offered) return <Text c="dimmed">{t('comment.noVoice')}</Text>
  const Icon = dictation.listening ? IconMicrophoneOff : IconMicrophone
  return (
    <Button variant="default" leftSection={<Icon aria-hidden />} aria-pressed={dictation.listening} onClick={dictation.toggle}>
      {dictation.listening ? t('comment.listening') : t('comment.speak')}
    </Button>
  )
}
