import type { RoomReader } from '#kernel/record/change.ts'
import { configurationOf } from '../plant/configuration.ts'
import { archivedModules } from '../plant/configuration-change.ts'
import { type ElRow, elRows } from './el-rows.ts'

/** The modules of an audit as `GET /api/el/audits/:token/modules` answers them, and as the office saves them in a file. */
export interface ElModules {
  audit_token: string
  /** How many `modules` there are here. */
  total_modules: number
  modules: ElRow[]
  /** Modules with results that the configuration no longer has. */
  archived: string[]
  /** Last number of the room taken into account. */
  cursor: number
}

/** All modules in string order, or those of `shown` in its order. */
export function elModules(token: string, room: RoomReader, cursor: number, shown?: readonly string[]): ElModules {
  const all = elRows(room, configurationOf(room))
  const modules = shown ? inOrder(all, shown) : all
  return { audit_token: token, total_modules: modules.length, modules, archived: archivedModules(room), cursor }
}

function inOrder(rows: ElRow[], shown: readonly string[]): ElRow[] {
  const byId = new Map(rows.map(row => [row.module_identifier, row]))
  return shown.flatMap(id => byId.get(id) ?? [])
}
