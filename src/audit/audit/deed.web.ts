import type { RoomReader } from '#kernel/record/change.ts'
import { currentLanguage, say } from '#kernel/ui/i18n.web.ts'
import type { ToldAct } from './act-sentence.ts'
import { deedOf } from './deed.ts'
import { words } from './deed-words.ts'

export type Turn = 'undone' | 'redone'

/** « Annulé : S3-12 en « HS » » */
export function turnSentence(way: Turn, act: ToldAct, room?: RoomReader): string {
  const { key, fill } = deedOf(act, currentLanguage(), room)
  return say(words, way, { deed: say(words, key, fill) })
}

export function nothingToTurn(way: Turn): string {
  return say(words, `${way}.none`)
}
