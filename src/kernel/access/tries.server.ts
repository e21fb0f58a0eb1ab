import ipaddr from 'ipaddr.js'
import { sql } from 'kysely'
import { type Database, takeTurn } from '#kernel/database/database.server.ts'
import { refuse } from './refusals.ts'
import './tables.server.ts'

const MOST_TRIES = 10
const SPAN_MINUTES = 10
const SPAN = sql`make_interval(mins => ${SPAN_MINUTES})`

/**
 * Counts a try from one place as wrong until it proves right: tries made at the same time, on whatever node, cannot slip through together.
 * Answers what takes it back. After too many within the span the place is refused until the oldest of them is out of it.
 */
export function countTry(database: Database, address: string): Promise<() => Promise<void>> {
  const place = placeOf(address)
  return database.asSystem(async query => {
    // Tries from one place take their turn; those from another place wait for nobody.
    await takeTurn(query, `try ${place}`)
    await query.deleteFrom('kernel.wrong_try').where('at', '<', sql<Date>`now() - ${SPAN}`).execute()
    const oldest = await query
      .selectFrom('kernel.wrong_try')
      .select(sql<number>`ceil(extract(epoch from at + ${SPAN} - now()))::int`.as('seconds'))
      .where('place', '=', place)
      .orderBy('at', 'desc')
      .offset(MOST_TRIES - 1)
      .limit(1)
      .executeTakeFirst()
    if (oldest) throw refuse('tries-used-up', { seconds: oldest.seconds, minutes: Math.ceil(oldest.seconds / 60) })
    const { id } = await query.insertInto('kernel.wrong_try').values({ place }).returning('id').executeTakeFirstOrThrow()
    return async () => void (await database.kysely.deleteFrom('kernel.wrong_try').where('id', '=', id).execute())
  })
}

/** One subscriber holds a whole /64 of IPv6 addresses: they are one place. */
export function placeOf(address: string): string {
  if (!ipaddr.isValid(address)) return address.slice(0, 100)
  const parsed = ipaddr.process(address)
  if (parsed instanceof ipaddr.IPv4) return parsed.toString()
  return `${parsed.parts
    .slice(0, 4)
    .map(part => part.toString(16))
    .join(':')}::/64`
}
