import * as z from 'zod/mini'
import type { RoomDefinition } from '#kernel/record/definition.ts'
import { refusals } from '#kernel/refusal.ts'

export const STATUSES = ['ok', 'inequality', 'microcracks', 'dead']

const refuseMark = refusals({
  'plant-locked': { status: 409, fr: 'La centrale est verrouillée.', en: 'The plant is locked.' },
})

/** A room as small as a room can be and still meet every case: free text, choices, tombstones, and a rule that looks at another record. */
export const PLANT_ROOM: RoomDefinition = {
  sort: 'plant-room',
  records: [
    { kind: 'plant', id: /^plant$/, fields: { locked: z.boolean() } },
    {
      kind: 'module',
      id: /^S\d+-\d+$/,
      fields: { status: z.enum(STATUSES), serial: z.string(), 'tag:*': z.boolean(), deleted: z.boolean() },
    },
    { kind: 'comment', id: /^[\w-]+$/, fields: { text: z.string(), deleted: z.boolean() } },
  ],
  rules: [
    (change, room) =>
      change.kind === 'module' && change.field === 'status' && room.field('plant', 'plant', 'locked')?.value === true
        ? refuseMark('plant-locked')
        : undefined,
  ],
  behaviours: [
    changes =>
      changes
        .filter(change => change.field === 'status' && change.to === 'dead')
        .map(({ kind, record }) => ({ kind, record, field: 'tag:replace', to: true })),
  ],
}
