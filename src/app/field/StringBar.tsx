import { memo, useDeferredValue, useEffect, useRef } from 'react'
import type { GridString } from '#audit/electroluminescence/grid-layout.ts'
import type { StringCount } from '#audit/electroluminescence/running-tally.ts'
import { placeOf } from '#audit/plant/module-id.ts'
import type { Presence } from '#kernel/sync/protocol.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { initialsOf, useFieldRoom, usePresence } from './field-room.web.ts'
import { words } from './words.ts'

interface Props {
  only: number | null
  show(string: number | null): void
}

/** Strings on either side of the one in hand that are there from the first picture on: more than a screen shows. */
const NEAR = 30

/** All strings with what is done of each, and who works on which. */
export function StringBar({ only, show }: Props) {
  const { t } = useWords(words)
  const { sight } = useFieldRoom()
  const people = usePresence()
  const { strings, tally } = sight.plant()
  const counts = new Map(tally.strings().map(count => [count.string, count]))
  const shown = useDeferredValue(strings, nearOf(strings, only))
  return (
    <nav className="string-bar" aria-label={t('strings')}>
      <button type="button" className="string-chip" aria-pressed={only === null} onClick={() => show(null)}>
        <span>{t('all')}</span>
        <small>
          {tally.done()}/{tally.total()}
        </small>
      </button>
      {shown.map(({ number, label }) => {
        const count = counts.get(number)
        return (
          count && <StringChip key={number} label={label} pressed={only === number} show={show} who={whoIsOn(people, number)} {...count} />
        )
      })}
    </nav>
  )
}

/** The strings of the first picture; a plant of a thousand completes its bar right after it. */
function nearOf(strings: readonly GridString[], only: number | null): readonly GridString[] {
  const at = Math.max(
    0,
    strings.findIndex(({ number }) => number === only),
  )
  return strings.slice(Math.max(0, at - NEAR), at + NEAR)
}

interface ChipProps extends StringCount {
  label: string
  pressed: boolean
  who: string
  show(string: number): void
}

const StringChip = memo(function StringChip({ string, label, done, total, worst, pressed, who, show }: ChipProps) {
  const { t } = useWords(words)
  const chip = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (pressed) chip.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [pressed])
  return (
    <button ref={chip} type="button" className="string-chip" aria-pressed={pressed} data-worst={worst ?? ''} onClick={() => show(string)}>
      <span>
        {label} {done === total && <b aria-hidden>✓</b>}
      </span>
      <small>
        {done}/{total}
      </small>
      <progress aria-hidden value={done} max={total} />
      <span className="plant-grid-words">{t('judged')}</span>
      {who && <em>{who}</em>}
    </button>
  )
}, sameChip)

function sameChip(before: ChipProps, after: ChipProps): boolean {
  const keys: (keyof ChipProps)[] = ['string', 'label', 'done', 'total', 'worst', 'pressed', 'who']
  return keys.every(key => before[key] === after[key])
}

function whoIsOn(people: readonly Presence[], string: number): string {
  return people
    .filter(({ at }) => placeOf(at ?? '')?.string === string)
    .map(({ name }) => initialsOf(name))
    .join(' ')
}
