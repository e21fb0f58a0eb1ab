import type { Value } from './change.ts'

/**
 * The one way to write a value as text: keys sorted, nothing undefined, numbers as JSON writes them. Two sides that agree on a value
 * agree on this text, whatever order they met its keys in.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(item => canonical(item ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) return canonicalObject(value as Record<string, unknown>)
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${value} has no canonical form`)
  if (value === undefined) throw new Error('undefined has no canonical form')
  return JSON.stringify(value)
}

function canonicalObject(object: Record<string, unknown>): string {
  const keys = Object.keys(object).filter(key => object[key] !== undefined)
  return `{${keys
    .sort()
    .map(key => `${JSON.stringify(key)}:${canonical(object[key])}`)
    .join(',')}}`
}

/** Are two values the same decision? An absent value is never the same as `null`. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  return canonical(a) === canonical(b)
}
