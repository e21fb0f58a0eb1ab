import { Button, Group, Portal, Text } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { Sheet } from '#kernel/ui/Sheet.tsx'
import { useAuditAddress } from './audit-tab.web.ts'
import type { PastAct } from './history.web.ts'
import { words } from './history-words.ts'
import { useOpenAudit } from './open-audit.web.ts'
import { wayBackOf } from './taking-back.ts'

interface Props {
  act: PastAct
  sentence: string
}

/** The way back from one act of a list. */
export function UndoAct({ act, sentence }: Props) {
  const { t } = useWords(words)
  const { mayWrite, undo } = useOpenAudit()
  const { showTab } = useAuditAddress()
  const way = wayBackOf(act)
  if (way === 'nothing' || !mayWrite) return null
  if (way === 'asked') return <UndoAsked act={act} sentence={sentence} />
  if (way === 'at-once') return <TurnButton label={t('undo')} name={`${t('undo')} · ${sentence}`} run={() => void undo(act)} />
  const name = t('undo.configuration.label', { act: sentence })
  return <TurnButton label={t('undo.configuration')} name={name} run={() => showTab('configuration')} />
}

/** Many modules at once: what would go back is said before. */
function UndoAsked({ act, sentence }: Props) {
  const { t } = useWords(words)
  const { undo } = useOpenAudit()
  const [asking, ask] = useState(false)
  const agree = () => {
    ask(false)
    void undo(act)
  }
  return (
    <>
      <TurnButton label={t('undo')} name={`${t('undo')} · ${sentence}`} run={() => ask(true)} />
      {/* Outside of the table, whose cells set their text their own way. */}
      <Portal>
        <Sheet opened={asking} onClose={() => ask(false)} title={t('undo.many', { count: act.records.module ?? 0 })} place="centre">
          <Text fw={650}>{sentence}</Text>
          <Text>{t('undo.many.text')}</Text>
          <Group mt="md">
            <Button variant="default" onClick={() => ask(false)}>
              {t('undo.many.leave')}
            </Button>
            <Button onClick={agree}>{t('undo.many.do')}</Button>
          </Group>
        </Sheet>
      </Portal>
    </>
  )
}

function TurnButton({ label, name, run }: { label: string; name: string; run(): void }) {
  return (
    <Button variant="subtle" aria-label={name} onClick={run}>
      {label}
    </Button>
  )
}
