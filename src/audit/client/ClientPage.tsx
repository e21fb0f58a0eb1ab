import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Refusal } from '#kernel/refusal.ts'
import { ask, load } from '#kernel/ui/api.web.ts'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { day } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useMay } from '#kernel/ui/me.web.ts'
import { PageTitle } from '#kernel/ui/PageTitle.tsx'
import { QuickForm } from '#kernel/ui/QuickForm.tsx'
import { Refused } from '#kernel/ui/Refused.tsx'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { AuditNav } from '../audit/AuditNav.tsx'
import { AuditTable } from '../audit/AuditTable.tsx'
import type { AuditRow } from '../audit/audit-row.ts'
import { LONGEST_NAME } from '../name.ts'
import type { ClientRow, ProjectRow } from './client-row.ts'
import { useClient, useProjects, useVisits } from './clients.web.ts'
import { words } from './office-words.ts'

/** One client: projects, their visits, and the audits made there. */
export function Page() {
  const { t } = useWords(words)
  const { client: id } = useParams({ strict: false }) as { client: string }
  const client = useClient(id)
  const missing = client.error instanceof Refusal && (client.error.status === 404 || client.error.status === 400)
  return (
    <>
      <AuditNav />
      {client.data ? (
        <Shown client={client.data} />
      ) : missing ? (
        <EmptyState title={t('missing')} />
      ) : client.error ? (
        <ErrorState error={client.error} retry={() => void client.refetch()} />
      ) : (
        <Waiting />
      )}
    </>
  )
}

function Shown({ client }: { client: ClientRow }) {
  const { t } = useWords(words)
  const projects = useProjects(client.id)
  const [adding, setAdding] = useState(false)
  const mayManage = useMay('manage')
  const first = mayManage && !adding ? () => setAdding(true) : undefined
  return (
    <>
      <Group justify="space-between" mb="md" className="page-head">
        <PageTitle>{client.name}</PageTitle>
        {mayManage && (
          <Button variant="default" onClick={() => setAdding(!adding)} aria-expanded={adding}>
            {t('project.add')}
          </Button>
        )}
      </Group>
      {adding && <ProjectForm client={client} onMade={() => setAdding(false)} />}
      <Projects projects={projects} first={first} />
      {projects.hasNextPage && (
        <Button mt="sm" variant="default" loading={projects.isFetchingNextPage} onClick={() => void projects.fetchNextPage()}>
          {t('project.more')}
        </Button>
      )}
      <AuditsOf client={client} />
    </>
  )
}

function ProjectForm({ client, onMade }: { client: ClientRow; onMade: () => void }) {
  const { t } = useWords(words)
  const queries = useQueryClient()
  const create = async ({ name, address }: { name: string; address: string }) => {
    await ask('POST', '/api/crm/projects', { client_id: client.id, name, site_address: address || null })
    await queries.invalidateQueries({ queryKey: ['projects'] })
    onMade()
    return t('project.created', { name })
  }
  const fields = [
    { name: 'name' as const, label: t('project.name'), required: true, maxLength: LONGEST_NAME },
    { name: 'address' as const, label: t('project.address') },
  ]
  return <QuickForm fields={fields} submit={t('project.create')} act={create} />
}

interface ProjectsProps {
  projects: ReturnType<typeof useProjects>
  /** Makes the first of all. */
  first: (() => void) | undefined
}

function Projects({ projects: { rows, error, refetch }, first }: ProjectsProps) {
  const { t } = useWords(words)
  if (!rows) return error ? <ErrorState error={error} retry={() => void refetch()} /> : <Waiting rows={2} height={72} />
  if (rows.length === 0) {
    return (
      <EmptyState title={t('project.empty.title')} action={first && <Button onClick={first}>{t('project.empty.action')}</Button>}>
        {t('project.empty.text')}
      </EmptyState>
    )
  }
  return (
    <Stack gap="sm">
      {rows.map(project => (
        <Paper key={project.id} withBorder p="md">
          <Title order={2}>{project.name}</Title>
          <Text c="dimmed">{project.site_address}</Text>
          <Visits project={project} />
        </Paper>
      ))}
    </Stack>
  )
}

function Visits({ project }: { project: ProjectRow }) {
  const { t, language } = useWords(words)
  const visits = useVisits(project.id)
  if (!visits.rows) return <Refused error={visits.error ?? undefined} />
  if (visits.rows.length === 0) return <Text size="sm">{t('visits.none')}</Text>
  const unseen = visits.total - visits.rows.length
  return (
    <Text size="sm">
      {t('visits')} · {visits.rows.map(visit => `${day(visit.date, language)} (${t(typeOf(visit.type))})`).join(', ')}
      {unseen > 0 && ` · ${t('visits.older', { count: unseen })}`}
    </Text>
  )
}

function typeOf(type: string) {
  return type === 'audit_complet' || type === 'el_audit' ? (`visit.type.${type}` as const) : 'visit.type.other'
}

function AuditsOf({ client }: { client: ClientRow }) {
  const { t } = useWords(words)
  const audits = useQuery({
    queryKey: ['audits', 'client', client.id],
    queryFn: async ({ signal }) => (await Promise.all(['false', 'true'].map(archived => auditsOf(client, archived, signal)))).flat(),
  })
  return (
    <section>
      <Title order={2} mt="lg" mb="xs">
        {t('audits')}
      </Title>
      {audits.data ? (
        <Audits rows={audits.data} />
      ) : audits.error ? (
        <ErrorState error={audits.error} retry={() => void audits.refetch()} />
      ) : (
        <Waiting rows={2} />
      )}
    </section>
  )
}

async function auditsOf(client: ClientRow, archived: string, signal: AbortSignal): Promise<AuditRow[]> {
  const asked = new URLSearchParams({ size: '1000', client_id: String(client.id), archived })
  return (await load<{ audits: AuditRow[] }>(`/api/audits?${asked}`, signal)).audits
}

function Audits({ rows }: { rows: AuditRow[] }) {
  const { t } = useWords(words)
  return rows.length > 0 ? <AuditTable rows={rows} ofOneClient /> : <Text c="dimmed">{t('audits.none')}</Text>
}
