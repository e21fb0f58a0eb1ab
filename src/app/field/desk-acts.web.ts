import { takenBackBy } from '#audit/audit/deed.ts'
import { turnSentence } from '#audit/audit/deed.web.ts'
import { lowersAnother } from '#audit/electroluminescence/attention.ts'
import { asStatus } from '#audit/electroluminescence/module.ts'
import type { Status } from '#audit/electroluminescence/status.ts'
import type { Change } from '#kernel/record/change.ts'
import { MOST_CHANGES } from '#kernel/record/judge.ts'
import { Refusal } from '#kernel/refusal.ts'
import { sentenceOf } from '#kernel/ui/api.web.ts'
import { say } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { feel } from './feel.web.ts'
import type { FieldRoom } from './field-room.web.ts'
import { words } from './words.ts'

/** Somebody else saw worse: the act waits for a word, and nobody else has to. */
export interface Ask {
  module: string
  by: string
  now: Status
  wanted: Status
}

/** How many acts of this desk are on disk, and the one that may still be on its way there. */
export interface Acts {
  kept: number
  last: Promise<boolean>
}

/** One act for all that may be written at once; what would lower somebody else's verdict is asked, module by module. */
export async function decide(
  room: FieldRoom,
  acts: Acts,
  changes: Change[],
  setAsks: (next: (asks: readonly Ask[]) => Ask[]) => void,
): Promise<boolean> {
  const lowering = changes.filter(change => lowersAnother(change, room.device.view, room.me))
  const asks = lowering.map(({ record, to }) => askOf(room, record, asStatus(to)))
  if (asks.length > 0) setAsks(known => [...known.filter(ask => !asks.some(({ module }) => module === ask.module)), ...asks])
  const rest = changes.filter(change => !lowering.includes(change))
  if (rest.length > 0) return act(room, acts, rest)
  if (asks.length === 0) feel('taken')
  return true
}

function askOf(room: FieldRoom, module: string, wanted: Status): Ask {
  const state = room.device.view.field('module', module, 'status')!
  return { module, by: state.stamp.by, now: asStatus(state.value), wanted }
}

/** Writes; says what refused it. Resolves when on disk or refused. */
export function act(room: FieldRoom, acts: Acts, changes: Change[]): Promise<boolean> {
  acts.last = commit(room, acts, changes)
  return acts.last
}

async function commit(room: FieldRoom, acts: Acts, changes: Change[]): Promise<boolean> {
  try {
    await room.device.commit(changes.map(({ from: _, ...wish }) => wish))
    acts.kept += 1
    feel('taken')
    return true
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    feel('refused')
    showNotice(sentenceOf(error), { tone: 'refused' })
    return false
  }
}

/** One act holds only so much: said when the modules are chosen, not after they were judged. */
export function tooMany(count: number): void {
  feel('refused')
  showNotice(say(words, 'chosen.tooMany', { modules: count, most: MOST_CHANGES }), { tone: 'refused' })
}

/** Takes back what was written since so many acts were kept. */
export async function takeBack(room: FieldRoom, acts: Acts, kept: number): Promise<void> {
  await acts.last
  for (; acts.kept > kept; acts.kept--) await room.device.undo()
}

export async function turn(room: FieldRoom, way: 'undo' | 'redo', goTo: (id: string) => void): Promise<void> {
  const set = await room.device[way]()
  if (!set) return feel('end')
  feel('taken')
  const done = way === 'undo' ? takenBackBy(set.changes) : set.changes
  showNotice(turnSentence(way === 'undo' ? 'undone' : 'redone', { changes: done }, room.device.view))
  const first = set.changes.find(change => change.kind === 'module')
  if (first) goTo(first.record)
}
