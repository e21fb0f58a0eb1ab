import * as z from 'zod/mini'
import { type Change, DELETED, type FieldState, type RoomReader } from '#kernel/record/change.ts'
import { defineRecord } from '#kernel/record/definition.ts'
import { MODULE_ID } from '../plant/module-id.ts'

/** Characters of one comment. */
export const COMMENT_LIMIT = 10_000

/** What a record added on a device is called. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const aboutModule = z.nullable(z.string().check(z.regex(MODULE_ID)))

/** Comments are added one after the other and never replaced: two people who write keep both texts. */
export const commentRecord = defineRecord({
  kind: 'comment',
  id: UUID,
  fields: {
    /** `null` for the audit as a whole. */
    module: aboutModule,
    /** Its length is judged by the rule of the audit room, which says what to do. */
    text: z.nullable(z.string()),
    [DELETED]: z.nullable(z.boolean()),
  },
})

export interface Comment {
  id: string
  module: string | null
  text: string
  by: string
  at: string
}

/** The changes that add a comment; `id` is a fresh UUID. */
export function addComment(id: string, module: string | null, text: string): Change[] {
  return [
    { kind: 'comment', record: id, field: 'module', to: module },
    { kind: 'comment', record: id, field: 'text', to: text },
  ]
}

/** Comments of a module (`null`: of the audit; left out: all), oldest first. */
export function commentsOf(room: RoomReader, module?: string | null): Comment[] {
  const comments: Comment[] = []
  for (const id of room.ids('comment')) {
    const comment = liveComment(id, room.record('comment', id))
    if (comment && (module === undefined || comment.module === module)) comments.push(comment)
  }
  return comments.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1))
}

function liveComment(id: string, record: Record<string, FieldState> | undefined): Comment | undefined {
  const text = record?.text
  if (!record || typeof text?.value !== 'string' || record[DELETED]?.value === true) return undefined
  const module = record.module?.value
  return { id, module: typeof module === 'string' ? module : null, text: text.value, by: text.stamp.by, at: text.stamp.at }
}

/** Modules that have a comment or a photo. */
export function annotatedModules(room: RoomReader): Set<string> {
  const modules = new Set<string>()
  for (const kind of ['comment', 'photo']) {
    for (const id of room.ids(kind)) {
      const record = room.record(kind, id)
      const module = record?.module?.value
      if (typeof module === 'string' && record?.[DELETED]?.value !== true) modules.add(module)
    }
  }
  return modules
}
