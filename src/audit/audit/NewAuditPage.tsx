import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useDeferredValue, useRef, useState } from 'react'
import { ask } from '#kernel/ui/api.web.ts'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { day } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { WholeNumber } from '#kernel/ui/WholeNumber.tsx'
import { useClients, useProjects, useVisits } from '../client/clients.web.ts'
import { LIMITS } from '../plant/configuration.ts'
import { AuditNav } from './AuditNav.tsx'
import { createAudit } from './new-audit.ts'
import { type Draft, emptyDraft, isReady, wantedOf } from './new-audit-draft.ts'
import { words } from './office-words.ts'
import { PickOrCreate } from './PickOrCreate.tsx'

/** Client, plant, visit, audit: each picked or created here, in one go. */
export function Page() {
  const { t } = useWords(words)
  const [draft, setDraft] = useState<Draft>(() => emptyDraft(new Date()))
  const change = (part: Partial<Draft>) => setDraft(now => ({ ...now, ...part }))
  const { busy, error, incomplete, submit } = useCreation(draft, change)
  return (
    <>
      <AuditNav />
      <Title order={1}>{t('new.title')}</Title>
      <Text c="dimmed" mb="md">
        {t('new.lead')}
      </Text>
      <Stack component="form" maw={720} onSubmit={submit}>
        <ClientStep draft={draft} change={change} />
        <ProjectStep key={`client ${draft.client}`} draft={draft} change={change} />
        <VisitStep key={`plant ${draft.project}`} draft={draft} change={change} />
        <AuditStep draft={draft} change={change} />
        {incomplete && (
          <Text role="alert" c="var(--mantine-color-error)">
            {t('new.incomplete')}
          </Text>
        )}
        {error !== undefined && <ErrorState error={error} kept={t('new.kept')} />}
        <Group>
          <Button type="submit" loading={busy}>
            {t('new.create')}
          </Button>
        </Group>
      </Stack>
    </>
  )
}

interface StepProps {
  draft: Draft
  change(part: Partial<Draft>): void
}

function useCreation(draft: Draft, change: StepProps['change']) {
  const { t } = useWords(words)
  const navigate = useNavigate()
  const queries = useQueryClient()
  /** One token for all tries: the same audit is never created twice. */
  const token = useRef(crypto.randomUUID())
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const [incomplete, setIncomplete] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isReady(draft)) return setIncomplete(true)
    setIncomplete(false)
    setBusy(true)
    setError(undefined)
    try {
      const audit = await createAudit(
        wantedOf(draft),
        token.current,
        (path, body) => ask('POST', path, body),
        (step, id) => change({ [step]: String(id) }),
      )
      showNotice(t('new.made'))
      await navigate({ to: '/audits/$audit', params: { audit } })
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
      void queries.invalidateQueries()
    }
  }
  return { busy, error, incomplete, submit: (event: FormEvent) => void submit(event) }
}

function ClientStep({ draft, change }: StepProps) {
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

function ProjectStep({ draft, change }: StepProps) {
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

function VisitStep({ draft, change }: StepProps) {
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

function AuditStep({ draft, change }: StepProps) {
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
