import * as z from 'zod/mini'
import { type Change, DELETED, type FieldState, type RoomReader } from '#kernel/record/change.ts'
import { defineRecord } from '#kernel/record/definition.ts'
import { aboutModule, UUID } from '../electroluminescence/comment.ts'

export const CAPTION_LIMIT = 500

/** Photos append: a file once attached stays, and only its caption and whether it is shown can change. */
export const photoRecord = defineRecord({
  kind: 'photo',
  id: UUID,
  fields: {
    module: aboutModule,
    /** SHA-256 of the file, hex. */
    file: z.nullable(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
    name: z.nullable(z.string().check(z.maxLength(255))),
    takenAt: z.nullable(z.string().check(z.maxLength(40))),
    caption: z.nullable(z.string().check(z.maxLength(CAPTION_LIMIT))),
    [DELETED]: z.nullable(z.boolean()),
  },
})

export interface Photo {
  id: string
  module: string
  /** SHA-256 of the bytes, hex. */
  file: string
  name: string
  /** As the camera says, ISO 8601; empty when it does not. */
  takenAt: string
  caption: string
  by: string
}

/** The changes that attach a photo to a module; `id` is a fresh UUID. */
export function addPhoto(id: string, module: string, { file, name, takenAt }: Pick<Photo, 'file' | 'name' | 'takenAt'>): Change[] {
  const change = (field: string, to: string): Change => ({ kind: 'photo', record: id, field, to })
  return [change('module', module), change('file', file), change('name', name), change('takenAt', takenAt)]
}

export function captionPhoto({ id, caption }: Photo, text: string): Change {
  return { kind: 'photo', record: id, field: 'caption', from: caption || null, to: text.trim() || null }
}

export function removePhoto({ id }: Photo): Change {
  return { kind: 'photo', record: id, field: DELETED, to: true }
}

/** Photos of a module, or of the whole audit, in the order they were taken. */
export function photosOf(room: RoomReader, module?: string): Photo[] {
  const photos: Photo[] = []
  for (const id of room.ids('photo')) {
    const photo = livePhoto(id, room.record('photo', id))
    if (photo && (module === undefined || photo.module === module)) photos.push(photo)
  }
  return photos.sort((a, b) => (a.takenAt < b.takenAt ? -1 : a.takenAt > b.takenAt ? 1 : 0))
}

function livePhoto(id: string, record: Record<string, FieldState> | undefined): Photo | undefined {
  const { module, file } = record ?? {}
  if (!record || typeof module?.value !== 'string' || typeof file?.value !== 'string' || record[DELETED]?.value === true) return undefined
  const text = (field: string) => (typeof record[field]?.value === 'string' ? record[field].value : '')
  const [name, takenAt, caption] = [text('name'), text('takenAt'), text('caption')]
  return { id, module: module.value, file: file.value, name, takenAt, caption, by: file.stamp.by }
}
