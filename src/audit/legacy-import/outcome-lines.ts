import type { Language } from '#kernel/ui/catalogue.ts'
import { grouped } from '#kernel/ui/format.ts'
import { sayIn } from '#kernel/ui/say.ts'
import { repairCounts, SHOWN_ASIDE, setAsideFill } from './import-preview.ts'
import { words } from './office-words.ts'
import type { ImportPlan, PlannedAudit, Quarantined } from './planned-audit.ts'
import { legacyImportWords } from './words.ts'

/** What an import did, as a terminal prints it: each audit with what was put right, set aside and different in it, then the counts. */
export function outcomeLines(plan: ImportPlan, writes: number[], language: Language): string[] {
  const t = sayIn(words, language)
  const comments = plan.commentsSetAside > 0 ? [t('asideComments', { count: plan.commentsSetAside })] : []
  const rows = [t('summary', { count: plan.read }), t('taken', { count: plan.taken }), t('aside', { count: plan.setAside })]
  return [
    ...plan.audits.flatMap((audit, index) => auditLines(audit, writes[index] ?? 0, language)),
    ...asideLines(plan.orphans, '', language),
    [...rows, ...comments].join(' · '),
  ].map(printable)
}

function auditLines(audit: PlannedAudit, written: number, language: Language): string[] {
  const t = sayIn(words, language)
  const repair = sayIn(legacyImportWords, language)
  const { reconciliation: found, declaredInShort: declared } = audit
  const repairs = repairCounts(audit.repairs).map(([kind, count]) => repair(`repair.${kind}`, { count }))
  const derived = t('derived', { plant: grouped(audit.derivedInShort, language) })
  const counts = { common: found.common.length, missing: found.missing.length, phantom: found.phantom.length }
  return [
    `${audit.token}  ${audit.project}  ${t('written', { count: written })}`,
    `  ${declared === null ? derived : `${t('declared', { plant: grouped(declared, language) })} · ${derived}`}`,
    ...(declared === null ? [] : [`  ${found.same ? t('agrees') : t('differs', counts)}`]),
    `  ${repairs.length > 0 ? `${t('repairs')} · ${repairs.join(' · ')}` : t('repairs.none')}`,
    ...asideLines(audit.quarantine, '  ', language),
  ]
}

function asideLines(rows: Quarantined[], indent: string, language: Language): string[] {
  if (rows.length === 0) return []
  const t = sayIn(words, language)
  const tell = sayIn(legacyImportWords, language)
  const shown = rows.slice(0, SHOWN_ASIDE).map(row => `${row.module} · ${tell(`setAside.${row.kind}`, setAsideFill(row))}`)
  const more = rows.length > shown.length ? [t('more', { count: rows.length - shown.length })] : []
  return [`${indent}${t('quarantine')}`, ...[...shown, ...more].map(line => `${indent}  ${line}`)]
}

/** A word of a file moves no cursor and starts no line. */
function printable(line: string): string {
  return line.replace(/\p{Cc}/gu, '\uFFFD')
}
