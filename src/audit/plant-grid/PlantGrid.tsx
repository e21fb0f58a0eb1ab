// biome-ignore-all lint/a11y/useSemanticElements: a table cannot hold the canvas; the rows are its words
import './plant-grid.css'
import { IconArrowsMaximize, IconMinus, IconPlus } from '@tabler/icons-react'
import { type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { useShortcuts } from '#kernel/ui/shortcut.web.ts'
import { useTheme } from '#kernel/ui/ThemeProvider.tsx'
import { STATUS, VERDICTS } from '../electroluminescence/status.ts'
import { GridRow } from './GridRow.tsx'
import type { Size } from './grid-camera.ts'
import { watchGestures } from './grid-gestures.web.ts'
import { inkOf } from './grid-ink.ts'
import { isUnderPanel, onGridKey, useKeysAnywhere } from './grid-keys.web.ts'
import { type GridLayout, layoutByPlace, layoutByString } from './grid-layout.ts'
import type { PlantGridProps } from './grid-props.ts'
import { columnsForOne, LINE } from './grid-shape.ts'
import { createGridView, type GridView } from './grid-view.web.ts'
import { gridWords } from './grid-words.ts'

/** The plant on a canvas, light enough for 100,000 modules, with everything it shows also said in words. */
export function PlantGrid(props: PlantGridProps) {
  const { t } = useWords(gridWords)
  const prefix = useId()
  const { frame, base, overlay, view, screen } = useView()
  const layout = useLayout(props, screen)
  useDrawn(view, layout, props)
  useTaps(frame, view, props)
  useDigits(frame, props)
  useKeysAnywhere(frame, event => onGridKey(event, layout, view, props), props.keysAnywhere ?? false)
  return (
    <div className="plant-grid">
      <div
        ref={frame}
        className="plant-grid-frame"
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-description={t('help', { last: VERDICTS.length })}
        aria-rowcount={props.strings.length}
        aria-multiselectable
        aria-activedescendant={props.cursor === null ? undefined : `${prefix}${props.cursor}`}
        onKeyDown={event => onGridKey(event, layout, view, props)}
      >
        <canvas ref={base} aria-hidden />
        <canvas ref={overlay} aria-hidden />
        <GridRow
          prefix={prefix}
          layout={layout}
          source={props.source}
          cursor={props.cursor}
          chosen={props.chosen}
          onPoint={id => props.onPoint(id, 'plain')}
        />
      </div>
      {(props.only === null || props.arrangement === 'place') && <ZoomButtons view={view} layout={layout} cursor={props.cursor} />}
      {layout.stacked > 0 && <p className="plant-grid-warning">{t('stacked', { count: layout.stacked })}</p>}
      <div className="plant-grid-words" aria-live="polite">
        {props.news}
      </div>
    </div>
  )
}

function ZoomButtons({ view, layout, cursor }: { view: GridView | undefined; layout: GridLayout; cursor: string | null }) {
  const { t } = useWords(gridWords)
  const near = (factor: number) => {
    const cell = layout.indexOf.get(cursor ?? '')
    view?.zoom(factor)
    if (cell !== undefined) view?.reveal(cell)
  }
  return (
    <div className="plant-grid-zoom">
      <button type="button" aria-label={t('zoomIn')} onClick={() => near(1.6)}>
        <IconPlus aria-hidden />
      </button>
      <button type="button" aria-label={t('zoomOut')} onClick={() => near(1 / 1.6)}>
        <IconMinus aria-hidden />
      </button>
      <button type="button" aria-label={t('fit')} onClick={() => view?.showAll()}>
        <IconArrowsMaximize aria-hidden />
      </button>
    </div>
  )
}

function useView() {
  const frame = useRef<HTMLDivElement>(null)
  const base = useRef<HTMLCanvasElement>(null)
  const overlay = useRef<HTMLCanvasElement>(null)
  const [view, setView] = useState<GridView>()
  const [screen, setScreen] = useState<Size>()
  useEffect(() => {
    const made = createGridView(base.current!, overlay.current!)
    const watch = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect
      made.resize({ width, height }, devicePixelRatio)
      setScreen({ width, height })
    })
    watch.observe(frame.current!)
    setView(made)
    return () => {
      watch.disconnect()
      made.stop()
    }
  }, [])
  return { frame, base, overlay, view, screen }
}

