import type { RoomReader } from '#kernel/record/change.ts'
import { identifiersOf, type PlantConfiguration } from '../plant/configuration.ts'
import { compareModules } from '../plant/module-id.ts'
import { commentsOf } from './comment.ts'
import { findModules } from './find.ts'
import { severityOfValue, statusOf, tagsOf } from './module.ts'
import { STATUSES, type Status } from './status.ts'

/** One module as the table shows it. */
export interface ModuleRow {
  id: string
  status: Status
  /** -1 as long as nobody judged it. */
  severity: number
  contested: boolean
  tags: string[]
  serial: string
  comment: string
  by: string | null
  at: string | null
}

/** Every module of the configuration, in string order. */
export function moduleRows(room: RoomReader, configuration: PlantConfiguration): ModuleRow[] {
  const comments = new Map<string, string>()
  for (const { module, text } of commentsOf(room)) {
    if (module !== null) comments.set(module, comments.has(module) ? `${comments.get(module)} · ${text}` : text)
  }
  return Array.from(identifiersOf(configuration), id => {
    const state = room.field('module', id, 'status')
    const serial = room.field('module', id, 'serial')?.value
    return {
      id,
      status: statusOf(room, id),
      severity: severityOfValue(state?.value),
      contested: (state?.contested?.length ?? 0) > 0,
      tags: tagsOf(room, id),
      serial: typeof serial === 'string' ? serial : '',
      comment: comments.get(id) ?? '',
      by: state?.stamp.by ?? null,
      at: state?.stamp.at ?? null,
    }
  })
}

const SORTS = ['module', 'status', 'severity', 'when'] as const
export type Sort = (typeof SORTS)[number]

export interface ModuleFilter {
  text: string
  status: Status | 'all' | 'contested'
  sort: Sort
  descending: boolean
}

/** The rows a person asked for. A text is first read as a module, a string or a serial number, else looked for in comments. */
export function shownModules(rows: ModuleRow[], filter: ModuleFilter, configuration: PlantConfiguration, room: RoomReader): ModuleRow[] {
  const text = filter.text.trim()
  const named = text === '' ? null : new Set(findModules(text, configuration, room, Number.MAX_SAFE_INTEGER))
  const lower = text.toLowerCase()
  const kept = rows.filter(row => {
    if (filter.status === 'contested' ? !row.contested : filter.status !== 'all' && row.status !== filter.status) return false
    if (named === null) return true
    return named.size > 0 ? named.has(row.id) : `${row.id} ${row.comment} ${row.serial}`.toLowerCase().includes(lower)
  })
  const ordered = kept.sort((one, other) => ORDERS[filter.sort](one, other) || compareModules(one.id, other.id))
  return filter.descending ? ordered.reverse() : ordered
}

const ORDERS: Record<Sort, (one: ModuleRow, other: ModuleRow) => number> = {
  module: () => 0,
  status: (one, other) => STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status),
  severity: (one, other) => one.severity - other.severity,
  when: (one, other) => (one.at ?? '').localeCompare(other.at ?? ''),
}
