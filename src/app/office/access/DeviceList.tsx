import { Text } from '@mantine/core'
import { ago, instant } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { AccessTable } from './AccessTable.tsx'
import { type DeviceRow, useAccessList } from './access-data.web.ts'
import { words } from './people-words.ts'
import { WithdrawButton } from './WithdrawButton.tsx'

export function DeviceList() {
  const { t, language } = useWords(words)
  const devices = useAccessList<DeviceRow>('/api/devices')
  const stateOf = ({ wipedAt, revokedAt, lastSeenAt }: DeviceRow) => {
    if (wipedAt !== null) return t('device.wiped', { date: instant(wipedAt, language) })
    return revokedAt === null ? ago(lastSeenAt, Date.now(), language) : t('device.revoked')
  }
  return (
    <>
      <Text c="dimmed" mb="md">
        {t('device.lost')}
      </Text>
      <AccessTable
        caption={t('people.devices')}
        rows={devices}
        keyOf={row => row.id}
        columns={[
          { head: t('device.name'), cell: row => (row.current ? `${row.name} (${t('device.current')})` : row.name) },
          { head: t('device.person'), cell: row => `${row.personName}, ${t(`device.by.${row.by}`)}` },
          { head: t('device.seen'), cell: stateOf },
          {
            head: t('people.acts'),
            end: 'acts',
            cell: ({ id, name, personName, revokedAt, current }) =>
              revokedAt === null && !current && <WithdrawButton path={`/api/devices/${id}`} name={name} more={personName} />,
          },
        ]}
        empty={{ title: t('people.devices'), text: t('device.lost') }}
      />
    </>
  )
}
