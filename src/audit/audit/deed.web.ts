import type { RoomReader } from '#kernel/record/change.ts'
import { currentLanguage, say } from '#kernel/ui/i18n.web.ts'
import type { ToldAct } from './act-sentence.ts'
import { deedOf } from './deed.ts'
import { words } from './deed-words.ts'

/** « Annulé : S3-12 en « HS » » */
export function turnSentence(way: 'undone' | 'redone', act: ToldAct, room?: RoomReader): string {
  const { key, fill } = deedOf(act, currentLanguage(), room)
  return say(words, way, { deed: say(words, key, fill) })
}

export function nothingToTurn(way: 'undone' | 'redone'): string {
  return say(words, `${way}.none`)
}
