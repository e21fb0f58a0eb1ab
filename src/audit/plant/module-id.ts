/** A module is named by its string and its place in it, from 1: `S3-12`. The one name that every method joins on. */
export interface ModulePlace {
  string: number
  position: number
}

export const MODULE_ID = /^S([1-9]\d{0,3})-([1-9]\d{0,5})$/
export const STRING_ID = /^[1-9]\d{0,3}$/

export function moduleId(string: number, position: number): string {
  return `S${string}-${position}`
}

/** `undefined` when the text is not a module's canonical name. */
export function placeOf(id: string): ModulePlace | undefined {
  const match = MODULE_ID.exec(id)
  return match ? { string: Number(match[1]), position: Number(match[2]) } : undefined
}

/** String order, then place in the string: S2-9 before S2-10 before S10-1. */
export function compareModules(one: string, other: string): number {
  const a = placeOf(one)
  const b = placeOf(other)
  if (!a || !b) return one < other ? -1 : one > other ? 1 : 0
  return a.string - b.string || a.position - b.position
}
