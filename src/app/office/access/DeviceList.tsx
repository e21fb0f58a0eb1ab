import { Button, Text } from '@mantine/core'
import { ago, instant } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { AccessTable } from './AccessTable.tsx'
import { type DeviceRow, useAccessAct, useAccessList } from './access-data.web.ts'
import { words } from './words.ts'

export function DeviceList() {
  const { t, language } = useWords(words)
  const devices = useAccessList<DeviceRow>('/api/devices')
  const act = useAccessAct()
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
        heads={[t('device.name'), t('device.person'), t('device.seen'), t('people.acts')]}
        keyOf={row => row.id}
        empty={{ title: t('people.devices'), text: t('device.lost') }}
        cells={row => [
          row.current ? `${row.name} (${t('device.current')})` : row.name,
          `${row.personName}, ${t(`device.by.${row.by}`)}`,
          stateOf(row),
          row.revokedAt === null && !row.current ? (
            <Button
              key="revoke"
              variant="default"
              aria-label={t('revokeNamed', { name: `${row.name}, ${row.personName}` })}
              onClick={() => void act('DELETE', `/api/devices/${row.id}`, t('revoked', { name: row.name }))}
            >
              {t('revoke')}
            </Button>
          ) : (
            ''
          ),
        ]}
      />
    </>
  )
}
