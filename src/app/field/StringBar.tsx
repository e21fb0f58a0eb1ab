import { memo, type UIEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { StringCount } from '#audit/electroluminescence/running-tally.ts'
import { placeOf } from '#audit/plant/module-id.ts'
import type { Presence } from '#kernel/sync/protocol.ts'
import { outOf } from '#kernel/ui/format.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { CHIP_GAP, chipsNear, chipWidth, scrollToChip } from './chip-window.ts'
import { initialsOf, useFieldRoom, usePresence } from './field-room.web.ts'
import { words } from './words.ts'
import './string-bar.css'

interface Props {
  only: number | null
  show(string: number | null): void
}

/** All strings with what is done of each, and who works on which. Only the chips near the eye are drawn. A tap takes no focus: arrows go on walking the grid. */
export function StringBar({ only, show }: Props) {
  const { t, language } = useWords(words)
  const { sight } = useFieldRoom()
  const people = usePresence()
  const { strings, tally } = sight.plant()
  const counts = new Map(tally.strings().map(count => [count.string, count]))
  const { bar, all, scrolled, width, first, last } = useChipWindow(strings, only)
  const pitch = width + CHIP_GAP
  return (
    <nav ref={bar} className="string-bar" aria-label={t('strings')} onScroll={scrolled} onMouseDown={event => event.preventDefault()}>
      <button ref={all} type="button" className="string-chip every-string" aria-pressed={only === null} onClick={() => show(null)}>
        <span>{t('all')}</span>
        <small>{outOf(tally.done(), tally.total(), language)}</small>
      </button>
      <div className="string-chips" style={{ width: strings.length * pitch, paddingLeft: first * pitch }}>
        {strings.slice(first, last).map(({ number, label }) => (
          <StringChip
            key={number}
            label={label}
            pressed={only === number}
            show={show}
            who={whoIsOn(people, number)}
            width={width}
            {...counts.get(number)!}
          />
        ))}
      </div>
    </nav>
  )
}

/** Follows the bar as it scrolls, and brings the string shown into sight. */
function useChipWindow(strings: readonly { number: number; label: string }[], only: number | null) {
  const bar = useRef<HTMLElement>(null)
  const all = useRef<HTMLButtonElement>(null)
  const [left, setLeft] = useState(0)
  const width = useMemo(() => chipWidth(strings.map(({ label }) => label)), [strings])
  const rank = useMemo(() => strings.findIndex(({ number }) => number === only), [strings, only])
  useEffect(() => {
    if (rank < 0 || !bar.current || !all.current) return
    const room = bar.current.clientWidth - all.current.offsetWidth - 2 * CHIP_GAP
    bar.current.scrollLeft = scrollToChip(rank, width, bar.current.scrollLeft, room)
  }, [rank, width])
  const scrolled = (event: UIEvent<HTMLElement>) => setLeft(event.currentTarget.scrollLeft)
  return { bar, all, scrolled, width, ...chipsNear(strings.length, width, left, window.innerWidth) }
}

interface ChipProps extends StringCount {
  label: string
  pressed: boolean
  who: string
  width: number
  show(string: number): void
}

const StringChip = memo(function StringChip({ string, label, done, total, worst, pressed, who, width, show }: ChipProps) {
  const { t, language } = useWords(words)
  return (
    <button
      type="button"
      className="string-chip"
      aria-pressed={pressed}
      data-worst={worst ?? ''}
      style={{ width }}
      onClick={() => show(string)}
    >
      <span>
        {label} {done === total && <b aria-hidden>✓</b>}
      </span>
      <small>{outOf(done, total, language)}</small>
      <progress aria-hidden value={done} max={total} />
      <span className="plant-grid-words">{t('judged')}</span>
      {who && <em>{who}</em>}
    </button>
  )
}, sameChip)

function sameChip(before: ChipProps, after: ChipProps): boolean {
  const keys: (keyof ChipProps)[] = ['string', 'label', 'done', 'total', 'worst', 'pressed', 'who', 'width']
  return keys.every(key => before[key] === after[key])
}

function whoIsOn(people: readonly Presence[], string: number): string {
  return people
    .filter(({ at }) => placeOf(at ?? '')?.string === string)
    .map(({ name }) => initialsOf(name))
    .join(' ')
}
