import { Button, Group, Text } from '@mantine/core'
import { instant } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { fieldChange } from './module.ts'
import type { PastDecision } from './module-past.ts'
import type { ModuleView } from './module-view.web.ts'
import { words } from './office-words.ts'
import { useFieldName, useValueName } from './value-name.web.ts'

/** Who decided what, when, in place of what; any earlier value can be taken up again, as a new act. */
export function ModuleHistory({ room, id, nameOf, act, past }: ModuleView) {
  const { t } = useWords(words)
  return (
    <section>
      <h3>{t('sheet.history')}</h3>
      {past === null && <Waiting rows={2} />}
      {past === 'away' && <Text c="dimmed">{t('sheet.history.away')}</Text>}
      {past?.length === 0 && <Text c="dimmed">{t('sheet.history.none')}</Text>}
      <ol className="past">
        {past !== 'away' &&
          past?.map(decision => (
            <Decision
              key={`${decision.number} ${decision.field}`}
              decision={decision}
              who={nameOf(decision.by)}
              current={room.field('module', id, decision.field)?.value === decision.to}
              restore={act && (({ field, to }) => void act([fieldChange(room, 'module', id, field, to)]))}
            />
          ))}
      </ol>
    </section>
  )
}

interface DecisionProps {
  decision: PastDecision
  who: string
  current: boolean
  restore: ((decision: PastDecision) => void) | null
}

function Decision({ decision, who, current, restore }: DecisionProps) {
  const { t, language } = useWords(words)
  const fieldName = useFieldName()
  const valueName = useValueName()
  const { field, from, to, at } = decision
  const value = valueName(field, to)
  const when = instant(at, language)
  return (
    <li>
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text>
            {field === 'status' ? '' : `${fieldName(field)} · `}
            {valueName(field, from)} → <b>{value}</b>
          </Text>
          <Text size="sm" c="dimmed">
            {who} · {when} · {t('sheet.history.act', { number: decision.number })}
          </Text>
        </div>
        {!current && restore && (
          <Button variant="subtle" onClick={() => restore(decision)} aria-label={t('sheet.history.restore.label', { value, when })}>
            {t('sheet.history.restore')}
          </Button>
        )}
      </Group>
    </li>
  )
}
