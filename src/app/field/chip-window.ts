/** Room between two chips, in CSS pixels: the gap of the string bar. */
export const CHIP_GAP = 8
const LEAST_CHIP = 72
const LARGEST_CHIP = 168
/** About the width of a letter of a chip, in CSS pixels. */
const LETTER = 11.5
/** Chips drawn beyond each edge, so that a quick thumb meets no hole. */
const AROUND = 6

/** One width for all chips, wide enough for the longest name: where a chip lies is then known without drawing those before it. */
export function chipWidth(labels: readonly string[]): number {
  const longest = labels.reduce((most, label) => Math.max(most, label.length), 0)
  return Math.min(LARGEST_CHIP, Math.max(LEAST_CHIP, Math.ceil((longest + 2) * LETTER + 18)))
}

/** Which of so many chips are near the eye: first, and one after the last. */
export function chipsNear(count: number, width: number, scrolled: number, room: number): { first: number; last: number } {
  const pitch = width + CHIP_GAP
  const first = Math.max(0, Math.min(Math.floor(scrolled / pitch) - AROUND, count - 1))
  return { first, last: Math.min(count, Math.ceil((scrolled + room) / pitch) + AROUND) }
}

/** Where the bar has to be scrolled to for this chip to be seen whole: no further than needed, nothing when it is. */
export function scrollToChip(rank: number, width: number, scrolled: number, room: number): number {
  const start = rank * (width + CHIP_GAP)
  if (start < scrolled) return start
  return Math.max(scrolled, start + width + 2 * CHIP_GAP - room)
}
