import type { StatusPattern } from '../electroluminescence/status.ts'
import type { GridInk, StatusInk } from './grid-ink.ts'
import { contestedRank, isLocal, isNoted, statusRank } from './grid-look.ts'

/** A cell's picture is drawn once per look and size, then copied: text and hatching are too slow to draw thousands of times a frame. */
export interface SpriteSize {
  width: number
  height: number
  /** The letter leaves the lower part to the place in the string. */
  placed: boolean
}

export interface SpriteBook {
  /** Pixels of a look. */
  of(look: number, size: SpriteSize, faint: boolean): Uint32Array
}

/** Strength of what is not looked at. */
export const FAINT = 0.35
const FAINT_BIT = 1 << 16

export function createSpriteBook(ink: GridInk): SpriteBook {
  const sprites = new Map<number, Uint32Array>()
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!
  let drawn: SpriteSize = { width: 0, height: 0, placed: false }
  return {
    of(look, size, faint) {
      if (size.width !== drawn.width || size.height !== drawn.height || size.placed !== drawn.placed) {
        sprites.clear()
        drawn = size
        context.canvas.width = size.width
        context.canvas.height = size.height
      }
      const key = faint ? look | FAINT_BIT : look
      const known = sprites.get(key)
      if (known) return known
      const made = drawSprite(context, ink, look, size, faint)
      sprites.set(key, made)
      return made
    },
  }
}

function drawSprite(
  context: OffscreenCanvasRenderingContext2D,
  ink: GridInk,
  look: number,
  { width, height, placed }: SpriteSize,
  faint: boolean,
): Uint32Array {
  const status = ink.statuses[statusRank(look)]!
  context.fillStyle = status.fill
  context.fillRect(0, 0, width, height)
  drawPattern(context, status.pattern, status, width, height)
  const lost = contestedRank(look)
  if (lost !== undefined) drawLost(context, ink.statuses[lost]!, width, height)
  drawLetter(context, status, { width, height, placed })
  if (isLocal(look)) drawLocalMark(context, ink, width)
  if (isNoted(look)) drawNotedMark(context, status, width, height)
  if (faint) veil(context, ink, width, height)
  return new Uint32Array(context.getImageData(0, 0, width, height).data.buffer)
}

function veil(context: OffscreenCanvasRenderingContext2D, ink: GridInk, width: number, height: number): void {
  context.globalAlpha = 1 - FAINT
  context.fillStyle = ink.ground
  context.fillRect(0, 0, width, height)
  context.globalAlpha = 1
}

/** The letter stands in the upper part once the cell is large enough to show its place too. */
function drawLetter(context: OffscreenCanvasRenderingContext2D, status: StatusInk, { width, height, placed }: SpriteSize): void {
  const size = Math.round(Math.min(width, height) * (placed ? 0.34 : 0.58))
  context.font = `700 ${size}px 'Inter Variable', system-ui, sans-serif`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillStyle = status.text
  context.fillText(status.letter, width / 2, placed ? height * 0.29 : height / 2 + size * 0.04)
}

function drawLost(context: OffscreenCanvasRenderingContext2D, lost: StatusInk, width: number, height: number): void {
  const corner = Math.min(width, height) * 0.5
  context.fillStyle = lost.fill
  context.beginPath()
  context.moveTo(width, height - corner)
  context.lineTo(width, height)
  context.lineTo(width - corner, height)
  context.fill()
  context.strokeStyle = lost.text
  context.lineWidth = Math.max(1, width / 40)
  context.beginPath()
  context.moveTo(width, height - corner)
  context.lineTo(width - corner, height)
  context.stroke()
  if (corner < 18) return
  context.font = `700 ${Math.round(corner * 0.42)}px 'Inter Variable', system-ui, sans-serif`
  context.fillStyle = lost.text
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(lost.letter, width - corner * 0.3, height - corner * 0.28)
}

/** A hollow ring in the upper right: decided here, not yet on the server. */
function drawLocalMark(context: OffscreenCanvasRenderingContext2D, ink: GridInk, width: number): void {
  const radius = Math.max(2, width * 0.09)
  context.beginPath()
  context.arc(width - radius * 1.7, radius * 1.7, radius, 0, Math.PI * 2)
  context.fillStyle = ink.ground
  context.fill()
  context.lineWidth = Math.max(1, radius * 0.5)
  context.strokeStyle = ink.local
  context.stroke()
}

/** Below this width, in device pixels, the lines of a note would run into the letter: one dot stands for them. */
const LINES_FROM = 40

/** Three short lines in the lower left: there is a comment or a photo. */
function drawNotedMark(context: OffscreenCanvasRenderingContext2D, status: StatusInk, width: number, height: number): void {
  const unit = Math.max(1, Math.round(width / 26))
  context.fillStyle = status.text
  if (width < LINES_FROM) {
    const dot = Math.max(2, Math.round(width / 7))
    context.fillRect(1, height - dot - 1, dot, dot)
    return
  }
  for (let line = 0; line < 3; line++) context.fillRect(unit * 2, height - unit * (3 + line * 2), unit * (line === 0 ? 3 : 5), unit)
}

function drawPattern(
  context: OffscreenCanvasRenderingContext2D,
  pattern: StatusPattern,
  status: StatusInk,
  width: number,
  height: number,
): void {
  context.save()
  context.globalAlpha = 0.26
  context.strokeStyle = status.text
  context.fillStyle = status.text
  context.lineWidth = Math.max(1, Math.round(width / 28))
  PATTERNS[pattern](context, width, height)
  context.restore()
}

const PATTERNS: Record<StatusPattern, (context: OffscreenCanvasRenderingContext2D, width: number, height: number) => void> = {
  solid: () => undefined,
  dots(context, width, height) {
    const step = Math.max(4, width / 5)
    const dot = Math.max(1, width / 24)
    for (let y = step / 2; y < height; y += step)
      for (let x = step / 2; x < width; x += step) context.fillRect(x - dot, y - dot, dot * 2, dot * 2)
  },
  'hatch-left': (context, width, height) => hatch(context, width, height, -1),
  'hatch-right': (context, width, height) => hatch(context, width, height, 1),
  cross(context, width, height) {
    line(context, 0, 0, width, height)
    line(context, width, 0, 0, height)
  },
  rows(context, width, height) {
    const step = Math.max(4, height / 5)
    for (let y = step / 2; y < height; y += step) line(context, 0, Math.round(y), width, Math.round(y))
  },
  empty(context, width, height) {
    const dash = Math.max(2, width / 9)
    context.globalAlpha = 0.7
    context.setLineDash([dash, dash])
    context.strokeRect(context.lineWidth / 2, context.lineWidth / 2, width - context.lineWidth, height - context.lineWidth)
  },
}

function hatch(context: OffscreenCanvasRenderingContext2D, width: number, height: number, lean: 1 | -1): void {
  const step = Math.max(4, width / 5)
  for (let start = -height; start < width + height; start += step) {
    if (lean === 1) line(context, start, height, start + height, 0)
    else line(context, start, 0, start + height, height)
  }
}

function line(context: OffscreenCanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath()
  context.moveTo(x1, y1)
  context.lineTo(x2, y2)
  context.stroke()
}
