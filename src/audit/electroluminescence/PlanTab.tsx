import { Button, Group, NativeSelect, SegmentedControl, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { initialsOf } from '#kernel/ui/initials.ts'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { useAuditAddress } from '../audit/audit-tab.web.ts'
import { NotDescribed } from '../audit/NotDescribed.tsx'
import { type OpenAudit, useOpenAudit } from '../audit/open-audit.web.ts'
import type { PlantConfiguration } from '../plant/configuration.ts'
import type { Pointing } from '../plant-grid/grid-props.ts'
import { PlantGrid } from '../plant-grid/PlantGrid.tsx'
import { type AuditSight, createAuditSight } from './audit-sight.web.ts'
import { markModules } from './module.ts'
import { words } from './office-words.ts'
import { StatusMark } from './StatusMark.tsx'
import { type Status, VERDICTS } from './status.ts'
import { modulesBetween } from './walk.ts'
import './plan-tab.css'

/** The plant as a plan, marked from the office with the same grid as on the roof. */
export function PlanTab() {
  const audit = useOpenAudit()
  const sight = useSight(audit)
  if (!sight) return <Waiting />
  return sight.plant().strings.length > 0 ? <Plan audit={audit} sight={sight} /> : <NotDescribed />
}

function Plan({ audit, sight }: { audit: OpenAudit; sight: AuditSight }) {
  const { string, showTab, openModule } = useAuditAddress()
  const { t } = useWords(words)
  const [arrangement, setArrangement] = useState<'string' | 'place'>('string')
  const { configuration, cells, strings } = sight.plant()
  const { cursor, chosen, point, clear } = useChoice(configuration)
  const targets = chosen.size > 0 ? [...chosen] : cursor === null ? [] : [cursor]
  const mark = (status: Status) => void (audit.mayWrite && audit.act(markModules(audit.room, targets, status)))
  const colleagues = audit.people.flatMap(person => (person.at === null ? [] : [{ module: person.at, initials: initialsOf(person.name) }]))
  return (
    <div className="plan">
      <Group gap="xs">
        <SegmentedControl
          size="md"
          aria-label={t('plan.arrangement')}
          value={arrangement}
          onChange={value => setArrangement(value as 'string' | 'place')}
          data={[
            { value: 'string', label: t('plan.string') },
            { value: 'place', label: t('plan.place') },
          ]}
        />
        <NativeSelect
          aria-label={t('plan.only')}
          value={string ?? ''}
          onChange={event => showTab('plan', event.currentTarget.value === '' ? undefined : Number(event.currentTarget.value))}
          data={[{ value: '', label: t('plan.all') }, ...strings.map(({ number, label }) => ({ value: String(number), label }))]}
        />
      </Group>
      <div className="plan-frame">
        <PlantGrid
          label={t('plan.label')}
          cells={cells}
          strings={strings}
          arrangement={arrangement}
          only={string}
          source={sight.source}
          cursor={cursor}
          chosen={chosen}
          colleagues={colleagues}
          onPoint={point}
          onOpen={openModule}
          onMark={mark}
        />
      </div>
      <MarkBar targets={targets} mark={audit.mayWrite ? mark : null} open={openModule} clear={clear} />
    </div>
  )
}

/** The plant as the grid wants it, followed record by record: one more verdict redraws one cell, however large the plant is. */
function useSight({ room, listen }: OpenAudit): AuditSight | undefined {
  const [sight, setSight] = useState<AuditSight>()
  useEffect(() => {
    const made = createAuditSight(() => room)
    const deaf = listen(made.heard)
    setSight(made)
    return deaf
  }, [room, listen])
  return sight
}

/** What is in hand, and what was gathered beside it. */
function useChoice(configuration: PlantConfiguration) {
  const [cursor, setCursor] = useState<string | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const point = (id: string, how: Pointing) => {
    if (how === 'plain') setChosen(new Set())
    if (how === 'range' && cursor !== null) setChosen(new Set(modulesBetween(configuration, cursor, id)))
    if (how === 'toggle') setChosen(now => toggled(now, id))
    if (how !== 'range') setCursor(id)
  }
  const clear = () => {
    setChosen(new Set())
    setCursor(null)
  }
  return { cursor, chosen, point, clear }
}

function toggled(chosen: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(chosen)
  if (!next.delete(id)) next.add(id)
  return next
}

interface MarkBarProps {
  targets: string[]
  /** `null` for whoever may only read. */
  mark: ((status: Status) => void) | null
  open(id: string): void
  clear(): void
}

function MarkBar({ targets, mark, open, clear }: MarkBarProps) {
  const { t } = useWords(words)
  const none = targets.length === 0
  return (
    <Group gap="xs" className="mark-bar">
      <Text className="together" miw={120} role="status">
        {targets.length === 1 ? targets[0] : t('plan.chosen', { count: targets.length })}
      </Text>
      {mark &&
        VERDICTS.map(status => (
          <Button key={status} variant="default" disabled={none} onClick={() => mark(status)}>
            <StatusMark status={status} named />
          </Button>
        ))}
      <Button variant="subtle" disabled={targets.length !== 1} onClick={() => open(targets[0]!)}>
        {t('plan.open')}
      </Button>
      <Button variant="subtle" disabled={none} onClick={clear}>
        {t('plan.clear')}
      </Button>
    </Group>
  )
}
