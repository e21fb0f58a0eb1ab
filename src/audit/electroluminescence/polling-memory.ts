/** What the server remembers of whoever asks "what is new since this instant of my clock?" under one name. Instants in ms. */
export interface PollingMemory {
  /** The last question, in the clock of who asked. */
  askedSince: number
  /** When it was answered and when the question before it was, in the server's clock. */
  answeredAt: number
  answeredBefore: number | null
  /** Numbers of the room that those two answers ended at. */
  sent: number
  sentBefore: number
  /** How many questions in a row came in the documented rhythm. */
  inRhythm: number
  /** Whether the last question surely came from the page that was answered before. */
  sure: boolean
  clock: AskersClock
}

/** How far the clock of who asks is ahead of the server's, less the time that a question waits: the most that was seen, and from when to when. */
interface AskersClock {
  ahead: number
  agreedSince: number
  agreedUntil: number
}

/** Where an answer starts: after a number, after an instant of the server's clock, or at the very beginning. */
export type PollingStart = { after: number } | { decidedAfter: number } | 'everything'

/** The documented page asks every 3 s. Two pages under one name ask more often than that. */
const RHYTHM = { shortest: 2500, longest: 3800 }
const ALONE = 3
/** Questions no further apart tell of a clock; those of a page that asks once a minute waited too long. */
const OFTEN_MS = 6000
/** What they say is believed when it has held for this time: longer than it takes a tablet's sleeping tabs to ask once each. */
const SETTLED_MS = 4000
/** Same page, and it read its answer: the two instants are as far apart as the two answers. A page loaded anew takes longer. */
const SURE_MS = 30
/** Clocks and lines tremble by this much; more is a clock that was set. */
const TREMBLE_MS = 2000
/** A clock that was set back is believed after this time. */
const BELIEVED_AFTER_MS = 60_000
/** What a page may lack at the instant it names: an answer it never read, one that was late, and the wait before it asks again. */
const OVERLAP_MS = 15_000

/**
 * Where the answer to `since` starts, at `now` of the server's clock, so that nothing is lost to a page that asks at least every 5 s.
 *
 * The instant is read off a clock that may be wrong by a day, and nothing tells which page asks: two tabs and a page loaded anew look
 * alike. In the documented rhythm of one page the last answer is told again with what is new: a page loaded anew may not have read it. In
 * every other case the answer starts some seconds before the instant, in the server's own time: being told twice is no loss. When not even
 * the clock is known, everything is told.
 */
export function pollingStart(memory: PollingMemory | null, since: number, now: number): PollingStart {
  if (memory && isSurelyNext(memory, since, now)) return { after: Math.min(memory.sent, memory.sentBefore) }
  const clock = clockOf(memory, since, now)
  return isKnown(clock) ? { decidedAfter: Math.max(0, since - clock.ahead - OVERLAP_MS) } : 'everything'
}

/** The memory after an answer that ends at `number`. */
export function afterAnswer(
  memory: PollingMemory | null,
  { since, number, now }: { since: number; number: number; now: number },
): PollingMemory {
  return {
    askedSince: since,
    answeredAt: now,
    answeredBefore: memory?.answeredAt ?? null,
    sent: number,
    sentBefore: memory?.sent ?? number,
    inRhythm: memory ? rhythmOf(memory, now) : 0,
    sure: memory !== null && isSurelyNext(memory, since, now),
    clock: clockOf(memory, since, now),
  }
}

/** The number that every page under this name was told, as far as two of them take turns. */
export function surelyTold({ sure, sent, sentBefore }: PollingMemory): number {
  return sure ? sent : Math.min(sent, sentBefore)
}

/** Alone in its rhythm for so long that both answers remembered were its own, and the instant is where it read the last one. */
function isSurelyNext(memory: PollingMemory, since: number, now: number): boolean {
  const { askedSince, answeredAt, answeredBefore } = memory
  if (answeredBefore === null || rhythmOf(memory, now) < ALONE) return false
  return Math.abs(since - askedSince - (answeredAt - answeredBefore)) <= SURE_MS
}

function rhythmOf({ inRhythm, answeredAt }: PollingMemory, now: number): number {
  const gap = now - answeredAt
  return gap >= RHYTHM.shortest && gap <= RHYTHM.longest ? inRhythm + 1 : 0
}

/** Ahead by too much is safe, it starts answers earlier; so the most that was seen counts, and a clock that was set is learnt anew. */
function clockOf(memory: PollingMemory | null, since: number, now: number): AskersClock {
  const ahead = since - now
  const learntAnew = { ahead, agreedSince: now, agreedUntil: now }
  if (!memory) return learntAnew
  const { clock, answeredAt } = memory
  const often = now - answeredAt <= OFTEN_MS
  const behind = clock.ahead - ahead
  if (behind < -TREMBLE_MS) return learntAnew
  if (behind <= TREMBLE_MS && (often || isKnown(clock))) return { ...clock, ahead: Math.max(clock.ahead, ahead), agreedUntil: now }
  // A page that slept asks late; only a clock that was set back stays behind.
  const setBack = often && now - clock.agreedUntil > BELIEVED_AFTER_MS
  return isKnown(clock) && !setBack ? clock : learntAnew
}

function isKnown({ agreedSince, agreedUntil }: AskersClock): boolean {
  return agreedUntil - agreedSince >= SETTLED_MS
}
