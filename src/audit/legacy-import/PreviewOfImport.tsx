import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { grouped, number } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { StatusMark } from '../electroluminescence/StatusMark.tsx'
import { STATUSES } from '../electroluminescence/status.ts'
import { type ImportPreview, type PreviewedAudit, repairCounts, SHOWN_ASIDE, setAsideFill } from './import-preview.ts'
import { words } from './office-words.ts'
import type { Quarantined, Repair } from './planned-audit.ts'
import { legacyImportWords } from './words.ts'

interface Props {
  preview: ImportPreview
  done: boolean
  busy: boolean
  onImport(): void
}

/** Counts that add up, repairs, rows set aside, real configurations: what a person reads before saying yes. */
export function PreviewOfImport({ preview, done, busy, onImport }: Props) {
  const { t } = useWords(words)
  const nothing = preview.audits.every(audit => audit.changes === 0)
  return (
    <Stack>
      <Group justify="space-between">
        <Text fw={650}>
          {t('summary', { count: preview.read })} · {t('taken', { count: preview.taken })} · {t('aside', { count: preview.setAside })}
          {preview.commentsSetAside > 0 && ` · ${t('asideComments', { count: preview.commentsSetAside })}`}
        </Text>
        {!done && !nothing && (
          <Button loading={busy} onClick={onImport}>
            {t('import')}
          </Button>
        )}
      </Group>
      {nothing && !done && <Text role="status">{t('same')}</Text>}
      {done && <Text c="dimmed">{t('undo')}</Text>}
      <SetAside rows={preview.orphans} />
      {preview.audits.map(audit => (
        <AuditPreview key={audit.token} audit={audit} done={done} />
      ))}
    </Stack>
  )
}

/** Drawn once: there may be hundreds, and their import counts on the same page. */
const AuditPreview = memo(function AuditPreview({ audit, done }: { audit: PreviewedAudit; done: boolean }) {
  const { t, language } = useWords(words)
  const { common, missing, phantom, same } = audit.reconciliation
  return (
    <Paper withBorder p="md">
      <Group justify="space-between">
        <div>
          <Title order={2}>{audit.project}</Title>
          <Text c="dimmed">{[audit.client, audit.location].filter(Boolean).join(' · ')}</Text>
        </div>
        {done || audit.changes === 0 ? (
          <Link to="/audits/$audit/{-$tab}" params={{ audit: audit.token, tab: undefined } as never} className="row-link">
            {t('audit.open')}
          </Link>
        ) : (
          <Text>{t('audit.known', { count: audit.changes })}</Text>
        )}
      </Group>
      <Group mt="sm" gap="lg">
        {STATUSES.filter(status => (audit.statuses[status] ?? 0) > 0).map(status => (
          <Group key={status} gap={6}>
            <StatusMark status={status} named />
            <b>{number(audit.statuses[status] ?? 0, language)}</b>
          </Group>
        ))}
      </Group>
      <Text mt="sm">
        {audit.declaredInShort !== null && `${t('declared', { plant: grouped(audit.declaredInShort, language) })} · `}
        {t('derived', { plant: grouped(audit.derivedInShort, language) })}
      </Text>
      {audit.declaredInShort !== null && (
        <Text c={same ? 'dimmed' : 'var(--courant-warning)'}>
          {same ? t('agrees') : t('differs', { common, missing: missing.length, phantom: phantom.length })}
        </Text>
      )}
      <Repairs audit={audit} />
      <SetAside rows={audit.quarantine} />
    </Paper>
  )
})

function Repairs({ audit }: { audit: PreviewedAudit }) {
  const { t } = useWords(words)
  const { t: repair } = useWords(legacyImportWords)
  const counts = repairCounts(audit.repairs)
  if (counts.length === 0) return <Text c="dimmed">{t('repairs.none')}</Text>
  return (
    <>
      <Text mt="xs">
        {t('repairs')} · {counts.map(([kind, count]) => repair(`repair.${kind}`, { count })).join(' · ')}
      </Text>
      <Renamed repairs={audit.repairs.filter(({ kind }) => kind === 'renamed')} />
    </>
  )
}

/** Each name of the file beside the identifier it becomes. */
function Renamed({ repairs }: { repairs: Repair[] }) {
  const { t } = useWords(words)
  if (repairs.length === 0) return null
  return (
    <details>
      <summary className="as-link">{t('renamed')}</summary>
      <Text size="sm" className="long-frame">
        {repairs.map(({ module, from }) => `${from} → ${module}`).join(' · ')}
      </Text>
    </details>
  )
}

function SetAside({ rows }: { rows: Quarantined[] }) {
  const { t, language } = useWords(words)
  const { t: tell } = useWords(legacyImportWords)
  if (rows.length === 0) return null
  return (
    <div>
      <Text fw={650} mt="xs" c="var(--courant-warning)">
        {t('quarantine')} · {number(rows.length, language)}
      </Text>
      {rows.slice(0, SHOWN_ASIDE).map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no name of their own and never move
        <Text key={index} size="sm">
          {row.module} · {tell(`setAside.${row.kind}`, setAsideFill(row))}
        </Text>
      ))}
      {rows.length > SHOWN_ASIDE && (
        <Text size="sm" c="dimmed">
          {t('more', { count: rows.length - SHOWN_ASIDE })}
        </Text>
      )}
    </div>
  )
}
