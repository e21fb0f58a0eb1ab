import type { Direction } from '#audit/plant/configuration.ts'
import { STATUSES, severityOf } from '../electroluminescence/status.ts'
import { type Camera, type Size, toScreen, visibleArea } from './grid-camera.ts'
import { type CellIndex, eachCellNear } from './grid-index.ts'
import { type GridInk, mixed } from './grid-ink.ts'
import type { GridLayout } from './grid-layout.ts'
import { statusRank } from './grid-look.ts'
import { type Box, type PixelSheet, pixelBox, pixelColour, stampCell, writeCell } from './grid-pixels.ts'
import { createSpriteBook, FAINT } from './grid-sprite.web.ts'

/** Everything one picture of the grid is made from. */
export interface Scene {
  layout: GridLayout
  index: CellIndex
  looks: Uint16Array
  camera: Camera
  screen: Size
  /** Device pixels per CSS pixel. */
  density: number
  /** Strings shown faintly: those that are not looked at. */
  faint: (rank: number) => boolean
}

export interface Painter {
  paint(scene: Scene): void
  /** Repaints these cells only, over the last picture of the same scene. */
  repaint(scene: Scene, cells: readonly number[]): void
}

/** Below this width, in device pixels, a cell is plain colour. */
const PIXELS_BELOW = 13
/** From this width, in CSS pixels, a cell shows its place in the string under its letter; a smaller one has room for the letter alone. */
const PLACE_FROM = 44
/** From this width, in CSS pixels, the arrow of module 1 leaves its letter readable. */
const START_FROM = 34

const SEVERE = STATUSES.map(status => (severityOf(status) ?? 0) > 0)

export function createPainter(canvas: HTMLCanvasElement, ink: GridInk): Painter {
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })!
  const sheets = createSheets(context)
  const writers = createWriters(ink)
  const ground = pixelColour(ink.ground)
  return {
    paint(scene) {
      const { sheet, image } = sheets()
      sheet.pixels.fill(ground)
      const seen = cellsOnScreen(scene)
      writers(sheet, scene, seen)
      context.putImageData(image, 0, 0)
      writeWords(context, ink, scene, seen)
      drawLabels(context, ink, scene)
    },
    repaint(scene, cells) {
      const { sheet, image } = sheets()
      writers(sheet, scene, cells)
      for (const cell of cells) {
        const { x, y, width, height } = boxOf(scene, cell)
        context.putImageData(image, 0, 0, x, y, width, height)
      }
      writeWords(context, ink, scene, cells)
    },
  }
}

/** The pixels behind the canvas, made again when its size changes. */
function createSheets(context: CanvasRenderingContext2D): () => { sheet: PixelSheet; image: ImageData } {
  let kept: { sheet: PixelSheet; image: ImageData } | undefined
  return () => {
    const { width, height } = context.canvas
    if (kept?.sheet.width === width && kept.sheet.height === height) return kept
    const image = context.createImageData(width, height)
    kept = { image, sheet: { pixels: new Uint32Array(image.data.buffer), width, height } }
    return kept
  }
}

function cellsOnScreen(scene: Scene): number[] {
  const seen: number[] = []
  eachCellNear(scene.index, visibleArea(scene.camera, scene.screen), cell => seen.push(cell))
  return seen
}

/** One pass for the healthy, one for the rest: a lone defect is never hidden under its neighbours when cells are smaller than a pixel. */
function createWriters(ink: GridInk): (sheet: PixelSheet, scene: Scene, cells: readonly number[]) => void {
  const sprites = createSpriteBook(ink)
  const plain = new Uint32Array(ink.statuses.map(status => pixelColour(status.fill)))
  const faint = new Uint32Array(ink.statuses.map(status => pixelColour(mixed(status.fill, ink.ground, FAINT))))
  return (sheet, scene, cells) => {
    const small = scene.camera.scale * scene.density < PIXELS_BELOW
    const placed = scene.camera.scale >= PLACE_FROM
    const write = (cell: number) => {
      const box = boxOf(scene, cell)
      const look = scene.looks[cell]!
      const dim = scene.faint(scene.layout.stringOf[cell]!)
      if (small) writeCell(sheet, box, look, dim ? faint : plain)
      else stampCell(sheet, box, sprites.of(look, { width: box.width, height: box.height, placed }, dim))
    }
    for (const cell of cells) if (!SEVERE[statusRank(scene.looks[cell]!)]) write(cell)
    for (const cell of cells) if (SEVERE[statusRank(scene.looks[cell]!)]) write(cell)
  }
}

