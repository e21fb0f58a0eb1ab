import { STATUS, STATUSES, type Status, VERDICTS } from '#audit/electroluminescence/status.ts'
import { inkOf } from '#audit/plant-grid/grid-ink.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useTheme } from '#kernel/ui/ThemeProvider.tsx'
import { words } from './words.ts'
import './status-keys.css'

interface Props {
  /** The status pressed: in hand when brushing, the module's own when walking. */
  pressed: Status | null
  give(status: Status): void
}

/** The six keys under the thumb, each with the letter and the pattern that its cells have. They never take the focus, so that arrows keep walking the grid. */
export function StatusKeys({ pressed, give }: Props) {
  const { t, language } = useWords(words)
  const { name: theme } = useTheme()
  const inks = inkOf(theme).statuses
  return (
    <fieldset className="status-keys" aria-label={t('status')}>
      {VERDICTS.map(status => {
        const ink = inks[STATUSES.indexOf(status)]!
        return (
          <button
            key={status}
            type="button"
            aria-pressed={status === pressed}
            aria-keyshortcuts={STATUS[status].digit ?? undefined}
            style={{ backgroundColor: ink.fill, color: ink.text }}
            onPointerDown={event => event.preventDefault()}
            onClick={() => give(status)}
          >
            <b>
              <i className="swatch" data-pattern={ink.pattern} aria-hidden />
              {ink.letter}
            </b>
            <span>{STATUS[status].short[language]}</span>
          </button>
        )
      })}
    </fieldset>
  )
}
