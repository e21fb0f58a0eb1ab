import { type Change, DELETED, type RoomReader } from '#kernel/record/change.ts'

export interface Photo {
  id: string
  /** SHA-256 of the bytes, hex. */
  file: string
  name: string
  /** As the camera says, ISO 8601; empty when it does not. */
  takenAt: string
  by: string
}

/** The changes that attach a photo to a module; `id` is a fresh UUID. */
export function addPhoto(id: string, module: string, { file, name, takenAt }: Pick<Photo, 'file' | 'name' | 'takenAt'>): Change[] {
  const change = (field: string, to: string): Change => ({ kind: 'photo', record: id, field, to })
  return [change('module', module), change('file', file), change('name', name), change('takenAt', takenAt)]
}

/** Photos of a module, in the order they were taken. */
export function photosOf(room: RoomReader, module: string): Photo[] {
  const photos: Photo[] = []
  for (const id of room.ids('photo')) {
    const record = room.record('photo', id)
    const file = record?.file
    if (record?.module?.value !== module || record[DELETED]?.value === true || typeof file?.value !== 'string') continue
    const text = (field: string) => (typeof record[field]?.value === 'string' ? record[field].value : '')
    photos.push({ id, file: file.value, name: text('name'), takenAt: text('takenAt'), by: file.stamp.by })
  }
  return photos.sort((a, b) => (a.takenAt < b.takenAt ? -1 : a.takenAt > b.takenAt ? 1 : 0))
}
