import { RATIO, type Size } from './grid-camera.ts'

/** Most modules on one line when all strings are shown: real strings have 20 to 26. */
export const LINE = 30
const LEAST_TAPPABLE = 58
const LARGEST = 96

/** How many modules a line takes so that one string fills the screen with the largest cells, never smaller than a gloved finger if it can be. */
export function columnsForOne(count: number, screen: Size): number {
  let best = 1
  let bestScale = 0
  for (let columns = 1; columns <= Math.max(1, Math.min(count, Math.floor(screen.width / LEAST_TAPPABLE))); columns++) {
    const lines = Math.ceil(count / columns)
    const scale = Math.min(LARGEST, screen.width / columns, Math.max(LEAST_TAPPABLE, screen.height / lines / RATIO))
    if (scale >= bestScale) {
      bestScale = scale
      best = columns
    }
  }
  return best
}
