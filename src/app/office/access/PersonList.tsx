import { Button, Group, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act-once.web.ts'
import { ask } from '#kernel/ui/api.web.ts'
import { day } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useMe } from '#kernel/ui/me.web.ts'
import { saidRefusal } from '#kernel/ui/said-refusal.web.ts'
import { AccessTable } from './AccessTable.tsx'
import { type PersonRow, useAccessAct, useAccessList } from './access-data.web.ts'
import { useRoleChoices } from './choices.web.ts'
import { words } from './people-words.ts'
import { ShownOnce } from './ShownOnce.tsx'
import { words as shared } from './words.ts'

export function PersonList() {
  const { t, language } = useWords(words)
  const people = useAccessList<PersonRow>('/api/people')
  const [link, setLink] = useState<string>()
  const sinceOf = ({ since, leftAt }: PersonRow) =>
    leftAt === null ? day(since, language) : t('people.left', { date: day(leftAt, language) })
  return (
    <>
      {link !== undefined && <ShownOnce kind="link" value={link} />}
      <AccessTable
        caption={t('people.tab')}
        rows={people}
        keyOf={row => row.person}
        columns={[
          { head: t('people.name'), cell: row => row.name },
          { head: t('people.email'), cell: row => row.email ?? '—' },
          { head: t('people.role'), cell: row => <PersonRole row={row} /> },
          { head: t('people.since'), cell: row => <span className="together">{sinceOf(row)}</span> },
          { head: t('people.acts'), end: 'acts', cell: row => row.leftAt === null && <PersonActs row={row} onLink={setLink} /> },
        ]}
        empty={{ title: t('people.empty'), text: t('people.emptyText') }}
      />
    </>
  )
}

function PersonRole({ row }: { row: PersonRow }) {
  const { t } = useWords(words)
  const { t: tell } = useWords(shared)
  const me = useMe().data
  const act = useAccessAct()
  const choices = useRoleChoices(me?.role)
  const fixed = row.leftAt !== null || !me?.permissions.includes('access') || !choices.some(choice => choice.value === row.role)
  if (fixed) return tell(`role.${row.role}`)
  const change = (role: PersonRow['role']) =>
    act('PATCH', `/api/people/${row.person}`, t('people.roleSet', { name: row.name, role: tell(`role.${role}`) }), { role })
  return (
    <NativeSelect
      aria-label={t('people.roleOf', { name: row.name })}
      data={choices}
      value={row.role}
      onChange={event => void change(event.currentTarget.value as PersonRow['role'])}
      miw={180}
    />
  )
}

function PersonActs({ row, onLink }: { row: PersonRow; onLink: (address: string) => void }) {
  const { t } = useWords(words)
  const me = useMe().data
  const act = useAccessAct()
  const { busy, run } = useAct()
  if (!me?.permissions.includes('access')) return null
  const passwordLink = () =>
    saidRefusal(async () => onLink((await ask<{ address: string }>('POST', `/api/people/${row.person}/password-link`)).address))
  return (
    <Group gap={4}>
      <Button
        variant="subtle"
        aria-label={t('people.passwordLinkNamed', { name: row.name })}
        loading={busy}
        onClick={() => run(passwordLink)}
      >
        {t('people.passwordLink')}
      </Button>
      <Button
        variant="subtle"
        aria-label={t('people.removeNamed', { name: row.name })}
        onClick={() => void act('DELETE', `/api/people/${row.person}`, t('people.removed', { name: row.name }))}
      >
        {t('people.remove')}
      </Button>
    </Group>
  )
}
