import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { csvOf } from '#kernel/ui/csv.ts'
import { downloadText } from '#kernel/ui/download.web.ts'
import { fileName } from '#kernel/ui/file-name.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useAudit } from '../audit/audits.web.ts'
import { NotDescribed } from '../audit/NotDescribed.tsx'
import { useOpenAudit } from '../audit/open-audit.web.ts'
import { configurationOf } from '../plant/configuration.ts'
import { tagName } from './defect-tag.ts'
import { elModules } from './el-modules.ts'
import { ModuleTable } from './ModuleTable.tsx'
import { type ModuleFilter, type ModuleRow, moduleRows, shownModules } from './module-list.ts'
import { words } from './office-words.ts'
import { STATUSES, severityOf } from './status.ts'
import { useStatusName } from './status-name.web.ts'

const EVERYTHING: ModuleFilter = { text: '', status: 'all', sort: 'module', descending: false }

/** All modules as a list: to search, to sort, to take away. */
export function ModulesTab() {
  const { t } = useWords(words)
  const { room, version } = useOpenAudit()
  const [filter, setFilter] = useState(EVERYTHING)
  const [seen, wanted] = [useDeferredValue(version), useDeferredValue(filter)]
  // biome-ignore lint/correctness/useExhaustiveDependencies: the room is one object that changes inside; its version tells when
  const shown = useMemo(() => {
    const configuration = configurationOf(room)
    return shownModules(moduleRows(room, configuration), wanted, configuration, room)
  }, [room, seen, wanted])
  const change = (part: Partial<ModuleFilter>) => setFilter(now => ({ ...now, ...part }))
  if (shown.length === 0 && wanted === EVERYTHING) return <NotDescribed />
  return (
    <>
      <Filters filter={filter} change={change} />
      <Group justify="space-between" my="xs">
        <Text c="dimmed" role="status">
          {t('modules.count', { count: shown.length })}
        </Text>
        <Exports rows={shown} />
      </Group>
      {shown.length > 0 ? <ModuleTable rows={shown} filter={filter} change={change} /> : <Text>{t('modules.none')}</Text>}
    </>
  )
}

function Filters({ filter, change }: { filter: ModuleFilter; change(part: Partial<ModuleFilter>): void }) {
  const { t } = useWords(words)
  const name = useStatusName()
  return (
    <Group align="flex-end">
      <TextInput
        type="search"
        label={t('modules.search')}
        placeholder={t('modules.search.hint')}
        value={filter.text}
        onChange={event => change({ text: event.currentTarget.value })}
        style={{ flex: '1 1 300px' }}
      />
      <NativeSelect
        label={t('modules.status')}
        value={filter.status}
        onChange={event => change({ status: event.currentTarget.value as ModuleFilter['status'] })}
        data={[
          { value: 'all', label: t('modules.status.all') },
          { value: 'contested', label: t('modules.status.contested') },
          ...STATUSES.map(status => ({ value: status, label: name(status) })),
        ]}
      />
    </Group>
  )
}

/** Takes away the modules on screen, for a spreadsheet or for another program. */
function Exports({ rows }: { rows: ModuleRow[] }) {
  const { t } = useWords(words)
  const { token, room, number } = useOpenAudit()
  const audit = useAudit(token).data?.name ?? ''
  const lines = useCsvLines()
  const named = (extension: string) => fileName([audit, t('modules.file')], extension)
  const saveCsv = () => downloadText(named('csv'), csvOf(lines(rows)))
  const saveJson = () => {
    const modules = elModules(
      token,
      room,
      number,
      rows.map(row => row.id),
    )
    downloadText(named('json'), `${JSON.stringify(modules, null, 2)}\n`, 'application/json')
  }
  return (
    <Group gap="xs">
      <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />} onClick={saveCsv}>
        {t('modules.export.csv')}
      </Button>
      <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />} onClick={saveJson}>
        {t('modules.export.json')}
      </Button>
    </Group>
  )
}

function useCsvLines(): (rows: ModuleRow[]) => (string | number | null)[][] {
  const { t, language } = useWords(words)
  const { nameOf } = useOpenAudit()
  const name = useStatusName()
  const heads = [
    t('modules.module'),
    t('modules.status'),
    t('modules.severity'),
    t('modules.tags'),
    t('sheet.serial'),
    t('modules.comment'),
    t('modules.by'),
    t('modules.when'),
  ]
  const line = (row: ModuleRow) => [
    row.id,
    name(row.status),
    severityOf(row.status),
    row.tags.map(tag => tagName(tag, language)).join(', '),
    row.serial,
    row.comment,
    row.by === null ? null : nameOf(row.by),
    row.at,
  ]
  return rows => [heads, ...rows.map(line)]
}
