import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { ask } from '#kernel/ui/api.web.ts'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { AuditNav } from './AuditNav.tsx'
import { AuditStep, ClientStep, ProjectStep, type StepProps, VisitStep } from './NewAuditSteps.tsx'
import { createAudit } from './new-audit.ts'
import { type Draft, emptyDraft, isReady, wantedOf } from './new-audit-draft.ts'
import { words } from './office-words.ts'

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
