import { useEffect, useRef, useState } from 'react'
import { contestedModules, modulesByName, type News, newsOf, stringsOf } from '#audit/electroluminescence/news.ts'
import { useStatusName } from '#audit/electroluminescence/status-name.web.ts'
import { placeOf } from '#audit/plant/module-id.ts'
import { currentLanguage, type Translate, useWords } from '#kernel/ui/i18n.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import { type FieldRoom, nameOf, useFieldRoom } from './field-room.web.ts'
import { useHabits } from './habit.web.ts'
import { words } from './words.ts'

/** Acts that arrive together are told together. */
const GATHER_MS = 1500
/** Who has just opened the audit hears of the last minute: what came before is on the screen already. */
const FRESH_MS = 60_000

/** Tells what colleagues did, gathered and filtered; answers the last batch, for those who hear it. */
export function useNews(only: number | null): string {
  const room = useFieldRoom()
  const { device, me, seen } = room
  const { t } = useWords(words)
  const statusName = useStatusName()
  const { news } = useHabits()
  const [said, setSaid] = useState('')
  const wanted = (module: string) => news === 'all' || (news === 'mine' && (only === null || placeOf(module)?.string === only))
  const tell = (pieces: News[]) => {
    const sentences = pieces.map(piece => sentenceOf(piece, room, t, piece.status ? statusName(piece.status) : ''))
    for (const sentence of sentences.slice(0, 3)) showNotice(sentence)
    if (sentences.length > 0) setSaid(sentences.join('. '))
  }
  const latest = useRef({ wanted, tell })
  latest.current = { wanted, tell }
  useEffect(() => {
    let since = device.status.number
    /** Up to where all was known before the whole audit came at once, and with it more than can be heard record by record. */
    let missedSince = seen !== null && seen < since ? seen : null
    let heard = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const opened = Date.now()
    const flush = () => {
      if (missedSince !== null) for (const id of contestedModules(device.view)) heard.add(`module\n${id}`)
      const changed = [...heard].map(key => ({ kind: key.split('\n')[0]!, record: key.split('\n')[1]! }))
      const after = Date.now() - opened < FRESH_MS ? new Date(opened - FRESH_MS).toISOString() : ''
      const hearer = { me, since, after, wanted: latest.current.wanted, ...(missedSince === null ? {} : { missedSince }) }
      latest.current.tell(newsOf(device.view, changed, hearer))
      since = device.status.number
      missedSince = null
      heard = new Set()
      timer = undefined
    }
    const gather = () => {
      timer ??= setTimeout(flush, GATHER_MS)
    }
    const stop = device.subscribe(changed => {
      if (changed === null) {
        missedSince ??= since
        since = device.status.number
      } else for (const key of changed) heard.add(key)
      if (changed === null || changed.size > 0) gather()
    })
    if (missedSince !== null) gather()
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [device, me, seen])
  return said
}

function sentenceOf(piece: News, room: FieldRoom, t: Translate<keyof typeof words.fr>, status: string): string {
  const modules =
    piece.modules.length > 0 ? (modulesByName(piece.modules, currentLanguage()) ?? counted(piece.modules, t)) : t('news.audit')
  return t(`news.${piece.what}`, { who: nameOf(room, piece.by), modules, status })
}

/** "24 modules of S3 and S4". */
function counted(modules: readonly string[], t: Translate<keyof typeof words.fr>): string {
  const strings = stringsOf(modules)
  const named = strings.length <= 3 ? new Intl.ListFormat(currentLanguage()).format(strings) : t('news.strings', { count: strings.length })
  return t('news.counted', { count: modules.length, strings: named })
}
