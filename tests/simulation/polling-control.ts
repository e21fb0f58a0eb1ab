import type { World } from './world.ts'

/**
 * The polling protocol of source document 3, faithfully: a cursor that is the client's clock after the answer, whole rows, last write wins
 * by the clock, and nothing queued. It runs in the same world as the product, as a control: checks that it passes would prove nothing.
 */
export interface PollingPlan {
  roundTrip: number
  /** How far the reader's clock runs ahead of the server's. */
  clockAhead: number
  duration: number
}

const POLL = 3_000

/** The share of a colleague's writes that a reader never sees. */
export async function shareNeverSeen(world: World, { roundTrip, clockAhead, duration }: PollingPlan): Promise<number> {
  const written: { id: number; updatedAt: number }[] = []
  const seen = new Set<number>()
  let since = clockAhead
  const write = () => {
    written.push({ id: written.length, updatedAt: world.now })
    if (world.now < duration) world.after(world.chance.between(1, 400), write)
  }
  const poll = () => {
    const asked = since
    world.after(roundTrip / 2, () => {
      const updates = written.filter(row => row.updatedAt > asked)
      world.after(roundTrip / 2, () => {
        for (const row of updates) seen.add(row.id)
        since = world.now + clockAhead
      })
    })
    if (world.now < duration + 2 * POLL) world.after(POLL, poll)
  }
  write()
  poll()
  await world.runUntil(duration + 4 * POLL)
  return 1 - seen.size / written.length
}

interface Row {
  status: string
  comment: string | null
  updatedAt: number
}

interface Tablet {
  rows: Map<string, Row>
  since: number
  skew: number
  online: boolean
}

export interface ControlOutcome {
  marked: number
  /** Marks confirmed on a tablet that the server never got and nobody can find again. */
  lost: number
  /** Comments erased by somebody else's status, nobody told. */
  overwritten: number
  /** Tablets that end with another plant than the server. */
  diverged: number
}

/** A night of eight tablets on the polling protocol, with links that are cut and clocks that are wrong. */
export async function pollingNight(world: World, operations = 200): Promise<ControlOutcome> {
  const { chance } = world
  const server = new Map<string, Row>()
  const tablets: Tablet[] = Array.from({ length: 8 }, () => {
    const skew = chance.between(-5_000, 5_000)
    return { rows: new Map(), since: skew, skew, online: true }
  })
  const outcome: ControlOutcome = { marked: 0, lost: 0, overwritten: 0, diverged: 0 }
  const send = (module: string, row: Row) => {
    const before = server.get(module)
    if (before?.comment && row.comment === null) outcome.overwritten += 1
    server.set(module, { ...row, updatedAt: world.now })
  }
  const mark = () => {
    const tablet = chance.pick(tablets)
    const module = `M${chance.between(1, 40)}`
    const row = { status: chance.pick(['ok', 'dead']), comment: chance.happens(0.3) ? 'note' : null, updatedAt: world.now + tablet.skew }
    tablet.rows.set(module, row)
    outcome.marked += 1
    if (tablet.online) world.after(50, () => send(module, row))
    else outcome.lost += 1
  }
  const poll = (tablet: Tablet) => {
    const asked = tablet.since
    if (tablet.online)
      world.after(50, () =>
        receive(
          tablet,
          [...server].filter(([, row]) => row.updatedAt > asked),
        ),
      )
    if (world.now < 90_000) world.after(POLL, () => poll(tablet))
  }
  const receive = (tablet: Tablet, updates: [string, Row][]) => {
    world.after(50, () => {
      for (const [module, row] of updates) if ((tablet.rows.get(module)?.updatedAt ?? 0) <= row.updatedAt) tablet.rows.set(module, row)
      tablet.since = world.now + tablet.skew
    })
  }
  for (let count = 0; count < operations; count += 1) world.after(chance.between(0, 60_000), mark)
  for (const tablet of tablets) {
    poll(tablet)
    world.after(chance.between(0, 40_000), () => (tablet.online = false))
    world.after(60_000, () => (tablet.online = true))
  }
  await world.runUntil(100_000)
  const plant = (rows: Map<string, Row>) => JSON.stringify([...rows].map(([module, row]) => [module, row.status, row.comment]).sort())
  outcome.diverged = tablets.filter(tablet => plant(tablet.rows) !== plant(server)).length
  return outcome
}
