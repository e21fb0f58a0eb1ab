import { Group, Paper, Text, TextInput } from '@mantine/core'
import { useDeferredValue, useState } from 'react'
import { day } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { WholeNumber } from '#kernel/ui/WholeNumber.tsx'
import { useClients, useProjects, useVisits } from '../client/clients.web.ts'
import { LIMITS } from '../plant/configuration.ts'
import type { Draft } from './new-audit-draft.ts'
import { words } from './office-words.ts'
import { PickOrCreate } from './PickOrCreate.tsx'

/** A step of a new audit: what was chosen so far, and how it says what it adds. */
export interface StepProps {
  draft: Draft
  change(part: Partial<Draft>): void
}

export function ClientStep({ draft, change }: StepProps) {
  const { t } = useWords(words)
  const [search, setSearch] = useState('')
  const { rows = [], total } = useClients(useDeferredValue(search.trim()))
  return (
    <PickOrCreate
      step={1}
      title={t('new.client')}
      fresh={t('new.fresh.client')}
      options={rows.map(({ id, name, city }) => ({ value: String(id), label: [name, city].filter(Boolean).join(' · ') }))}
      total={total}
      search={search}
      onSearch={setSearch}
      picked={draft.client}
      pickedName={draft.clientName}
      onPick={client => change({ client, project: '', visit: '' })}
    >
      <TextInput
        label={t('new.client.name')}
        required
        value={draft.clientName}
        onChange={event => change({ clientName: event.currentTarget.value })}
      />
    </PickOrCreate>
  )
}

export function ProjectStep({ draft, change }: StepProps) {
  const { t } = useWords(words)
  const client = draft.client === '' ? undefined : Number(draft.client)
  const [search, setSearch] = useState('')
  const { rows = [], total } = useProjects(client, useDeferredValue(search.trim()))
  return (
    <PickOrCreate
      step={2}
      title={t('new.project')}
      fresh={t('new.fresh.project')}
      options={rows.map(({ id, name }) => ({ value: String(id), label: name }))}
      total={total}
      search={search}
      onSearch={setSearch}
      picked={draft.project}
      pickedName={draft.projectName}
      onPick={project => change({ project, visit: '' })}
    >
      <TextInput
        label={t('new.project.name')}
        required
        value={draft.projectName}
        onChange={event => change({ projectName: event.currentTarget.value })}
      />
      <TextInput
        label={t('new.project.address')}
        value={draft.address}
        onChange={event => change({ address: event.currentTarget.value })}
      />
    </PickOrCreate>
  )
}

export function VisitStep({ draft, change }: StepProps) {
  const { t, language } = useWords(words)
  const project = draft.project === '' ? undefined : Number(draft.project)
  const [search, setSearch] = useState('')
  const { rows = [], total } = useVisits(project, useDeferredValue(search.trim()))
  return (
    <PickOrCreate
      step={3}
      title={t('new.visit')}
      fresh={t('new.fresh.visit')}
      options={rows.map(({ id, date }) => ({ value: String(id), label: day(date, language) }))}
      total={total}
      search={search}
      onSearch={setSearch}
      picked={draft.visit}
      pickedName={day(draft.date, language)}
      onPick={visit => change({ visit })}
    >
      <TextInput
        label={t('new.visit.date')}
        type="date"
        required
        value={draft.date}
        onChange={event => change({ date: event.currentTarget.value })}
      />
    </PickOrCreate>
  )
}

export function AuditStep({ draft, change }: StepProps) {
  const { t } = useWords(words)
  const count = Number(draft.strings) * Number(draft.modules)
  return (
    <Paper withBorder p="md" component="fieldset">
      <legend className="step">4. {t('new.audit')}</legend>
      <Group>
        <WholeNumber label={t('new.strings')} max={LIMITS.strings} value={draft.strings} onChange={strings => change({ strings })} />
        <WholeNumber
          label={t('new.modules')}
          max={LIMITS.modulesOfString}
          value={draft.modules}
          onChange={modules => change({ modules })}
        />
      </Group>
      <Text c="dimmed" size="sm" mt="xs">
        {t('new.total', { count })}
      </Text>
    </Paper>
  )
}
