/** What the server remembers of a tablet that asks "what is new since this instant of my clock?". */
export interface PollingMemory {
  /** Last number that it certainly has; `null` when nothing is certain. */
  received: number | null
  /** Last number of the answer that followed. */
  sent: number | null
  /** The instant it asked that answer with, in its own clock, ms. */
  askedSince: number | null
  /** When the last two answers left, in the server's clock, ms. */
  answeredAt: number | null
  answeredBefore: number | null
}

export const NOTHING_KNOWN: PollingMemory = { received: null, sent: null, askedSince: null, answeredAt: null, answeredBefore: null }

/** How far the two clocks may disagree about the time between two answers: a slow network, not another page. */
const TOLERANCE_MS = 1500

/**
 * Up to which number does the tablet have everything? `null`: not certain, so it is told everything again.
 *
 * Its instant is read off a clock that may be wrong by a day, and it is taken after the answer arrived: as a position in time it loses
 * whatever was decided in between. So it is not used as one. It only tells two answers apart. The same instant again: the last answer
 * never arrived, and is sent again. Another instant, as much later as our two answers are apart: the last answer arrived. Anything else
 * (a page reloaded, a clock set, a second page on the same device): not certain.
 */
export function certainlyHas(memory: PollingMemory, since: number): number | null {
  const { received, sent, askedSince, answeredAt, answeredBefore } = memory
  if (askedSince === since) return received
  if (sent === null || askedSince === null || answeredAt === null || answeredBefore === null) return null
  const apart = since - askedSince - (answeredAt - answeredBefore)
  return Math.abs(apart) <= TOLERANCE_MS ? sent : null
}

/** The memory after an answer that starts at `from` and ends at `number`. */
export function afterAnswer(
  memory: PollingMemory,
  from: number | null,
  answer: { since: number; number: number; now: number },
): PollingMemory {
  // A repeated answer takes the place of the lost one: the tablet will measure from the one before.
  const answeredBefore = memory.askedSince === answer.since ? memory.answeredBefore : memory.answeredAt
  return { received: from, sent: answer.number, askedSince: answer.since, answeredAt: answer.now, answeredBefore }
}
