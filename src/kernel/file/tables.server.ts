import type { Generated, Selectable } from 'kysely'

export interface FileTable {
  organisation: string
  hash: string
  /** bigint: the driver answers text. */
  size: number | string
  type: string
  name: string
  taken_at: string | null
  orientation: number | null
  width: number | null
  height: number | null
  located: boolean
  /** JSON. */
  place: unknown
  by: string
  at: Generated<Date>
}

export interface FileRoomTable {
  organisation: string
  hash: string
  room: string
}

export interface UploadTable {
  organisation: string
  id: string
  hash: string
  size: number | string
  received: Generated<number | string>
  chunks: Generated<number[]>
  name: string
  picture: boolean
  keep_place: boolean
  /** Empty when the file belongs to no room. */
  room: string
  by: string
  expires_at: Date
}

export type FileRow = Selectable<FileTable>
export type UploadRow = Selectable<UploadTable>

declare module '#kernel/database/tables.ts' {
  interface Tables {
    'kernel.file': FileTable
    'kernel.file_room': FileRoomTable
    'kernel.upload': UploadTable
  }
}
