import type { Change, RoomReader } from '#kernel/record/change.ts'
import type { Asked, Language } from '#kernel/ui/catalogue.ts'
import { actSentence, type ToldAct } from './act-sentence.ts'
import type { words } from './deed-words.ts'

export interface Deed {
  key: Asked<keyof typeof words.fr>
  fill: Record<string, string | number>
}

/** An act by what it did, whoever did it: the name by which it is taken back. */
export function deedOf(act: ToldAct, language: Language, room?: RoomReader): Deed {
  const { key, fill } = actSentence(act, '', language, room)
  return { key: key.replace(/^act/, 'deed') as Deed['key'], fill }
}

/** The act as it was before it was taken back. Of a large one only the first changes are known: not that all were alike. */
export function actTakenBackBy(act: ToldAct): ToldAct {
  const all = act.count === undefined || act.count === act.changes.length
  const { changes, alike: _, label: __, ...known } = act
  return { ...known, changes: takenBackBy(changes), ...(all ? {} : { alike: false }) }
}

/** The act that these changes took back. */
export function takenBackBy(changes: readonly Change[]): Change[] {
  return changes.map(({ kind, record, field, from, to }) => ({ kind, record, field, from: to, to: from ?? null })).reverse()
}
