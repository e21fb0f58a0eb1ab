import type { Entry } from '#kernel/record/change.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { actSentence } from './act-sentence.ts'
import { words } from './history-words.ts'
import { useOpenAudit } from './open-audit.web.ts'

/** Tells an act in the language of the moment, with the names of this audit's people. */
export function useActSentence(): (entry: Pick<Entry, 'by' | 'changes' | 'label' | 'undoes'>) => string {
  const { t, language } = useWords(words)
  const { room, nameOf } = useOpenAudit()
  return entry => {
    const { key, fill } = actSentence(entry, nameOf(entry.by), language, room)
    const act = t(key, fill)
    return entry.undoes === undefined ? act : t('act.undone', { act })
  }
}
