import { memo, useEffect, useRef } from 'react'
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

/** All strings with what is done of each, and who works on which. */
export function StringBar({ only, show }: Props) {
  const { t } = useWords(words)
  const { sight } = useFieldRoom()
  const people = usePresence()
  const { strings, tally } = sight.plant()
  const counts = new Map(tally.strings().map(count => [count.string, count]))
  return (
    <nav className="string-bar" aria-label={t('strings')}>
      <button type="button" className="string-chip" aria-pressed={only === null} onClick={() => show(null)}>
        <span>{t('all')}</span>
        <small>
          {tally.done()}/{tally.total()}
        </small>
      </button>
      {strings.map(({ number, label }) => (
        <StringChip
          key={number}
          label={label}
          pressed={only === number}
          show={show}
          who={whoIsOn(people, number)}
          {...counts.get(number)!}
        />
      ))}
    </nav>
  )
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
