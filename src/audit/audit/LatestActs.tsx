import { Group, Paper, Text, Title } from '@mantine/core'
import { ago } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useActSentence } from './act-sentence.web.ts'
import type { PastAct } from './history.web.ts'
import { words as historyWords } from './history-words.ts'
import { useOpenAudit } from './open-audit.web.ts'
import { words } from './page-words.ts'
import { type Fate, fatesOf } from './taking-back.ts'
import { UndoAct } from './UndoAct.tsx'

const SHOWN = 12

/** What was done last, each with a way back. */
export function LatestActs() {
  const { t } = useWords(words)
  const { entries } = useOpenAudit()
  const fates = fatesOf(entries)
  return (
    <Paper withBorder p="md">
      <Title order={2} mb="xs">
        {t('follow.acts')}
      </Title>
      {entries.length === 0 && <Text c="dimmed">{t('follow.acts.none')}</Text>}
      {entries.slice(0, SHOWN).map(entry => (
        <ActLine key={entry.id} entry={entry} fate={fates.get(entry.id)} />
      ))}
    </Paper>
  )
}

function ActLine({ entry, fate }: { entry: PastAct; fate: Fate | undefined }) {
  const { t, language } = useWords(historyWords)
  const sentence = useActSentence()(entry)
  return (
    <Group justify="space-between" wrap="nowrap" gap="xs" mih={44} mt={6}>
      <div className="written">
        <Text>{sentence}</Text>
        <Text size="sm" c="dimmed">
          {ago(entry.at, Date.now(), language)}
          {fate && ` · ${t(fate)}`}
        </Text>
      </div>
      {!fate && <UndoAct act={entry} sentence={sentence} />}
    </Group>
  )
}
