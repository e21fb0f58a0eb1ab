// biome-ignore-all lint/a11y/useSemanticElements: a table cannot hold the canvas; the rows are its words
import { useWords } from '#kernel/ui/i18n.web.ts'
import { STATUS } from '../electroluminescence/status.ts'
import type { GridLayout } from './grid-layout.ts'
import { type LookSource, unpackLook } from './grid-look.ts'
import { gridWords } from './grid-words.ts'

interface Props {
  prefix: string
  layout: GridLayout
  source: LookSource
  cursor: string | null
  chosen: ReadonlySet<string>
  onPoint(id: string): void
}

/** Cells on either side of the module in hand that a screen reader can reach without waiting. */
const REACH = 30

/** What the canvas shows around the module in hand, said in words: the string as a row of the grid. Nobody sees it. */
export function GridRow({ prefix, layout, source, cursor, chosen, onPoint }: Props) {
  const { t } = useWords(gridWords)
  const say = useCellWords(source)
  const at = layout.indexOf.get(cursor ?? '') ?? 0
  const rank = layout.stringOf[at] ?? 0
  const string = layout.strings[rank]
  if (!string || layout.ids.length === 0) return null
  const cells = []
  for (let cell = Math.max(0, at - REACH); cell <= Math.min(layout.ids.length - 1, at + REACH); cell++) {
    if (layout.stringOf[cell] === rank) cells.push(cell)
  }
  return (
    <div className="plant-grid-words" role="row" aria-rowindex={rank + 1} aria-label={t('string', { label: string.label })} tabIndex={-1}>
      {cells.map(cell => {
        const id = layout.ids[cell]!
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself hears the keys; this click is how a screen reader points
          <span
            key={id}
            id={`${prefix}${id}`}
            role="gridcell"
            tabIndex={-1}
            aria-colindex={Number(id.slice(id.indexOf('-') + 1))}
            aria-selected={chosen.has(id)}
            onClick={() => onPoint(id)}
          >
            {say(id)}
          </span>
        )
      })}
    </div>
  )
}

/** A module in words: "S3-12, Microfissures, seulement sur cet appareil". */
function useCellWords(source: LookSource): (id: string) => string {
  const { t, language } = useWords(gridWords)
  return id => {
    const look = unpackLook(source.look(id))
    const parts = [id, STATUS[look.status].short[language]]
    if (look.contested) parts.push(t('contested', { status: STATUS[look.contested].short[language] }))
    if (look.noted) parts.push(t('noted'))
    if (look.local) parts.push(t('local'))
    return parts.join(', ')
  }
}
