import { visibleArea } from './grid-camera.ts'
import type { Scene } from './grid-drawing.web.ts'
import { eachCellNear } from './grid-index.ts'
import type { GridInk } from './grid-ink.ts'
import { pixelBox } from './grid-pixels.ts'

/** What lies over the modules and moves often: the module in hand, the chosen ones, the colleagues. */
export interface Marks {
  cursor: number | undefined
  chosen: ReadonlySet<number>
  colleagues: readonly { cell: number; initials: string }[]
}

export function drawMarks(canvas: HTMLCanvasElement, ink: GridInk, scene: Scene, marks: Marks): void {
  const context = canvas.getContext('2d')!
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, canvas.width, canvas.height)
  if (marks.chosen.size > 0) drawChosen(context, ink, scene, marks.chosen)
  if (marks.cursor !== undefined) drawCursor(context, ink, scene, marks.cursor)
  // Last: initials stay readable when a colleague has the same module in hand.
  for (const { cell, initials } of marks.colleagues) drawColleague(context, ink, scene, cell, initials)
}

function boxOf(scene: Scene, cell: number) {
  return pixelBox(scene.camera, scene.density, scene.layout.x[cell]!, scene.layout.y[cell]!)
}

function drawChosen(context: CanvasRenderingContext2D, ink: GridInk, scene: Scene, chosen: ReadonlySet<number>): void {
  const thick = Math.max(1, Math.round(Math.min(4, scene.camera.scale / 12) * scene.density))
  context.lineWidth = thick
  context.strokeStyle = ink.chosen
  eachCellNear(scene.index, visibleArea(scene.camera, scene.screen), cell => {
    if (!chosen.has(cell)) return
    const box = boxOf(scene, cell)
    context.strokeRect(box.x + thick / 2, box.y + thick / 2, Math.max(1, box.width - thick), Math.max(1, box.height - thick))
    if (box.width >= 24) drawTick(context, ink, box)
  })
}

function drawTick(context: CanvasRenderingContext2D, ink: GridInk, box: { x: number; y: number; width: number; height: number }): void {
  const size = Math.min(box.width * 0.3, 28)
  const x = box.x + box.width - size
  context.fillStyle = ink.chosen
  context.fillRect(x, box.y, size, size)
  context.save()
  context.strokeStyle = ink.ground
  context.lineWidth = Math.max(1.5, size / 8)
  context.beginPath()
  context.moveTo(x + size * 0.22, box.y + size * 0.52)
  context.lineTo(x + size * 0.42, box.y + size * 0.72)
  context.lineTo(x + size * 0.78, box.y + size * 0.28)
  context.stroke()
  context.restore()
}

/** Two rings, one of the ground's colour, so that it shows on every status; never smaller than a fingertip can find. */
function drawCursor(context: CanvasRenderingContext2D, ink: GridInk, scene: Scene, cell: number): void {
  const box = boxOf(scene, cell)
  const least = 14 * scene.density
  const growX = Math.max(0, (least - box.width) / 2)
  const growY = Math.max(0, (least - box.height) / 2)
  const thick = Math.max(2, Math.round(3 * scene.density))
  const ring = (outset: number, colour: string) => {
    context.strokeStyle = colour
    context.lineWidth = thick
    context.strokeRect(box.x - growX - outset, box.y - growY - outset, box.width + 2 * (growX + outset), box.height + 2 * (growY + outset))
  }
  ring(thick * 0.5, ink.cursor)
  ring(-thick * 0.5, ink.ground)
}

function drawColleague(context: CanvasRenderingContext2D, ink: GridInk, scene: Scene, cell: number, initials: string): void {
  const box = boxOf(scene, cell)
  const size = Math.round(Math.max(13, Math.min(20, scene.camera.scale * 0.3)) * scene.density)
  context.font = `700 ${Math.round(size * 0.72)}px 'Inter Variable', system-ui, sans-serif`
  const width = Math.max(size, context.measureText(initials).width + size * 0.5)
  const x = Math.round(box.x + box.width / 2 - width / 2)
  const y = Math.round(box.y - size * 0.55)
  context.fillStyle = ink.ground
  context.fillRect(x - 2, y - 2, width + 4, size + 4)
  context.fillStyle = ink.colleague
  context.fillRect(x, y, width, size)
  context.fillStyle = ink.onColleague
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(initials, x + width / 2, y + size / 2 + 1)
}
