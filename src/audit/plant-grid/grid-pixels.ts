import type { Camera } from './grid-camera.ts'
import { RATIO } from './grid-camera.ts'
import { contestedRank, statusRank } from './grid-look.ts'

export interface PixelSheet {
  pixels: Uint32Array
  width: number
  height: number
}

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/**
 * Where a cell lands, in device pixels, with a hair between neighbours as soon as there is room for one. All cells of a picture have the
 * same size, so that one drawing of a look serves them all.
 */
export function pixelBox(camera: Camera, density: number, x: number, y: number): Box {
  const across = camera.scale * density
  const down = across * RATIO
  const gap = across >= 24 ? 3 : across >= 10 ? 2 : across >= 4 ? 1 : 0
  return {
    x: Math.round(camera.x * density + x * across),
    y: Math.round(camera.y * density + y * down),
    width: Math.max(1, Math.floor(across) - gap),
    height: Math.max(1, Math.floor(down) - gap),
  }
}

/** Copies the drawing of a look, of the box's size, on the sheet. */
export function stampCell(sheet: PixelSheet, box: Box, drawing: Uint32Array): void {
  const left = Math.max(0, box.x)
  const right = Math.min(sheet.width, box.x + box.width)
  const bottom = Math.min(sheet.height, box.y + box.height)
  if (left >= right) return
  for (let y = Math.max(0, box.y); y < bottom; y++) {
    const line = (y - box.y) * box.width - box.x
    sheet.pixels.set(drawing.subarray(line + left, line + right), y * sheet.width + left)
  }
}

/**
 * Writes one cell as plain pixels; the lower right half shows the verdict that lost, when there is room. Far faster than drawing
 * rectangles when tens of thousands are on the screen.
 */
export function writeCell(sheet: PixelSheet, box: Box, look: number, colours: Uint32Array): void {
  const left = Math.max(0, box.x)
  const right = Math.min(sheet.width, box.x + box.width)
  const bottom = Math.min(sheet.height, box.y + box.height)
  const colour = colours[statusRank(look)]!
  const lost = contestedRank(look)
  for (let y = Math.max(0, box.y); y < bottom; y++) {
    const line = y * sheet.width
    if (left < right) sheet.pixels.fill(colour, line + left, line + right)
    if (lost === undefined || box.width < 4) continue
    const from = Math.max(left, box.x + box.width - Math.floor(((y - box.y) * box.width) / box.height))
    if (from < right) sheet.pixels.fill(colours[lost]!, line + from, line + right)
  }
}

/** `#rrggbb` as the little-endian word of an ImageData. */
export function pixelColour(colour: string): number {
  const channel = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16)
  return ((255 << 24) | (channel(5) << 16) | (channel(3) << 8) | channel(1)) >>> 0
}
