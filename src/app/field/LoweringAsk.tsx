import { useStatusName } from '#audit/electroluminescence/status-name.web.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import type { Desk } from './desk.web.ts'
import type { Ask } from './desk-acts.web.ts'
import { nameOf, useFieldRoom } from './field-room.web.ts'
import { words } from './words.ts'
import './ask.css'

/** Asked in place, over the lower edge of the grid or of a sheet, or over a phone's header: capture goes on meanwhile, and the answer can wait. */
export function LoweringAsk({ asks, settle }: Pick<Desk, 'asks' | 'settle'>) {
  const ask = asks[0]
  return (
    <div className="ask-place lowering" aria-live="polite">
      {ask && <Question ask={ask} more={asks.length - 1} settle={settle} />}
    </div>
  )
}

function Question({ ask, more, settle }: { ask: Ask; more: number; settle: Desk['settle'] }) {
  const { t } = useWords(words)
  const room = useFieldRoom()
  const name = useStatusName()
  return (
    <div className="ask">
      <p>
        {t('ask.text', { module: ask.module, who: nameOf(room, ask.by), now: name(ask.now), wanted: name(ask.wanted) })}
        {more > 0 && <small> ({t('ask.more', { count: more })})</small>}
      </p>
      <button type="button" onClick={() => settle(ask, false)}>
        {t('ask.leave')}
      </button>
      <button type="button" onClick={() => settle(ask, true)}>
        {t('ask.lower')}
      </button>
    </div>
  )
}
