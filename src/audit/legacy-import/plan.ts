import { STATUSES, type Status } from '../electroluminescence/status.ts'
import { planCreation } from './creation-file.ts'
import type { LegacyFiles } from './export-format.ts'
import { planExported } from './exported-audit.ts'
import { type ImportPlan, isRow, sum, tally, type UuidOf } from './planned-audit.ts'

/** Everything that an import would do, worked out before anything is written. */
export function planImport(files: LegacyFiles, uuidOf: UuidOf): ImportPlan {
  const rows = Map.groupBy(files.modules, row => row.audit_token)
  const exported = files.audits.map(audit => planExported(audit, rows.get(audit.token) ?? [], uuidOf))
  const known = new Set(files.audits.map(audit => audit.token))
  const orphans = files.modules
    .filter(row => !known.has(row.audit_token))
    .map(row => ({ kind: 'unknown-audit' as const, module: row.module_id, value: row.audit_token }))
  const audits = [...exported, ...files.creations.map(creation => planCreation(creation, uuidOf))]
  const setAside = orphans.length + sum(audits, audit => audit.quarantine.filter(isRow).length)
  const read = files.modules.length + sum(files.creations, creation => sum(creation.strings_configuration, string => string.modules.length))
  const statuses = tally(audits.flatMap(audit => STATUSES.flatMap(status => Array<Status>(audit.statuses[status]).fill(status))))
  const taken = sum(STATUSES, status => statuses[status])
  if (read !== taken + setAside) throw new Error(`import lost rows: ${read} read, ${taken} taken, ${setAside} set aside`)
  const commentsSetAside = sum(audits, audit => audit.quarantine.filter(row => !isRow(row)).length)
  return { audits, read, taken, setAside, commentsSetAside, orphans, statuses }
}
