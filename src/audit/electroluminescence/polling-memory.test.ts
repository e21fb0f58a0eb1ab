import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterAnswer, type PollingMemory, type PollingStart, pollingStart, surelyTold } from './polling-memory.ts'

const DAY = 86_400_000

/** The server's side: what it remembers of everybody who asks under one name, and what was decided when, in its own time. */
function aServer() {
  let memory: PollingMemory | null = null
  const decided: number[] = []
  return {
    missed: [] as string[],
    decide(at: number) {
      decided.push(at)
    },
    /** Numbers are counted from 1; answers where it started and where it ended. */
    answer(since: number, now: number): { start: PollingStart; from: number; to: number } {
      const start = pollingStart(memory, since, now)
      const to = decided.length
      memory = afterAnswer(memory, { since, number: to, now })
      return { start, from: numberOf(start, decided), to }
    },
    told: () => surelyTold(memory!),
  }
}

function numberOf(start: PollingStart, decided: number[]): number {
  if (start === 'everything') return 0
  return 'after' in start ? start.after : decided.filter(at => at <= start.decidedAfter).length
}

/** A page of the old protocol; its clock is `skew` ms ahead of the server's. What it has survives a reload, as in its local storage. */
function aPage(server: ReturnType<typeof aServer>, skew = 0, opened = 0) {
  let since = opened + skew
  let has = 0
  let readAt = Number.NEGATIVE_INFINITY
  return {
    /** A page that reads every few seconds; what was decided before the instant of one that never read is not asked for. */
    reads: (now: number) => now - readAt < 6000,
    reload(now: number) {
      since = now + skew
    },
    setClock(by: number) {
      skew += by
    },
    /** Asks at `now`; the answer may be lost, or late. Gives what it starts at. */
    ask(now: number, answer: { lost?: boolean; latency?: number } = {}): PollingStart {
      const { start, from, to } = server.answer(since, now)
      if (from > has) server.missed.push(`at ${now}: told from ${from}, has ${has}`)
      if (!answer.lost) {
        has = to
        readAt = now
        since = now + (answer.latency ?? 40) + skew
      }
      return start
    },
  }
}

test.each([0, DAY, -DAY])('in the documented rhythm what is new is sent, and once more, with a clock %i ms off', skew => {
  const server = aServer()
  const sophie = aPage(server, skew)
  const starts = [1, 2, 3, 4, 5].map(turn => {
    server.decide(3000 * turn - 100)
    return sophie.ask(3000 * turn)
  })
  expect(starts).toEqual(['everything', 'everything', { decidedAfter: expect.any(Number) }, { after: 2 }, { after: 3 }])
  expect(server.missed).toEqual([])
})

test.each([0, DAY, -DAY])('answers that never arrived and a page loaded anew are told again, with a clock %i ms off', skew => {
  const server = aServer()
  const sophie = aPage(server, skew)
  for (const turn of [1, 2, 3, 4]) {
    server.decide(3000 * turn - 100)
    sophie.ask(3000 * turn)
  }
  for (const turn of [5, 6]) {
    server.decide(3000 * turn - 100)
    sophie.ask(3000 * turn, { lost: true })
  }
  sophie.reload(18_700)
  expect(sophie.ask(21_700)).toEqual({ decidedAfter: expect.any(Number) })
  expect(server.missed).toEqual([])
})

test.each([300, 1500, 1600, 2900])(
  'two tabs of one tablet %i ms apart lose nothing, and are not told everything again and again',
  apart => {
    const server = aServer()
    const [left, right] = [aPage(server), aPage(server, 0, apart)]
    const starts = Array.from({ length: 12 }, (_, turn) => {
      const now = 3000 * (turn + 1)
      server.decide(now - 700)
      const first = left.ask(now)
      server.decide(now + apart - 200)
      return [first, right.ask(now + apart)]
    })
    expect(server.missed).toEqual([])
    expect(starts.slice(3).flat()).not.toContain('everything')
  },
)

test('a tab that slept for an hour beside one that did not gets the hour', () => {
  const server = aServer()
  const [awake, asleep] = [aPage(server), aPage(server, 0, 1500)]
  for (const turn of [1, 2, 3, 4]) {
    awake.ask(3000 * turn)
    asleep.ask(3000 * turn + 1500)
  }
  for (let now = 18_000; now < 3_600_000; now += 3000) {
    server.decide(now - 10)
    awake.ask(now)
  }
  asleep.ask(3_600_500)
  expect(server.missed).toEqual([])
})

test('a clock that is set while a page is open loses nothing, and its rhythm comes back', () => {
  for (const by of [DAY, -DAY, 5000, -5000]) {
    const server = aServer()
    const sophie = aPage(server)
    for (let turn = 1; turn <= 40; turn++) {
      if (turn === 6) sophie.setClock(by)
      server.decide(3000 * turn - 100)
      sophie.ask(3000 * turn)
    }
    expect(server.missed).toEqual([])
    expect(sophie.ask(123_000)).toEqual({ after: 39 })
  }
})

test('whoever asks once a minute is told everything', () => {
  const server = aServer()
  const program = aPage(server)
  for (const minute of [1, 2, 3, 4]) expect(program.ask(60_000 * minute)).toBe('everything')
})

test('whatever up to four pages do under one name, none is ever told from further than it has', () => {
  const moment = fc.record({
    page: fc.nat(3),
    wait: fc.integer({ min: 0, max: 1200 }),
    acts: fc.nat(2),
    what: fc.oneof({ weight: 12, arbitrary: fc.constant('ask') }, fc.constantFrom('lost', 'reload', 'sleep', 'ahead', 'back')),
    latency: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 5, max: 60 }) }, fc.integer({ min: 60, max: 3000 })),
  })
  fc.assert(
    fc.property(
      fc.array(moment, { maxLength: 150 }),
      fc.constantFrom(0, DAY, -DAY),
      fc.integer({ min: 1, max: 4 }),
      (moments, skew, many) => {
        const server = aServer()
        const pages = Array.from({ length: many }, () => aPage(server, skew))
        const due = pages.map(() => 3000)
        let now = 0
        for (const { page: which, wait, acts, what, latency } of moments) {
          const turn = which % many
          now = Math.max(now + wait, due[turn]!)
          for (let act = 0; act < acts; act++) server.decide(now)
          const page = pages[turn]!
          if (what === 'sleep') now += 60_000
          if (what === 'ahead' || what === 'back') for (const one of pages) one.setClock(what === 'ahead' ? DAY : -DAY)
          if (what === 'reload' && page.reads(now)) {
            // The old page's answer is under way when the new page takes its instant.
            page.ask(now, { lost: true })
            now += 150
            page.reload(now)
          } else page.ask(now, what === 'lost' ? { lost: true } : { latency })
          due[turn] = now + 3000
        }
        expect(server.missed).toEqual([])
      },
    ),
    { numRuns: 3000, seed: 7 },
  )
})

test('a verdict is judged on what both tabs of a tablet were told', () => {
  const server = aServer()
  const [left, right] = [aPage(server), aPage(server, 0, 1500)]
  for (const turn of [1, 2, 3]) {
    server.decide(3000 * turn - 100)
    left.ask(3000 * turn)
    server.decide(3000 * turn + 1400)
    right.ask(3000 * turn + 1500)
  }
  expect(server.told()).toBe(5)
})
