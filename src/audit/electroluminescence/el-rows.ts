import type { RoomReader } from '#kernel/record/change.ts'
import type { PlantConfiguration } from '../plant/configuration.ts'
import { layoutOf, movedModules } from '../plant/layout.ts'
import { type Comment, commentsOf } from './comment.ts'
import { asStatus, tagsOfRecord } from './module.ts'
import { levelOf, STATUS, type Status, severityOf } from './status.ts'

/** A module as the older programs list it. */
export interface ElRow {
  module_identifier: string
  string: number
  position: number
  string_number: number
  position_in_string: number
  status: Status
  defect_type: string
  severity_level: number | null
  level: 'ok' | 'warning' | 'critical' | null
  defects: string[]
  comment: string | null
  physical_row: number | null
  physical_col: number | null
  updated_at: string | null
}

/** Every module of the configuration, judged or not, in string order. */
export function elRows(room: RoomReader, configuration: PlantConfiguration): ElRow[] {
  const comments = latestComments(room)
  const moved = movedModules(room)
  return layoutOf(configuration, id => moved.get(id)).cells.map(({ id, string, position, row, column }) => {
    const record = room.record('module', id)
    const status = asStatus(record?.status?.value)
    return {
      module_identifier: id,
      string,
      position,
      string_number: string,
      position_in_string: position,
      status,
      defect_type: STATUS[status].defectType,
      severity_level: severityOf(status),
      level: levelOf(status),
      defects: record ? tagsOfRecord(record) : [],
      comment: comments.get(id)?.text ?? null,
      physical_row: row,
      physical_col: column,
      updated_at: record?.status?.stamp.at ?? null,
    }
  })
}

/** The last word on each module. */
export function latestComments(room: RoomReader): Map<string, Comment> {
  return new Map(commentsOf(room).flatMap(comment => (comment.module === null ? [] : [[comment.module, comment] as const])))
}

/** What an older tablet is told of one module: its verdict and last comment, with the latest of their authors. */
export interface ModuleNews {
  module: string
  status: Status
  comment: string | null
  by: string
  device: string
  at: string
  number: number
}

/** News of the modules decided or commented after a number, oldest first; all of them from `null`. */
export function newsSince(room: RoomReader, from: number | null): ModuleNews[] {
  const after = from ?? 0
  const comments = latestComments(room)
  const news: ModuleNews[] = []
  for (const module of new Set([...room.ids('module'), ...comments.keys()])) {
    const status = room.field('module', module, 'status')
    const comment = comments.get(module)
    const written = comment && room.field('comment', comment.id, 'text')?.stamp
    const stamp = written && (!status || written.number > status.stamp.number) ? written : status?.stamp
    if (!stamp || stamp.number <= after) continue
    const { by, device, at, number } = stamp
    news.push({ module, status: asStatus(status?.value), comment: comment?.text ?? null, by, device, at, number })
  }
  return news.sort((a, b) => a.number - b.number)
}
