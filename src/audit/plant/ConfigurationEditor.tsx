import { Button, Group, Paper, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { WholeNumber } from '#kernel/ui/WholeNumber.tsx'
import { wholeNumber } from '#kernel/ui/whole-number.ts'
import { LIMITS, modulesPerString, type StringPlan } from './configuration.ts'
import { words } from './configuration-words.ts'
import { PastedList } from './PastedList.tsx'
import { StringTable } from './StringTable.tsx'

type Mode = 'simple' | 'advanced' | 'paste'

interface Props {
  strings: StringPlan[]
  change(strings: StringPlan[]): void
}

/** S strings of M modules, each string with its own length and place, or the names of the modules as somebody has them. */
export function ConfigurationEditor({ strings, change }: Props) {
  const { t } = useWords(words)
  const alike = modulesPerString({ strings }) !== null && strings.every(string => Object.keys(string).length === 2)
  const [mode, setMode] = useState<Mode>(alike || strings.length === 0 ? 'simple' : 'advanced')
  const take = (described: StringPlan[]) => {
    change(described)
    setMode('advanced')
  }
  return (
    <Paper withBorder p="md">
      <SegmentedControl
        size="md"
        mb="md"
        aria-label={t('mode')}
        value={mode}
        onChange={value => setMode(value as Mode)}
        data={[
          { value: 'simple', label: t('mode.simple') },
          { value: 'advanced', label: t('mode.advanced') },
          { value: 'paste', label: t('mode.paste') },
        ]}
      />
      {mode === 'simple' && <Simple strings={strings} change={change} />}
      {mode === 'advanced' && <StringTable strings={strings} change={change} />}
      {mode === 'paste' && <PastedList take={take} />}
    </Paper>
  )
}

function Simple({ strings, change }: Props) {
  const { t } = useWords(words)
  const [count, setCount] = useState<number | string>(strings.length || 10)
  const [modules, setModules] = useState<number | string>(strings[0]?.count ?? 24)
  const wanted = wholeNumber(count, LIMITS.strings)
  const each = wholeNumber(modules, LIMITS.modulesOfString)
  const valid = wanted !== null && each !== null
  const prepare = () => valid && change(Array.from({ length: wanted }, (_, i) => ({ number: i + 1, count: each })))
  return (
    <Group align="flex-end">
      <WholeNumber label={t('simple.strings')} max={LIMITS.strings} value={count} onChange={setCount} />
      <WholeNumber label={t('simple.modules')} max={LIMITS.modulesOfString} value={modules} onChange={setModules} />
      <Button variant="default" disabled={!valid} onClick={prepare}>
        {t('simple.use', { strings: wanted ?? '–', modules: each ?? '–' })}
      </Button>
    </Group>
  )
}
