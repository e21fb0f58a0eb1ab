import type { RoomDefinition } from '#kernel/record/definition.ts'
import type { Clock, DeviceStorage, Marker } from './device-storage.ts'
import type { ToServer } from './protocol.ts'

export interface DeviceRoomSettings {
  room: string
  definition: RoomDefinition
  person: { id: string; role: string }
  /** The same for every tab of this device. */
  device: string
  clock: Clock
  random: () => number
  storage: DeviceStorage
  marker: Marker
  send: (message: ToServer) => void
  /** Told after each save, so that other tabs read what is new. */
  saved?: () => void
  /** Asked to free space when the disk is full, before a change is refused: photos already sent can be fetched again, a word cannot. */
  freeSpace?: () => Promise<boolean>
}
