import { Button, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { instant } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { addComment, COMMENT_LIMIT, commentsOf } from './comment.ts'
import type { ModuleView } from './module-view.web.ts'
import { words } from './office-words.ts'

/** Comments follow one another; none is ever overwritten. */
export function ModuleComments({ room, id, nameOf, act }: ModuleView) {
  const { t, language } = useWords(words)
  const comments = commentsOf(room, id)
  return (
    <section>
      <h3>{t('sheet.comments')}</h3>
      {comments.length === 0 && <Text c="dimmed">{t('sheet.comments.none')}</Text>}
      <ol className="comments">
        {comments.map(comment => (
          <li key={comment.id}>
            <Text>{comment.text}</Text>
            <Text size="sm" c="dimmed">
              {nameOf(comment.by)} · {instant(comment.at, language)}
            </Text>
          </li>
        ))}
      </ol>
      {act && <AddComment id={id} act={act} />}
    </section>
  )
}

function AddComment({ id, act }: { id: string; act: NonNullable<ModuleView['act']> }) {
  const { t } = useWords(words)
  const [text, setText] = useState('')
  const send = () => {
    void act(addComment(crypto.randomUUID(), id, text.trim()))
    setText('')
  }
  return (
    <>
      <Textarea
        size="md"
        label={t('sheet.comments.add')}
        autosize
        minRows={2}
        maxLength={COMMENT_LIMIT}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
      />
      <Button mt="xs" variant="default" disabled={text.trim() === ''} onClick={send}>
        {t('sheet.comments.send')}
      </Button>
    </>
  )
}
