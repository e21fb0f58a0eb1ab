import { sql } from 'kysely'
import { type Command, readWords, wrongWords } from '#kernel/command.server.ts'
import { refusals } from '#kernel/refusal.ts'
import type { Verdict } from './room-history.server.ts'

const refuse = refusals({
  'nothing-to-verify': {
    status: 404,
    fr: 'Aucun audit ne porte le jeton {room}.',
    en: 'No audit bears the token {room}.',
  },
})

const REASONS = {
  'hash-differs': { fr: 'une ligne a été modifiée', en: 'a row was changed' },
  'number-missing': { fr: 'une ligne a disparu', en: 'a row is gone' },
  'columns-differ': { fr: 'une ligne ne dit pas ce qu’elle scelle', en: 'a row does not say what it seals' },
  'end-missing': { fr: 'la fin a disparu', en: 'the end is gone' },
  'state-differs': { fr: 'une valeur affichée n’a été décidée par aucune ligne', en: 'a value shown was decided by no row' },
} as const

const verify: Command = {
  name: 'verify',
  usage: '[TOKEN]',
  summary: {
    fr: 'Recalcule la chaîne d’empreintes de l’historique, d’un audit ou de tous.',
    en: 'Recomputes the hash chain of the history, of one audit or of all.',
  },
  async run({ kernel, language }, words, print) {
    const [room, ...more] = readWords(this, words, []).rest
    if (more.length > 0) throw wrongWords(this)
    const { rows } = await kernel.database.asSystem(query =>
      sql<{ organisation: string; room: string }>`select organisation, room from kernel.room
        where ${room ?? null}::text is null or room = ${room ?? null} order by organisation, room`.execute(query),
    )
    if (room !== undefined && rows.length === 0) throw refuse('nothing-to-verify', { room })
    let broken = 0
    for (const place of rows) {
      const verdict = await kernel.database.inOrganisation(place.organisation, query => kernel.rooms.verify(query, place))
      if (!verdict.intact) broken += 1
      print(`${verdict.intact ? '✓' : '✗'} ${place.room}  ${sentenceOf(verdict, language)}`)
    }
    print(language === 'fr' ? `Vérifiés : ${rows.length}. Altérés : ${broken}.` : `Verified: ${rows.length}. Altered: ${broken}.`)
    return broken > 0 ? 1 : 0
  },
}

function sentenceOf(verdict: Verdict, language: 'fr' | 'en'): string {
  if (verdict.intact) return `${verdict.number}  ${verdict.head}`
  const reason = `${REASONS[verdict.reason][language]}${'record' in verdict ? ` (${verdict.record})` : ''}`
  return language === 'fr' ? `rompue au numéro ${verdict.number} : ${reason}` : `broken at number ${verdict.number}: ${reason}`
}

export const roomCommands: Command[] = [verify]
