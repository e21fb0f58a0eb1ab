import type { Value } from '#kernel/record/change.ts'

type Strings = { number: number; count: number }[]

/** The strings that a declaration describes, in the words of today and of older programs; `undefined` when it describes none. */
export function declaredStrings(declared: Value | undefined): Strings | undefined {
  if (declared === null || typeof declared !== 'object' || Array.isArray(declared)) return undefined
  if (Array.isArray(declared.strings)) return listed(declared.strings)
  const strings = declared.string_count ?? declared.stringCount
  const modules = declared.modules_per_string ?? declared.modulesPerString
  if (!isCount(strings) || !isCount(modules)) return undefined
  return Array.from({ length: strings }, (_, i) => ({ number: i + 1, count: modules }))
}

function listed(strings: Value[]): Strings | undefined {
  const read = strings.flatMap((one, i) => {
    if (one === null || typeof one !== 'object' || Array.isArray(one)) return []
    const number = one.number ?? one.id ?? i + 1
    const count = one.count ?? one.modules
    return isCount(number) && isCount(count) ? [{ number, count }] : []
  })
  return read.length === strings.length && read.length > 0 ? read : undefined
}

function isCount(value: Value | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 5000
}
