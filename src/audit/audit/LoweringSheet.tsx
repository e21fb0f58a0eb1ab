import { Button, Group, Text } from '@mantine/core'
import type { Change } from '#kernel/record/change.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { Sheet } from '#kernel/ui/Sheet.tsx'
import { asStatus } from '../electroluminescence/module.ts'
import { useStatusName } from '../electroluminescence/status-name.web.ts'
import { useOpenAudit } from './open-audit.web.ts'
import { words } from './page-words.ts'

const SHOWN = 6

/** A defect that somebody else saw is about to look less serious: the one act that asks first, and it names them. */
export function LoweringSheet() {
  const { t } = useWords(words)
  const { lowering, settleLowering } = useOpenAudit()
  return (
    <Sheet opened={lowering !== null} onClose={() => settleLowering(false)} title={t('lower.title')} place="centre">
      {lowering?.slice(0, SHOWN).map(change => (
        <Lowered key={change.record} change={change} />
      ))}
      {lowering && lowering.length > SHOWN && <Text>{t('lower.more', { count: lowering.length - SHOWN })}</Text>}
      <Group mt="md">
        <Button variant="default" onClick={() => settleLowering(false)}>
          {t('lower.leave')}
        </Button>
        <Button onClick={() => settleLowering(true)}>{t('lower.do')}</Button>
      </Group>
    </Sheet>
  )
}

function Lowered({ change }: { change: Change }) {
  const { t } = useWords(words)
  const { room, nameOf } = useOpenAudit()
  const name = useStatusName()
  const seen = room.field('module', change.record, 'status')
  if (!seen) return null
  const fill = { who: nameOf(seen.stamp.by), module: change.record, now: name(asStatus(seen.value)), wanted: name(asStatus(change.to)) }
  return <Text>{t('lower.text', fill)}</Text>
}
