import type { ToDevice } from '#kernel/sync/protocol.ts'
import type { Plan } from './run.ts'

const NIGHT = { devices: 8, operations: 200 }

/** The product broken on purpose, each in a way that once cost somebody a night's work. The checks must notice every one. */
export const BROKEN: { name: string; plan: Plan }[] = [
  { name: 'the server forgets which change sets it took', plan: { ...NIGHT, forgetsIds: true } },
  { name: 'a tail leaves out its first entry', plan: { ...NIGHT, sabotage: withoutFirst } },
  { name: 'an answer says taken for what was refused', plan: { ...NIGHT, sabotage: takenForRefused } },
  { name: 'an entry arrives without the value that lost', plan: { ...NIGHT, sabotage: withoutContest } },
  { name: 'a device takes the queue for sent as soon as it is sent', plan: { ...NIGHT, trustsSending: true } },
  { name: 'a disk confirms what it did not write', plan: { ...NIGHT, diskLies: true } },
  { name: 'a restored server takes a number of its former life for its own', plan: { ...NIGHT, restores: 3, trustsNumbers: true } },
]

/** The cursor off by one. */
function withoutFirst(message: ToDevice): ToDevice {
  if (message.type !== 'tail' || message.entries.length === 0) return message
  const [first, ...entries] = message.entries
  const renumbered = entries.map(entry => ({ ...entry, number: entry.number - 1 }))
  return { ...message, entries: first && renumbered.length > 0 ? renumbered : message.entries }
}

function takenForRefused(message: ToDevice): ToDevice {
  return message.type === 'refused' ? { type: 'taken', room: message.room, id: message.id, number: 0 } : message
}

function withoutContest(message: ToDevice): ToDevice {
  if (message.type !== 'entry' || !message.entry.contested) return message
  const { contested: _lost, ...entry } = message.entry
  return { ...message, entry }
}
