import { type Camera, centreOn, openingView, panBy, reveal, type Size, TAPPABLE, toSheet, wholeSheet, zoomAt } from './grid-camera.ts'
import { createPainter, type Painter, type Scene } from './grid-drawing.web.ts'
import { type CellIndex, cellAt, indexCells } from './grid-index.ts'
import { type GridInk, inkOf } from './grid-ink.ts'
import type { GridLayout } from './grid-layout.ts'
import type { LookSource } from './grid-look.ts'
import { drawMarks, type Marks } from './grid-overlay.web.ts'

/** The two canvases, what they show and where one looks. Draws at most once a frame, and only what changed. */
export interface GridView {
  show(layout: GridLayout, source: LookSource): void
  dress(ink: GridInk): void
  resize(screen: Size, density: number): void
  mark(marks: Marks): void
  setFaint(faint: (rank: number) => boolean): void
  pan(dx: number, dy: number): void
  zoom(factor: number, at?: { x: number; y: number }): void
  showAll(): void
  reveal(cell: number): void
  /** Brings the cell to the middle, large enough to be tapped. */
  approach(cell: number): void
  cellAt(x: number, y: number): number | undefined
  layout(): GridLayout | undefined
  stop(): void
}

/** More changes than this in one go cost less as a whole picture. */
const REPAINT_LIMIT = 400

interface State {
  layout: GridLayout | undefined
  index: CellIndex
  looks: Uint16Array
  source: LookSource | undefined
  camera: Camera
  screen: Size
  density: number
  ink: GridInk
  painter: Painter
  marks: Marks
  faint: (rank: number) => boolean
  everything: boolean
  cells: Set<number>
  marksMoved: boolean
  frame: number
  deaf: () => void
}

export function createGridView(base: HTMLCanvasElement, overlay: HTMLCanvasElement): GridView {
  const state = startState(base)
  const ask = () => {
    state.frame ||= requestAnimationFrame(() => {
      state.frame = 0
      draw(state, base, overlay)
    })
  }
  const look = (camera: Camera) => {
    if (camera === state.camera) return
    state.camera = camera
    state.everything = true
    ask()
  }
  const redraw = () => {
    state.everything = true
    ask()
  }
  return {
    show(layout, source) {
      if (showLayout(state, layout)) look(openingView(layout, state.screen))
      hear(state, source, ask)
      redraw()
    },
    dress(ink) {
      state.ink = ink
      state.painter = createPainter(base, ink)
      redraw()
    },
    resize(screen, density) {
      fitCanvases(state, [base, overlay], screen, density)
      redraw()
    },
    mark(marks) {
      state.marks = marks
      state.marksMoved = true
      ask()
    },
    setFaint(faint) {
      state.faint = faint
      redraw()
    },
    ...movements(state, look),
    layout: () => state.layout,
    stop() {
      cancelAnimationFrame(state.frame)
      state.deaf()
    },
  }
}

function startState(base: HTMLCanvasElement): State {
  const ink = inkOf('night')
  return {
    layout: undefined,
    index: indexCells({ x: new Float32Array(0), y: new Float32Array(0), width: 0, height: 0 }, 0),
    looks: new Uint16Array(0),
    source: undefined,
    camera: { scale: 1, x: 0, y: 0 },
    screen: { width: 1, height: 1 },
    density: 1,
    ink,
    painter: createPainter(base, ink),
    marks: { cursor: undefined, chosen: new Set(), colleagues: [] },
    faint: () => false,
    everything: true,
    cells: new Set(),
    marksMoved: true,
    frame: 0,
    deaf: () => undefined,
  }
}

function movements(state: State, look: (camera: Camera) => void) {
  const middle = () => ({ x: state.screen.width / 2, y: state.screen.height / 2 })
  const withSheet = (move: (layout: GridLayout) => Camera) => state.layout && look(move(state.layout))
  const place = (layout: GridLayout, cell: number) => ({ x: layout.x[cell]!, y: layout.y[cell]! })
  return {
    pan: (dx: number, dy: number) => void withSheet(layout => panBy(state.camera, dx, dy, layout, state.screen)),
    zoom: (factor: number, at?: { x: number; y: number }) =>
      void withSheet(layout => zoomAt(state.camera, factor, at ?? middle(), layout, state.screen)),
    showAll: () => void withSheet(layout => wholeSheet(layout, state.screen)),
    reveal: (cell: number) => void withSheet(layout => reveal(state.camera, place(layout, cell), layout, state.screen)),
    approach: (cell: number) => void withSheet(layout => centreOn(state.camera, place(layout, cell), TAPPABLE, layout, state.screen)),
    cellAt(x: number, y: number) {
      if (!state.layout) return undefined
      const at = toSheet(state.camera, x, y)
      return cellAt(state.index, state.layout, at.x, at.y)
    },
  }
}

/** Takes a new layout; says whether it is another sheet, so that the picture starts whole again. */
function showLayout(state: State, layout: GridLayout): boolean {
  if (state.layout === layout) return false
  const other = state.layout?.width !== layout.width || state.layout.height !== layout.height || state.layout.ids[0] !== layout.ids[0]
  state.layout = layout
  state.index = indexCells(layout, layout.ids.length)
  state.looks = new Uint16Array(layout.ids.length)
  return other
}

function hear(state: State, source: LookSource, ask: () => void): void {
  state.deaf()
  state.source = source
  readAll(state)
  state.deaf = source.listen(ids => {
    if (ids === null) {
      readAll(state)
      state.everything = true
    } else {
      readSome(state, source, ids)
    }
    ask()
  })
}

function readAll(state: State): void {
  const { layout, source } = state
  layout?.ids.forEach((id, cell) => {
    state.looks[cell] = source!.look(id)
  })
}

function readSome(state: State, source: LookSource, ids: readonly string[]): void {
  for (const id of ids) {
    const cell = state.layout?.indexOf.get(id)
    if (cell === undefined) continue
    const look = source.look(id)
    if (state.looks[cell] === look) continue
    state.looks[cell] = look
    state.cells.add(cell)
  }
  if (state.cells.size > REPAINT_LIMIT) state.everything = true
}

function fitCanvases(state: State, canvases: HTMLCanvasElement[], screen: Size, density: number): void {
  const whole = state.layout && state.camera.scale === openingView(state.layout, state.screen).scale
  state.screen = screen
  state.density = density
  for (const canvas of canvases) {
    canvas.width = Math.max(1, Math.round(screen.width * density))
    canvas.height = Math.max(1, Math.round(screen.height * density))
  }
  if (state.layout) state.camera = whole ? openingView(state.layout, screen) : panBy(state.camera, 0, 0, state.layout, screen)
}

function draw(state: State, base: HTMLCanvasElement, overlay: HTMLCanvasElement): void {
  if (!state.layout || base.width <= 1) return
  const { layout, index, looks, camera, screen, density, faint } = state
  const scene: Scene = { layout, index, looks, camera, screen, density, faint }
  if (state.everything) state.painter.paint(scene)
  else if (state.cells.size > 0) state.painter.repaint(scene, [...state.cells])
  if (state.everything || state.marksMoved) drawMarks(overlay, state.ink, scene, state.marks)
  state.everything = false
  state.marksMoved = false
  state.cells.clear()
}
