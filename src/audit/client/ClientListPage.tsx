import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core'
import { IconBuilding } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { ask } from '#kernel/ui/api.web.ts'
import { EmptyState } from '#kernel/ui/EmptyState.tsx'
import { ErrorState } from '#kernel/ui/ErrorState.tsx'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useMay } from '#kernel/ui/me.web.ts'
import { NothingFound } from '#kernel/ui/NothingFound.tsx'
import { PageTitle } from '#kernel/ui/PageTitle.tsx'
import { QuickForm } from '#kernel/ui/QuickForm.tsx'
import { Waiting } from '#kernel/ui/Waiting.tsx'
import { AuditNav } from '../audit/AuditNav.tsx'
import { LONGEST_NAME } from '../name.ts'
import type { ClientRow } from './client-row.ts'
import { useClients } from './clients.web.ts'
import { words } from './office-words.ts'

export function Page() {
  const { t } = useWords(words)
  const [text, setText] = useState('')
  const clients = useClients(useDeferredValue(text.trim()))
  const [adding, setAdding] = useState(false)
  const mayManage = useMay('manage')
  const first = mayManage && !adding ? () => setAdding(true) : undefined
  return (
    <>
      <AuditNav />
      <Group justify="space-between" mb="md" className="page-head">
        <PageTitle>{t('list.title')}</PageTitle>
        {mayManage && (
          <Button onClick={() => setAdding(!adding)} aria-expanded={adding}>
            {t('list.add')}
          </Button>
        )}
      </Group>
      {adding && <ClientForm onMade={() => setAdding(false)} />}
      {clients.rows ? (
        <Listed clients={clients.rows} total={clients.total} text={text} setText={setText} first={first} />
      ) : clients.error ? (
        <ErrorState error={clients.error} retry={() => void clients.refetch()} />
      ) : (
        <Waiting height={64} />
      )}
      {clients.hasNextPage && (
        <Button mt="md" variant="default" loading={clients.isFetchingNextPage} onClick={() => void clients.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
    </>
  )
}

function ClientForm({ onMade }: { onMade: () => void }) {
  const { t } = useWords(words)
  const queries = useQueryClient()
  const create = async ({ name }: { name: string }) => {
    await ask('POST', '/api/crm/clients', { name })
    await queries.invalidateQueries({ queryKey: ['clients'] })
    onMade()
    return t('list.created', { name })
  }
  return (
    <QuickForm
      fields={[{ name: 'name', label: t('list.name'), required: true, maxLength: LONGEST_NAME }]}
      submit={t('list.create')}
      act={create}
    />
  )
}

interface Props {
  clients: ClientRow[]
  /** Of all that match, shown or not. */
  total: number
  text: string
  setText(text: string): void
  /** Makes the first of all. */
  first: (() => void) | undefined
}

function Listed({ clients, total, text, setText, first }: Props) {
  const { t } = useWords(words)
  if (clients.length === 0 && text.trim() === '') {
    return (
      <EmptyState
        icon={<IconBuilding size={48} aria-hidden />}
        title={t('list.empty.title')}
        action={first && <Button onClick={first}>{t('list.empty.action')}</Button>}
      >
        {t('list.empty.text')}
      </EmptyState>
    )
  }
  return (
    <Stack gap="sm">
      <TextInput label={t('list.search')} type="search" value={text} onChange={event => setText(event.currentTarget.value)} />
      <Text c="dimmed" size="sm" role="status">
        {t('list.count', { count: total })}
      </Text>
      {clients.length === 0 && <NothingFound title={t('list.none')} clearing={t('list.clear')} clear={() => setText('')} />}
      {clients.map(({ id, name, city, projects }) => (
        <Paper key={id} withBorder px="md" py="xs">
          <Link to="/audits/clients/$client" params={{ client: String(id) }} className="row-link">
            {name}
          </Link>
          <Text c="dimmed" size="sm">
            {[city, t('list.projects', { count: projects })].filter(Boolean).join(' · ')}
          </Text>
        </Paper>
      ))}
    </Stack>
  )
}
