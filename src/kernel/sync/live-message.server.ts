import { z } from 'zod'
import { isDeeperThan, MOST_LEVELS } from '#kernel/nesting.ts'
import type { ToServer } from './protocol.ts'

const room = z.string().min(1).max(128)
const where = z.string().max(128).nullable()

/** The envelope of a message; the change sets inside are read where they are taken, whatever brought them. */
const Message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open'), room, since: z.int().min(0).nullable(), head: z.optional(z.string().max(64)) }),
  z.object({ type: z.literal('close'), room }),
  z.object({
    type: z.literal('commit'),
    room,
    changeSets: z
      .array(z.looseObject({ id: z.uuid() }))
      .min(1)
      .max(500),
  }),
  z.object({ type: z.literal('presence'), room, at: where, place: where }),
  z.object({ type: z.literal('ping') }),
])

/** Reads a message of a device; `undefined` when it is none. */
export function readMessage(text: string): ToServer | undefined {
  try {
    const said: unknown = JSON.parse(text)
    if (isDeeperThan(MOST_LEVELS, said)) return undefined
    const read = Message.safeParse(said)
    return read.success ? (read.data as ToServer) : undefined
  } catch {
    return undefined
  }
}
