import { Button, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { useAct } from '#kernel/ui/act-once.web.ts'
import { ask } from '#kernel/ui/api.web.ts'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { PageTitle } from '#kernel/ui/PageTitle.tsx'
import { AuditStep, ClientStep, ProjectStep, type StepProps, VisitStep } from './AuditCreationSteps.tsx'
import { AuditNav } from './AuditNav.tsx'
import { createAudit } from './audit-creation.ts'
import { type AuditDraft, emptyDraft, isReady, wantedOf } from './audit-draft.ts'
import { words } from './office-words.ts'

/** Client, project, visit, audit: each picked or created here, in one go. */
export function Page() {
  const { t } = useWords(words)
  const [draft, setDraft] = useState<AuditDraft>(() => emptyDraft(new Date()))
  const change = (part: Partial<AuditDraft>) => setDraft(now => ({ ...now, ...part }))
  const { busy, error, incomplete, submit } = useCreation(draft, change)
  return (
    <>
      <AuditNav />
      <PageTitle>{t('creation.title')}</PageTitle>
      <Text c="dimmed" mb="md">
        {t('creation.lead')}
      </Text>
      <Stack component="form" maw={720} onSubmit={submit}>
        <ClientStep draft={draft} change={change} />
        <ProjectStep key={`client ${draft.client}`} draft={draft} change={change} />
        <VisitStep key={`project ${draft.project}`} draft={draft} change={change} />
        <AuditStep draft={draft} change={change} />
        {incomplete && (
          <Text role="alert" c="var(--mantine-color-error)">
            {t('creation.incomplete')}
          </Text>
        )}
        {error !== undefined && <ErrorState error={error} kept={t('creation.kept')} />}
        <Group>
          <Button type="submit" loading={busy}>
            {t('creation.create')}
          </Button>
        </Group>
      </Stack>
    </>
  )
}

function useCreation(draft: AuditDraft, change: StepProps['change']) {
  const { t } = useWords(words)
  const navigate = useNavigate()
  const queries = useQueryClient()
  /** One token for all tries: the same audit is never created twice. */
  const token = useRef(crypto.randomUUID())
  const { busy, error, run } = useAct()
  const [incomplete, setIncomplete] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isReady(draft)) return setIncomplete(true)
    setIncomplete(false)
    run(() => make().finally(() => void queries.invalidateQueries()))
  }
  const make = async () => {
    const audit = await createAudit(
      wantedOf(draft),
      token.current,
      (path, body) => ask('POST', path, body),
      (step, id) => change({ [step]: String(id) }),
    )
    showNotice(t('creation.made'))
    await navigate({ to: '/audits/$audit', params: { audit } })
  }
  return { busy, error, incomplete, submit }
}