function useLayout({ cells, strings, arrangement, only }: PlantGridProps, screen: Size | undefined): GridLayout {
  const width = Math.round(screen?.width ?? 0)
  const height = Math.round(screen?.height ?? 0)
  return useMemo(() => {
    if (arrangement === 'place') return layoutByPlace(strings, cells())
    const shown = only === null ? strings : strings.filter(string => string.number === only)
    const columns = only === null ? LINE : columnsForOne(shown[0]?.count ?? 0, { width: width - 24, height: height - 24 })
    return layoutByString(shown, { columns, aspect: width && height ? width / height : 1, labelled: only === null })
  }, [cells, strings, arrangement, only, width, height])
}

function useDrawn(view: GridView | undefined, layout: GridLayout, props: PlantGridProps): void {
  const { source, arrangement, only, cursor, chosen, colleagues } = props
  const { name: theme } = useTheme()
  useEffect(() => view?.dress(inkOf(theme)), [view, theme])
  useEffect(() => view?.show(layout, source), [view, layout, source])
  useEffect(() => {
    view?.setFaint(arrangement === 'place' && only !== null ? rank => layout.strings[rank]!.number !== only : () => false)
    const start = layout.starts.find(({ index }) => layout.strings[layout.stringOf[index]!]!.number === only)
    if (arrangement === 'place' && start) view?.approach(start.index)
  }, [view, layout, arrangement, only])
  useEffect(() => {
    const cells = [...chosen].flatMap(id => layout.indexOf.get(id) ?? [])
    const others = colleagues.flatMap(({ module, initials }) => {
      const cell = layout.indexOf.get(module)
      return cell === undefined ? [] : [{ cell, initials }]
    })
    view?.mark({ cursor: layout.indexOf.get(cursor ?? ''), chosen: new Set(cells), colleagues: others })
  }, [view, layout, cursor, chosen, colleagues])
  useEffect(() => {
    const cell = layout.indexOf.get(cursor ?? '')
    if (cell !== undefined) view?.reveal(cell)
  }, [view, layout, cursor])
}

/** The newest props, for listeners that outlive a drawing. */
function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value)
  latest.current = value
  return latest
}

function useTaps(frame: RefObject<HTMLDivElement | null>, view: GridView | undefined, props: PlantGridProps): void {
  const latest = useLatest(props)
  useEffect(() => {
    if (!view) return undefined
    const at = (x: number, y: number, then: (id: string) => void) => {
      const cell = view.cellAt(x, y)
      if (cell !== undefined) then(view.layout()!.ids[cell]!)
    }
    return watchGestures(frame.current!, {
      pan: view.pan,
      zoom: view.zoom,
      tap: (x, y, { range, toggle }) => at(x, y, id => latest.current.onPoint(id, range ? 'range' : toggle ? 'toggle' : 'plain')),
      open: (x, y) => at(x, y, id => latest.current.onOpen(id)),
    })
  }, [frame, view, latest])
}

/** Digits act wherever the focus is, except where text is typed and under an open panel. */
function useDigits(frame: RefObject<HTMLDivElement | null>, { onMark }: PlantGridProps): void {
  const { t, language } = useWords(gridWords)
  useShortcuts(
    VERDICTS.map(status => ({
      keys: STATUS[status].digit!,
      label: t('mark', { status: STATUS[status].short[language] }),
      run: () => isUnderPanel(frame.current) || onMark(status),
    })),
  )
}
