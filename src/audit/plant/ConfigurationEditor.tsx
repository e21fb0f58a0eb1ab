import { Button, Group, Paper, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { WholeNumber } from '#kernel/ui/WholeNumber.tsx'
import { wholeNumber } from '#kernel/ui/whole-number.ts'
import { LIMITS, modulesPerString, type StringPlan } from './configuration.ts'
import type { ConfigurationDraft } from './configuration-draft.web.ts'
import { words } from './configuration-words.ts'
import { PastedList } from './PastedList.tsx'
import { StringTable } from './StringTable.tsx'

type Mode = 'simple' | 'advanced' | 'paste'

interface Props {
  strings: StringPlan[]
  draft: ConfigurationDraft
}

/** S strings of M modules, each string with its own length and place, or the names of the modules as somebody has them. */
export function ConfigurationEditor({ strings, draft }: Props) {
  const { t } = useWords(words)
  const alike = modulesPerString({ strings }) !== null && strings.every(string => Object.keys(string).length === 2)
  const [mode, setMode] = useState<Mode>(alike || strings.length === 0 || draft.typed ? 'simple' : 'advanced')
  const take = (described: StringPlan[]) => {
    draft.prepare(described)
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
      {mode === 'simple' && <Simple strings={strings} draft={draft} />}
      {mode === 'advanced' && <StringTable strings={strings} change={draft.prepare} />}
      {mode === 'paste' && <PastedList take={take} />}
    </Paper>
  )
}

function Simple({ strings, draft: { typed, type, prepare } }: Props) {
  const { t } = useWords(words)
  const numbers = typed ?? { strings: strings.length || 10, modules: strings[0]?.count ?? 24 }
  const wanted = wholeNumber(numbers.strings, LIMITS.strings)
  const each = wholeNumber(numbers.modules, LIMITS.modulesOfString)
  const valid = wanted !== null && each !== null
  const use = () => valid && prepare(Array.from({ length: wanted }, (_, i) => ({ number: i + 1, count: each })))
  const input = (field: 'strings' | 'modules', max: number) => (
    <WholeNumber label={t(`simple.${field}`)} max={max} value={numbers[field]} onChange={value => type({ ...numbers, [field]: value })} />
  )
  return (
    <Group align="flex-end">
      {input('strings', LIMITS.strings)}
      {input('modules', LIMITS.modulesOfString)}
      <Button variant="default" disabled={!valid} onClick={use}>
        {t('simple.use', { strings: wanted ?? '–', modules: each ?? '–' })}
      </Button>
      {typed && (
        <Button variant="subtle" onClick={() => type(null)}>
          {t('simple.drop')}
        </Button>
      )}
    </Group>
  )
}
