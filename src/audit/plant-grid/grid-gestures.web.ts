/** What fingers, mouse and wheel mean on the grid. A tap path exists for each: buttons zoom, and pointing at a module brings it near. */
export interface Gestures {
  pan(dx: number, dy: number): void
  zoom(factor: number, at: { x: number; y: number }): void
  tap(x: number, y: number, how: { range: boolean; toggle: boolean }): void
  open(x: number, y: number): void
}

interface Finger {
  x: number
  y: number
  startX: number
  startY: number
}

/** A finger that moves less than this is a tap; a mouse needs far less. */
const SLOP = { touch: 12, pen: 8, mouse: 4 } as const
/** Rain and gloves make ghost taps: a second one this soon, elsewhere, is noise. */
const NOISE_MS = 80
const DOUBLE_MS = 320

export function watchGestures(element: HTMLElement, gestures: Gestures): () => void {
  const fingers = new Map<number, Finger>()
  const taps = createTaps(element, gestures)
  let moving = false
  const down = (event: PointerEvent) => {
    if (event.button > 1) return
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY, startX: event.clientX, startY: event.clientY })
    moving = fingers.size > 1 || event.button === 1
  }
  const move = (event: PointerEvent) => {
    const finger = fingers.get(event.pointerId)
    if (!finger) return
    const slop = SLOP[event.pointerType as keyof typeof SLOP] ?? SLOP.touch
    if (!moving && Math.hypot(event.clientX - finger.startX, event.clientY - finger.startY) < slop) return
    if (!moving) element.setPointerCapture(event.pointerId)
    moving = true
    if (fingers.size === 1) gestures.pan(event.clientX - finger.x, event.clientY - finger.y)
    else pinch(element, fingers, event, gestures)
    finger.x = event.clientX
    finger.y = event.clientY
  }
  const up = (event: PointerEvent) => {
    const known = fingers.delete(event.pointerId)
    if (known && !moving && event.type === 'pointerup') taps(event)
    if (fingers.size === 0) moving = false
  }
  const wheel = (event: WheelEvent) => turnWheel(element, event, gestures)
  element.addEventListener('pointerdown', down)
  element.addEventListener('pointermove', move)
  element.addEventListener('pointerup', up)
  element.addEventListener('pointercancel', up)
  element.addEventListener('wheel', wheel, { passive: false })
  return () => {
    element.removeEventListener('pointerdown', down)
    element.removeEventListener('pointermove', move)
    element.removeEventListener('pointerup', up)
    element.removeEventListener('pointercancel', up)
    element.removeEventListener('wheel', wheel)
  }
}

function createTaps(element: HTMLElement, gestures: Gestures): (event: PointerEvent) => void {
  let last = { at: Number.NEGATIVE_INFINITY, x: 0, y: 0 }
  return event => {
    const frame = element.getBoundingClientRect()
    const tap = { at: event.timeStamp, x: event.clientX - frame.left, y: event.clientY - frame.top }
    const near = Math.hypot(tap.x - last.x, tap.y - last.y) < 24
    const since = tap.at - last.at
    if (since < NOISE_MS && !near) return
    last = tap
    if (near && since < DOUBLE_MS && event.pointerType === 'mouse') gestures.open(tap.x, tap.y)
    else gestures.tap(tap.x, tap.y, { range: event.shiftKey, toggle: event.ctrlKey || event.metaKey })
  }
}

/** Zooms by the change of distance and follows the middle of the two fingers. */
function pinch(element: HTMLElement, fingers: Map<number, Finger>, event: PointerEvent, gestures: Gestures): void {
  const moved = fingers.get(event.pointerId)!
  const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1]
  if (!other) return
  const before = Math.hypot(moved.x - other.x, moved.y - other.y)
  const after = Math.hypot(event.clientX - other.x, event.clientY - other.y)
  const frame = element.getBoundingClientRect()
  const middle = { x: (event.clientX + other.x) / 2 - frame.left, y: (event.clientY + other.y) / 2 - frame.top }
  gestures.pan((event.clientX - moved.x) / 2, (event.clientY - moved.y) / 2)
  if (before > 10) gestures.zoom(after / before, middle)
}

function turnWheel(element: HTMLElement, event: WheelEvent, gestures: Gestures): void {
  event.preventDefault()
  const frame = element.getBoundingClientRect()
  const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 24 : 1
  if (event.shiftKey) gestures.pan(-(event.deltaX || event.deltaY), 0)
  else gestures.zoom(Math.exp(-event.deltaY * lines * 0.0016), { x: event.clientX - frame.left, y: event.clientY - frame.top })
}
