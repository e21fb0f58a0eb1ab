import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconBuilding } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '#kernel/ui/api.web.ts'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { QuickForm } from '#kernel/ui/QuickForm.tsx'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { AuditNav } from '../audit/AuditNav.tsx'
import type { ClientRow, ProjectRow } from './client-row.ts'
import { useClients, useProjects } from './clients.web.ts'
import { words } from './office-words.ts'

export function Page() {
  const { t } = useWords(words)
  const clients = useClients()
  const projects = useProjects()
  const [adding, setAdding] = useState(false)
  return (
    <>
      <AuditNav />
      <Group justify="space-between" mb="md">
        <Title order={1}>{t('list.title')}</Title>
        <Button onClick={() => setAdding(!adding)} aria-expanded={adding}>
          {t('list.add')}
        </Button>
      </Group>
      {adding && <NewClient onMade={() => setAdding(false)} />}
      {clients.data ? (
        <Listed clients={clients.data} projects={projects.data ?? []} />
      ) : clients.error ? (
        <ErrorState error={clients.error} retry={() => void clients.refetch()} />
      ) : (
        <Waiting height={64} />
      )}
    </>
  )
}

function NewClient({ onMade }: { onMade: () => void }) {
  const { t } = useWords(words)
  const queries = useQueryClient()
  const create = async ({ name }: { name: string }) => {
    await ask('POST', '/api/crm/clients', { name })
    await queries.invalidateQueries({ queryKey: ['clients'] })
    onMade()
    return t('list.created', { name })
  }
  return <QuickForm fields={[{ name: 'name', label: t('list.name'), required: true }]} submit={t('list.create')} act={create} />
}

function Listed({ clients, projects }: { clients: ClientRow[]; projects: ProjectRow[] }) {
  const { t } = useWords(words)
  const [text, setText] = useState('')
  if (clients.length === 0) {
    return (
      <EmptyState icon={<IconBuilding size={48} aria-hidden />} title={t('list.empty.title')}>
        {t('list.empty.text')}
      </EmptyState>
    )
  }
  const found = clients.filter(client => client.name.toLowerCase().includes(text.trim().toLowerCase()))
  return (
    <Stack gap="sm">
      <TextInput label={t('list.search')} type="search" value={text} onChange={event => setText(event.currentTarget.value)} />
      {found.length === 0 && <Text c="dimmed">{t('list.none')}</Text>}
      {found.map(client => (
        <Paper key={client.id} withBorder px="md" py="xs">
          <Link to="/audits/clients/$client" params={{ client: String(client.id) }} className="row-link">
            {client.name}
          </Link>
          <Text c="dimmed" size="sm">
            {projects
              .filter(project => project.client_id === client.id)
              .map(project => project.name)
              .join(' · ')}
          </Text>
        </Paper>
      ))}
    </Stack>
  )
}
