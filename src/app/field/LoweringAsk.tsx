import { useStatusName } from '#audit/electroluminescence/status-name.web.ts'
import { number } from '#kernel/ui/format.ts'
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
      {ask && (
        <div className="ask">
          <Question ask={ask} more={asks.length - 1} />
          <Answers asks={[ask]} settle={settle} keys={ONE} />
          {asks.length > 1 && <Answers asks={asks} settle={settle} keys={ALL} />}
        </div>
      )}
    </div>
  )
}

const ONE = { leave: 'ask.leave', lower: 'ask.lower' } as const
const ALL = { leave: 'ask.leaveAll', lower: 'ask.lowerAll' } as const

function Question({ ask, more }: { ask: Ask; more: number }) {
  const { t } = useWords(words)
  const room = useFieldRoom()
  const name = useStatusName()
  return (
    <p>
      {t('ask.text', { module: ask.module, who: nameOf(room, ask.by), now: name(ask.now), wanted: name(ask.wanted) })}
      {more > 0 && <small> ({t('ask.more', { count: more })})</small>}
    </p>
  )
}

function Answers({ asks, settle, keys }: Pick<Desk, 'asks' | 'settle'> & { keys: typeof ONE | typeof ALL }) {
  const { t, language } = useWords(words)
  const modules = number(asks.length, language)
  return (
    <div className="answers">
      <button type="button" onClick={() => settle(asks, false)}>
        {t(keys.leave)}
      </button>
      <button type="button" onClick={() => settle(asks, true)}>
        {t(keys.lower, { modules })}
      </button>
    </div>
  )
}
