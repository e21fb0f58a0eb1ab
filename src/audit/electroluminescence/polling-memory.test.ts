import { expect, test } from 'vitest'
import { afterAnswer, certainlyHas, NOTHING_KNOWN, type PollingMemory } from './polling-memory.ts'

const DAY = 86_400_000

/** A tablet of the old protocol, and the server's memory of it; its clock is `skew` ms ahead. */
function tablet(skew: number) {
  let now = 1_000_000
  let since = now + skew
  let memory: PollingMemory = NOTHING_KNOWN
  let has = 0
  const missed: number[] = []
  return {
    missed,
    wait(ms: number) {
      now += ms
    },
    reload() {
      since = now + skew
    },
    setClock(by: number) {
      skew += by
    },
    /** Asks while the room is at `number`; the answer may be lost. Answers where it started, `null` for everything. */
    ask(number: number, lost = false): number | null {
      const from = certainlyHas(memory, since)
      if (from !== null && from > has) missed.push(from)
      memory = afterAnswer(memory, from, { since, number, now })
      if (!lost) {
        has = number
        since = now + 40 + skew
      }
      return from
    },
  }
}

test.each([0, DAY, -DAY])('in the ordinary rhythm only what is new is sent, with a clock %i ms off', skew => {
  const sophie = tablet(skew)
  const starts = [5, 5, 7, 9].map(number => {
    sophie.wait(3000)
    return sophie.ask(number)
  })
  expect(starts).toEqual([null, null, 5, 7])
  expect(sophie.missed).toEqual([])
})

test('an answer that never arrived is sent again, twice if need be', () => {
  const sophie = tablet(0)
  for (const number of [5, 5]) {
    sophie.wait(3000)
    sophie.ask(number)
  }
  sophie.wait(3000)
  expect(sophie.ask(8, true)).toBe(5)
  sophie.wait(3000)
  expect(sophie.ask(9, true)).toBe(5)
  sophie.wait(3000)
  expect(sophie.ask(9)).toBe(5)
  sophie.wait(3000)
  expect(sophie.ask(11)).toBe(9)
  expect(sophie.missed).toEqual([])
})

test('after a reload, a pause or a clock that jumps, everything is sent', () => {
  for (const accident of ['reload', 'clock'] as const) {
    const sophie = tablet(0)
    for (const number of [5, 5, 6]) {
      sophie.wait(3000)
      sophie.ask(number)
    }
    sophie.wait(3000)
    sophie.ask(8, true)
    sophie.wait(20_000)
    if (accident === 'reload') sophie.reload()
    else sophie.setClock(-DAY)
    if (accident === 'clock') sophie.reload()
    sophie.wait(3000)
    expect(sophie.ask(9)).toBeNull()
    expect(sophie.missed).toEqual([])
  }
})
