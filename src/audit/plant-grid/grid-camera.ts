import type { Rectangle } from './grid-index.ts'

/** What part of the sheet is on the screen. Screen lengths are CSS pixels; a cell is `scale` wide and `scale * RATIO` high. */
export interface Camera {
  scale: number
  /** Screen position of the sheet's left-top corner. */
  x: number
  y: number
}

export interface Size {
  width: number
  height: number
}

/** Height over width of a drawn module. */
export const RATIO = 1.1
const LARGEST_SCALE = 160
/** A module is never shown larger than this when the whole sheet is fitted. */
const COMFORTABLE_SCALE = 96
/** A cell at least this wide can be tapped with a glove, in CSS pixels. */
export const TAPPABLE = 56
const MARGIN = 12

/** Shows the whole sheet. */
export function wholeSheet(sheet: Size, screen: Size): Camera {
  return settle({ scale: fitScale(sheet, screen), x: 0, y: 0 }, sheet, screen)
}

/** Where one starts: the whole sheet, or its top when its cells would be too small to be tapped and its width leaves room for larger ones. */
export function openingView(sheet: Size, screen: Size): Camera {
  const acrossScale = (screen.width - 2 * MARGIN) / sheet.width
  return settle({ scale: Math.max(fitScale(sheet, screen), Math.min(TAPPABLE, acrossScale)), x: 0, y: MARGIN }, sheet, screen)
}

/** Zooms by `factor` and keeps what is under the point there. */
export function zoomAt(camera: Camera, factor: number, point: { x: number; y: number }, sheet: Size, screen: Size): Camera {
  const scale = Math.min(LARGEST_SCALE, Math.max(fitScale(sheet, screen), camera.scale * factor))
  const real = scale / camera.scale
  return settle({ scale, x: point.x - (point.x - camera.x) * real, y: point.y - (point.y - camera.y) * real }, sheet, screen)
}

export function panBy(camera: Camera, dx: number, dy: number, sheet: Size, screen: Size): Camera {
  return settle({ scale: camera.scale, x: camera.x + dx, y: camera.y + dy }, sheet, screen)
}

/** Moves as little as needed to bring the cell well inside the screen; the same camera when it is there already. */
export function reveal(camera: Camera, cell: { x: number; y: number }, sheet: Size, screen: Size): Camera {
  const shift = (start: number, length: number, room: number) => {
    const border = Math.max(0, Math.min(length * 0.6, (room - length) / 2))
    if (start < border) return border - start
    if (start + length > room - border) return room - border - (start + length)
    return 0
  }
  const at = toScreen(camera, cell.x, cell.y)
  const dx = shift(at.x, camera.scale, screen.width)
  const dy = shift(at.y, camera.scale * RATIO, screen.height)
  return dx === 0 && dy === 0 ? camera : panBy(camera, dx, dy, sheet, screen)
}

/** Puts the cell in the middle, at least as large as `scale`. */
export function centreOn(camera: Camera, cell: { x: number; y: number }, scale: number, sheet: Size, screen: Size): Camera {
  const chosen = Math.max(camera.scale, scale)
  const x = screen.width / 2 - (cell.x + 0.5) * chosen
  const y = screen.height / 2 - (cell.y + 0.5) * chosen * RATIO
  return settle({ scale: chosen, x, y }, sheet, screen)
}

export function toScreen(camera: Camera, x: number, y: number): { x: number; y: number } {
  return { x: camera.x + x * camera.scale, y: camera.y + y * camera.scale * RATIO }
}

export function toSheet(camera: Camera, x: number, y: number): { x: number; y: number } {
  return { x: (x - camera.x) / camera.scale, y: (y - camera.y) / (camera.scale * RATIO) }
}

/** The part of the sheet on the screen, in cells. */
export function visibleArea(camera: Camera, screen: Size): Rectangle {
  const start = toSheet(camera, 0, 0)
  const end = toSheet(camera, screen.width, screen.height)
  return { left: start.x, top: start.y, right: end.x, bottom: end.y }
}

function fitScale(sheet: Size, screen: Size): number {
  return Math.min(
    COMFORTABLE_SCALE,
    Math.max(0.05, Math.min((screen.width - 2 * MARGIN) / sheet.width, (screen.height - 2 * MARGIN) / (sheet.height * RATIO))),
  )
}

/** A sheet smaller than the screen is centred; a larger one never leaves an empty band wider than the margin. */
function settle(camera: Camera, sheet: Size, screen: Size): Camera {
  const place = (at: number, length: number, room: number) =>
    length + 2 * MARGIN <= room ? (room - length) / 2 : Math.min(MARGIN, Math.max(room - length - MARGIN, at))
  return {
    scale: camera.scale,
    x: place(camera.x, sheet.width * camera.scale, screen.width),
    y: place(camera.y, sheet.height * camera.scale * RATIO, screen.height),
  }
}
