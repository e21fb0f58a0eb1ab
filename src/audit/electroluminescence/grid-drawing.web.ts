import type { Direction } from '#audit/plant/configuration.ts'
import { type Camera, RATIO, type Size, toScreen, visibleArea } from './grid-camera.ts'
import { type CellIndex, eachCellNear } from './grid-index.ts'
import type { GridInk } from './grid-ink.ts'
import type { GridLayout } from './grid-layout.ts'
import { statusRank } from './grid-look.ts'
import { type PixelSheet, pixelBox, pixelColour, writeCell } from './grid-pixels.ts'
import { createSpriteBook, type SpriteBook } from './grid-sprite.web.ts'
import { STATUSES, severityOf } from './status.ts'

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
/** From this width, in CSS pixels, a cell shows its place in the string. */
const PLACE_FROM = 40

const SEVERE = STATUSES.map(status => (severityOf(status) ?? 0) > 0)

export function createPainter(canvas: HTMLCanvasElement, ink: GridInk): Painter {
  const context = canvas.getContext('2d', { alpha: false })!
  const sprites = createSpriteBook(ink)
  const pixels = createPixelPainter(context, ink)
  return {
    paint(scene) {
      context.setTransform(1, 0, 0, 1, 0, 0)
      if (scene.camera.scale * scene.density < PIXELS_BELOW) {
        pixels(scene)
      } else {
        context.fillStyle = ink.ground
        context.fillRect(0, 0, canvas.width, canvas.height)
        const seen = cellsOnScreen(scene)
        for (const cell of seen) stamp(context, sprites, scene, cell)
        writePlaces(context, ink, scene, seen)
      }
      drawStarts(context, ink, scene)
      drawLabels(context, ink, scene)
    },
    repaint(scene, cells) {
      context.setTransform(1, 0, 0, 1, 0, 0)
      for (const cell of cells) repaintCell(context, ink, sprites, scene, cell)
      if (scene.camera.scale * scene.density >= PIXELS_BELOW) writePlaces(context, ink, scene, cells)
      drawStarts(context, ink, scene, new Set(cells))
    },
  }
}

function cellsOnScreen(scene: Scene): number[] {
  const seen: number[] = []
  eachCellNear(scene.index, visibleArea(scene.camera, scene.screen), cell => seen.push(cell))
  return seen
}

/** One pass for the healthy, one for the rest: a lone defect is never hidden under its neighbours when cells are smaller than a pixel. */
function createPixelPainter(context: CanvasRenderingContext2D, ink: GridInk): (scene: Scene) => void {
  const bright = new Uint32Array(ink.statuses.map(status => pixelColour(status.fill)))
  const ground = pixelColour(ink.ground)
  let image: ImageData | undefined
  let sheet: PixelSheet | undefined
  return scene => {
    const { width, height } = context.canvas
    if (!image || !sheet || sheet.width !== width || sheet.height !== height) {
      image = context.createImageData(width, height)
      sheet = { pixels: new Uint32Array(image.data.buffer), width, height }
    }
    const target = sheet
    target.pixels.fill(ground)
    const write = (cell: number) => {
      const box = pixelBox(scene.camera, scene.density, scene.layout.x[cell]!, scene.layout.y[cell]!)
      writeCell(target, box, scene.looks[cell]!, bright)
    }
    const seen = cellsOnScreen(scene)
    for (const cell of seen) if (!SEVERE[statusRank(scene.looks[cell]!)]) write(cell)
    for (const cell of seen) if (SEVERE[statusRank(scene.looks[cell]!)]) write(cell)
    context.putImageData(image, 0, 0)
  }
}

function stamp(context: CanvasRenderingContext2D, sprites: SpriteBook, scene: Scene, cell: number): void {
  const box = pixelBox(scene.camera, scene.density, scene.layout.x[cell]!, scene.layout.y[cell]!)
  const faint = scene.faint(scene.layout.stringOf[cell]!)
  if (faint) context.globalAlpha = 0.35
  context.drawImage(sprites.of(scene.looks[cell]!, box.width, box.height), box.x, box.y)
  if (faint) context.globalAlpha = 1
}

function repaintCell(context: CanvasRenderingContext2D, ink: GridInk, sprites: SpriteBook, scene: Scene, cell: number): void {
  const large = scene.camera.scale * scene.density >= PIXELS_BELOW
  const box = pixelBox(scene.camera, scene.density, scene.layout.x[cell]!, scene.layout.y[cell]!)
  context.fillStyle = large ? ink.ground : ink.statuses[statusRank(scene.looks[cell]!)]!.fill
  context.fillRect(box.x, box.y, box.width, box.height)
  if (large) stamp(context, sprites, scene, cell)
}

function writePlaces(context: CanvasRenderingContext2D, ink: GridInk, scene: Scene, cells: Iterable<number>): void {
  if (scene.camera.scale < PLACE_FROM) return
  const size = Math.round(Math.min(22, scene.camera.scale * 0.34) * scene.density)
  context.font = `600 ${size}px 'Inter Variable', system-ui, sans-serif`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  for (const cell of cells) {
    const box = pixelBox(scene.camera, scene.density, scene.layout.x[cell]!, scene.layout.y[cell]!)
    const id = scene.layout.ids[cell]!
    context.globalAlpha = scene.faint(scene.layout.stringOf[cell]!) ? 0.35 : 1
    context.fillStyle = ink.statuses[statusRank(scene.looks[cell]!)]!.text
    context.fillText(id.slice(id.indexOf('-') + 1), box.x + box.width * 0.5, box.y + box.height * 0.68)
  }
  context.globalAlpha = 1
}

const TURN: Record<Direction, number> = { right: 0, down: Math.PI / 2, left: Math.PI, up: -Math.PI / 2 }

/** An arrow in the upper left corner of module 1 says which way the cable runs. */
function drawStarts(context: CanvasRenderingContext2D, ink: GridInk, scene: Scene, only?: ReadonlySet<number>): void {
  const size = scene.camera.scale * scene.density
  if (size < PIXELS_BELOW * 1.5) return
  for (const { index, direction } of scene.layout.starts) {
    if (only && !only.has(index)) continue
    const box = pixelBox(scene.camera, scene.density, scene.layout.x[index]!, scene.layout.y[index]!)
    if (box.x > context.canvas.width || box.y > context.canvas.height || box.x + box.width < 0 || box.y + box.height < 0) continue
    const reach = box.width * 0.15
    context.save()
    context.translate(box.x + reach * 1.25, box.y + reach * 1.25)
    context.rotate(TURN[direction])
    context.fillStyle = ink.statuses[statusRank(scene.looks[index]!)]!.text
    context.beginPath()
    context.moveTo(reach, 0)
    context.lineTo(-reach * 0.7, -reach * 0.8)
    context.lineTo(-reach * 0.7, reach * 0.8)
    context.fill()
    context.restore()
  }
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

/** The box of a cell on the screen, in CSS pixels. */
export function screenBox(scene: Pick<Scene, 'layout' | 'camera'>, cell: number): { x: number; y: number; width: number; height: number } {
  const at = toScreen(scene.camera, scene.layout.x[cell]!, scene.layout.y[cell]!)
  return { ...at, width: scene.camera.scale, height: scene.camera.scale * RATIO }
}