function boxOf(scene: Scene, cell: number): Box {
  return pixelBox(scene.camera, scene.density, scene.layout.x[cell]!, scene.layout.y[cell]!)
}

/** What is written over the cells: places in the string, and the arrow of module 1. */
function writeWords(context: CanvasRenderingContext2D, ink: GridInk, scene: Scene, cells: readonly number[]): void {
  if (scene.camera.scale * scene.density < PIXELS_BELOW) return
  writePlaces(context, ink, scene, cells)
  if (scene.camera.scale < START_FROM) return
  const starts = new Map(scene.layout.starts.map(({ index, direction }) => [index, direction]))
  for (const cell of cells) {
    const direction = starts.get(cell)
    if (direction) drawStart(context, ink, scene, cell, direction)
  }
}

function writePlaces(context: CanvasRenderingContext2D, ink: GridInk, scene: Scene, cells: readonly number[]): void {
  if (scene.camera.scale < PLACE_FROM) return
  const size = Math.round(Math.min(22, scene.camera.scale * 0.32) * scene.density)
  context.font = `600 ${size}px 'Inter Variable', system-ui, sans-serif`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  for (const cell of cells) {
    const box = boxOf(scene, cell)
    const id = scene.layout.ids[cell]!
    context.globalAlpha = scene.faint(scene.layout.stringOf[cell]!) ? FAINT : 1
    context.fillStyle = ink.statuses[statusRank(scene.looks[cell]!)]!.text
    context.fillText(id.slice(id.indexOf('-') + 1), box.x + box.width * 0.5, box.y + box.height * 0.7)
  }
  context.globalAlpha = 1
}

const TURN: Record<Direction, number> = { right: 0, down: Math.PI / 2, left: Math.PI, up: -Math.PI / 2 }

/** An arrow in the upper left corner of module 1 says which way the cable runs. */
function drawStart(context: CanvasRenderingContext2D, ink: GridInk, scene: Scene, cell: number, direction: Direction): void {
  const box = boxOf(scene, cell)
  const reach = box.width * 0.15
  context.save()
  context.globalAlpha = scene.faint(scene.layout.stringOf[cell]!) ? FAINT : 1
  context.translate(box.x + reach * 1.25, box.y + reach * 1.25)
  context.rotate(TURN[direction])
  context.fillStyle = ink.statuses[statusRank(scene.looks[cell]!)]!.text
  context.beginPath()
  context.moveTo(reach, 0)
  context.lineTo(-reach * 0.7, -reach * 0.8)
  context.lineTo(-reach * 0.7, reach * 0.8)
  context.fill()
  context.restore()
}

function drawLabels(context: CanvasRenderingContext2D, ink: GridInk, scene: Scene): void {
  const size = Math.min(20, scene.camera.scale * 0.42)
  if (size < 7) return
  context.font = `650 ${Math.round(size * scene.density)}px 'Inter Variable', system-ui, sans-serif`
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  context.fillStyle = ink.text
  for (const label of scene.layout.labels) {
    const at = toScreen(scene.camera, label.x, label.y)
    if (at.y < -20 || at.y > scene.screen.height + 20 || at.x > scene.screen.width) continue
    context.fillText(label.text, at.x * scene.density, at.y * scene.density, scene.camera.scale * 1.5 * scene.density)
  }
}
