import { Group, Paper, Text, TextInput, type TextInputProps } from '@mantine/core'
import { useDeferredValue, useState } from 'react'
import { Refusal } from '#kernel/refusal.ts'
import { day } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { WholeNumber } from '#kernel/ui/WholeNumber.tsx'
import { useClients, useProjects, useVisits } from '../client/clients.web.ts'
import { LONGEST_NAME } from '../name.ts'
import { LIMITS, totalModules } from '../plant/configuration.ts'
import { type AuditDraft, plantOf } from './audit-draft.ts'
import { words } from './office-words.ts'
import { PickOrCreate } from './PickOrCreate.tsx'

/** A step of a new audit: what was chosen so far, and how it says what it adds. */
export interface StepProps {
  draft: AuditDraft
  change(part: Partial<AuditDraft>): void
}

export function ClientStep({ draft, change }: StepProps) {
  const { t } = useWords(words)
  const [search, setSearch] = useState('')
  const { rows = [], total, error } = useClients(useDeferredValue(search.trim()))
  return (
    <PickOrCreate
      step={1}
      title={t('creation.client')}
      fresh={t('creation.fresh.client')}
      options={rows.map(({ id, name, city }) => ({ value: String(id), label: [name, city].filter(Boolean).join(' · ') }))}
      total={total}
      error={error}
      search={search}
      onSearch={setSearch}
      picked={draft.client}
      pickedName={draft.clientName}
      onPick={client => change({ client, project: '', visit: '' })}
    >
      <DraftInput of="clientName" label={t('creation.client.name')} maxLength={LONGEST_NAME} required draft={draft} change={change} />
    </PickOrCreate>
  )
}

export function ProjectStep({ draft, change }: StepProps) {
  const { t } = useWords(words)
  const client = draft.client === '' ? undefined : Number(draft.client)
  const [search, setSearch] = useState('')
  const { rows = [], total, error } = useProjects(client, useDeferredValue(search.trim()))
  return (
    <PickOrCreate
      step={2}
      title={t('creation.project')}
      fresh={t('creation.fresh.project')}
      options={rows.map(({ id, name }) => ({ value: String(id), label: name }))}
      total={total}
      error={error}
      search={search}
      onSearch={setSearch}
      picked={draft.project}
      pickedName={draft.projectName}
      onPick={project => change({ project, visit: '' })}
    >
      <DraftInput of="projectName" label={t('creation.project.name')} maxLength={LONGEST_NAME} required draft={draft} change={change} />
      <DraftInput of="address" label={t('creation.project.address')} draft={draft} change={change} />
    </PickOrCreate>
  )
}

export function VisitStep({ draft, change }: StepProps) {
  const { t, language } = useWords(words)
  const project = draft.project === '' ? undefined : Number(draft.project)
  const [search, setSearch] = useState('')
  const { rows = [], total, error } = useVisits(project, useDeferredValue(search.trim()))
  return (
    <PickOrCreate
      step={3}
      title={t('creation.visit')}
      fresh={t('creation.fresh.visit')}
      options={rows.map(({ id, date }) => ({ value: String(id), label: day(date, language) }))}
      total={total}
      error={error}
      search={search}
      onSearch={setSearch}
      picked={draft.visit}
      pickedName={day(draft.date, language)}
      onPick={visit => change({ visit })}
    >
      <DraftInput of="date" label={t('creation.visit.date')} type="date" required draft={draft} change={change} />
    </PickOrCreate>
  )
}

export function AuditStep({ draft, change }: StepProps) {
  const { t } = useWords(words)
  return (
    <Paper withBorder p="md" component="fieldset">
      <legend className="step">4. {t('creation.audit')}</legend>
      <Group align="flex-start">
        <WholeNumber label={t('creation.strings')} max={LIMITS.strings} value={draft.strings} onChange={strings => change({ strings })} />
        <WholeNumber
          label={t('creation.modules')}
          max={LIMITS.modulesOfString}
          value={draft.modules}
          onChange={modules => change({ modules })}
        />
      </Group>
      <Total draft={draft} />
    </Paper>
  )
}

/** What would be created is what is said here: nothing, when the counts make no plant. */
function Total({ draft }: Pick<StepProps, 'draft'>) {
  const { t, language } = useWords(words)
  const plant = plantOf(draft)
  if (plant === null) return null
  const refused = plant instanceof Refusal
  return (
    <Text c={refused ? 'var(--mantine-color-error)' : 'dimmed'} size="sm" mt="xs" role="status">
      {refused ? plant[language] : t('creation.total', { count: totalModules(plant) })}
    </Text>
  )
}

type DraftInputProps = StepProps & TextInputProps & { of: 'clientName' | 'projectName' | 'address' | 'date' }

/** One text of the draft. */
function DraftInput({ of, draft, change, ...input }: DraftInputProps) {
  return <TextInput {...input} value={draft[of]} onChange={event => change({ [of]: event.currentTarget.value })} />
}
