import { createContext, useContext, useSyncExternalStore } from 'react'
import { unsignedAuthor } from '#audit/audit/unsigned-author.ts'
import type { AuditSight } from '#audit/electroluminescence/audit-sight.web.ts'
import type { DeviceRoom } from '#kernel/sync/device-room.ts'
import type { Presence } from '#kernel/sync/protocol.ts'
import { currentLanguage } from '#kernel/ui/i18n.web.ts'

/** An audit open on this tablet. */
export interface FieldRoom {
  token: string
  device: DeviceRoom
  /** Person id. */
  me: string
  /** The server number up to which the tablet knew the audit when it was opened; `null` when it did not know it at all. */
  seen: number | null
  /** As far as is known now. Who may only read sees everything and is offered no key that the server would refuse. */
  mayWrite: boolean
  /** Hears each time that the server is to be asked again what this person may do. */
  onRights(heard: () => void): () => void
  sight: AuditSight
  /** Others in the audit now. */
  presence(): readonly Presence[]
  onPresence(heard: () => void): () => void
  /** Tells the others which module is in hand. */
  lookAt(module: string | null, string: string | null): void
  /** Takes a file of one's own unsent work back; answers how many modifications were new here. */
  importQueue(file: Blob): Promise<number>
  /** Tries the server again at once. */
  retry(): void
  close(): void
}

const Opened = createContext<FieldRoom | null>(null)
export const FieldRoomProvider = Opened.Provider

export function useFieldRoom(): FieldRoom {
  const room = useContext(Opened)
  if (!room) throw new Error('This part belongs inside an open audit.')
  return room
}

/** Redraws with every change of the room or of its status, and gives the status. */
export function useRoomStatus() {
  const { device } = useFieldRoom()
  useSyncExternalStore(
    listener => device.subscribe(listener),
    () => device.version,
  )
  return device.status
}

export function usePresence(): readonly Presence[] {
  const room = useFieldRoom()
  return useSyncExternalStore(room.onPresence, room.presence)
}

export function nameOf(room: FieldRoom, person: string): string {
  const here = room.presence().find(presence => presence.person === person)?.name
  return room.device.people[person] || here || unsignedAuthor(person, currentLanguage())
}

export function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/)
  const letters = parts.length > 1 ? [parts[0]![0], parts.at(-1)![0]] : [...name.trim().slice(0, 2)]
  return letters.join('').toUpperCase()
}
