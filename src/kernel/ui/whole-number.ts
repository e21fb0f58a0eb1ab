/** How many, as somebody typed it: a whole number from 1 up to `max`, or `null`. Nothing is rounded, nothing is cut down to the limit. */
export function wholeNumber(typed: number | string, max: number): number | null {
  const value = typeof typed === 'string' && !/^\d+$/.test(typed.trim()) ? Number.NaN : Number(typed)
  return Number.isInteger(value) && value >= 1 && value <= max ? value : null
}
