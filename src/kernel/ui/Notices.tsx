import { ActionIcon, Button, Group, Paper, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useWords } from './i18n.web.ts'
import { closeNotice, type Notice, useNotices } from './notice.web.ts'
import { words } from './words.ts'

/** The corner where acts are said and can be undone. Present from the start, so that screen readers hear what comes into it. */
export function Notices() {
  const notices = useNotices()
  const { t } = useWords(words)
  return (
    <section className="notices" aria-live="polite" aria-label={t('notices')}>
      {notices.map(notice => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  )
}

function NoticeCard({ notice }: { notice: Notice }) {
  const { t } = useWords(words)
  const turn = notice.undo ?? notice.redo
  const turnAndClose = () => {
    turn?.()
    closeNotice(notice.id)
  }
  return (
    <Paper withBorder shadow="md" data-tone={notice.tone} className="notice">
      <Group wrap="nowrap" gap="sm" justify="space-between">
        <Text>{notice.text}</Text>
        <Group wrap="nowrap" gap={4}>
          {turn && (
            <Button variant="subtle" onClick={turnAndClose}>
              {t(notice.undo ? 'undo' : 'redo')}
            </Button>
          )}
          <ActionIcon aria-label={t('close')} onClick={() => closeNotice(notice.id)}>
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
    </Paper>
  )
}
