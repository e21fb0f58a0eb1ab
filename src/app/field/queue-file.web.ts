import type { FieldRoom } from './field-room.web.ts'

/** Everything that may be only here, as a file: the last resort when a tablet cannot send any more. */
export function saveQueueToFile(room: FieldRoom): void {
  const { device, token, me } = room
  const content = { room: token, person: me, number: device.status.number, queue: device.pendingChanges(), refused: device.status.refused }
  const address = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `courant-${token.slice(0, 8)}-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, '-')}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
