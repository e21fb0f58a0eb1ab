import { Button, Group, Paper, Text, Title } from '@mantine/core'
import { ago } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useActSentence } from './act-sentence.web.ts'
import type { PastAct } from './history.web.ts'
import { words as historyWords } from './history-words.ts'
import { useOpenAudit } from './open-audit.web.ts'
import { words } from './page-words.ts'

const SHOWN = 12

/** What was done last, each with a way back. */
export function LatestActs() {
  const { t } = useWords(words)
  const { entries } = useOpenAudit()
  return (
    <Paper withBorder p="md">
      <Title order={2} mb="xs">
        {t('follow.acts')}
      </Title>
      {entries.length === 0 && <Text c="dimmed">{t('follow.acts.none')}</Text>}
      {entries.slice(0, SHOWN).map(entry => (
        <ActLine key={entry.id} entry={entry} />
      ))}
    </Paper>
  )
}

function ActLine({ entry }: { entry: PastAct }) {
  const { t, language } = useWords(historyWords)
  const { undo, entries } = useOpenAudit()
  const sentence = useActSentence()(entry)
  const undone = entries.some(other => other.undoes === entry.id)
  return (
    <Group justify="space-between" wrap="nowrap" gap="xs" mih={44} mt={6}>
      <div>
        <Text>{sentence}</Text>
        <Text size="sm" c="dimmed">
          {ago(entry.at, Date.now(), language)}
          {undone && ` · ${t('undone')}`}
        </Text>
      </div>
      {!undone && entry.count > 0 && (
        <Button variant="subtle" px="xs" onClick={() => void undo(entry)} aria-label={`${t('undo')} · ${sentence}`}>
          {t('undo')}
        </Button>
      )}
    </Group>
  )
}
