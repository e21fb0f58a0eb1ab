import { NativeSelect, Paper, Stack, TextInput } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { Refused } from '#kernel/ui/Refused.tsx'
import { words } from './office-words.ts'

interface Choice {
  value: string
  label: string
}

interface Props {
  step: number
  title: string
  /** What the choice "make a new one" is called. */
  fresh: string
  /** What may be picked under the words typed; `total` counts those that do not fit in the list too. */
  options: Choice[]
  total: number
  /** Why what exists could not be listed: nothing must be created a second time for want of it. */
  error: unknown
  search: string
  onSearch(text: string): void
  /** Empty for a new one. */
  picked: string
  /** Name of the one picked, when it was made here and never listed. */
  pickedName: string
  onPick(value: string): void
  /** Fields of a new one. */
  children: ReactNode
}

/** One step of the wizard: an existing one, or the fields of a new one. Where they are too many for a list, typing finds the others. */
export function PickOrCreate({ step, title, fresh, options, total, error, search, onSearch, picked, pickedName, onPick, children }: Props) {
  const { t } = useWords(words)
  const choices = useWithPicked(options, picked, pickedName)
  return (
    <Paper withBorder p="md" component="fieldset">
      <legend className="step">
        {step}. {title}
      </legend>
      <Stack gap="sm">
        {(total > options.length || search !== '') && (
          <TextInput
            type="search"
            label={t('creation.find', { what: title })}
            description={total > options.length ? t('creation.find.more', { shown: options.length, total }) : t('creation.find.all')}
            value={search}
            onChange={event => onSearch(event.currentTarget.value)}
          />
        )}
        <Refused error={error ?? undefined} />
        {(choices.length > 0 || search !== '') && (
          <NativeSelect
            aria-label={title}
            value={picked}
            onChange={event => onPick(event.currentTarget.value)}
            data={[{ value: '', label: fresh }, ...choices]}
          />
        )}
        {picked === '' && children}
      </Stack>
    </Paper>
  )
}

/** What was picked stays in the list and keeps its name while another word is typed. */
function useWithPicked(options: Choice[], picked: string, pickedName: string): Choice[] {
  const names = useRef(new Map<string, string>()).current
  for (const { value, label } of options) names.set(value, label)
  if (picked === '' || options.some(option => option.value === picked)) return options
  return [{ value: picked, label: names.get(picked) ?? pickedName }, ...options]
}
