// `npm run new inspection <name>`: the folder of a new inspection method, with its record and its test, and its line in the audit room.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const ROOM = 'src/audit/audit/room.ts'
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** Makes the method in the project at `root`; answers the files it wrote. Throws a sentence when the name cannot be used. */
export function makeInspection(root, name) {
  if (!NAME.test(name ?? '')) throw new Error('The name is field words with dashes, such as insulation-test.')
  const folder = join(root, 'src/audit', name)
  if (existsSync(folder)) throw new Error(`src/audit/${name} exists already.`)
  const room = readFileSync(join(root, ROOM), 'utf8')
  const record = `${camel(name)}Record`
  mkdirSync(folder)
  writeFileSync(join(folder, `${name}.ts`), recordFile(name, record))
  writeFileSync(join(folder, `${name}.test.ts`), testFile(name, record))
  writeFileSync(join(root, ROOM), withRecord(room, name, record))
  return [`src/audit/${name}/${name}.ts`, `src/audit/${name}/${name}.test.ts`, ROOM]
}

/** The audit room with one import and one record more; imports stay in the order that the formatter wants. */
function withRecord(room, name, record) {
  const lines = room.split('\n')
  const added = `import { ${record} } from '../${name}/${name}.ts'`
  const specOf = line => /from '(\.\.\/[^']+)'/.exec(line)?.[1]
  const after = lines.findLastIndex(line => specOf(line) !== undefined && specOf(line) < `../${name}/${name}.ts`)
  const place = after >= 0 ? after + 1 : lines.findIndex(line => specOf(line) ?? line.includes("from './"))
  lines.splice(place, 0, added)
  const whole = lines.join('\n')
  if (!/records: \[[^\]]+\]/.test(whole)) throw new Error(`${ROOM} has no list of records to add to.`)
  return whole.replace(/records: \[([^\]]+)\]/, (_all, list) => `records: [${list.trim().replace(/,$/, '')}, ${record}]`)
}

function recordFile(name, record) {
  return `import * as z from 'zod/mini'
import { type Change, DELETED, type RoomReader } from '#kernel/record/change.ts'
import { defineRecord } from '#kernel/record/definition.ts'
import { MODULE_ID } from '../plant/module-id.ts'

/** What the method can say of a module, from the best to the worst. */
export const VERDICTS = ['conform', 'to-watch', 'not-conform'] as const
export type Verdict = (typeof VERDICTS)[number]

/** What the method found on one module. A module without a record was not inspected. */
export const ${record} = defineRecord({
  kind: '${name}',
  id: MODULE_ID,
  fields: {
    verdict: z.nullable(z.enum(VERDICTS)),
    [DELETED]: z.nullable(z.boolean()),
  },
})

/** The verdict on a module, or \`null\` when it was not inspected. */
export function verdictOf(room: RoomReader, module: string): Verdict | null {
  const value = room.field('${name}', module, 'verdict')?.value
  return VERDICTS.find(verdict => verdict === value) ?? null
}

/** The change that gives a module its verdict. */
export function judge(room: RoomReader, module: string, verdict: Verdict): Change {
  const seen = room.field('${name}', module, 'verdict')
  return { kind: '${name}', record: module, field: 'verdict', ...(seen ? { from: seen.value } : {}), to: verdict }
}
`
}

function testFile(name, record) {
  return `import { expect, test } from 'vitest'
import { roomWith } from '../../../tests/audit-room.ts'
import { auditRoom } from '../audit/room.ts'
import { ${[record, 'judge', 'verdictOf'].sort().join(', ')} } from './${name}.ts'

test('a module that was not inspected has no verdict', () => {
  expect(verdictOf(roomWith([]), 'S1-1')).toBeNull()
})

test('the last verdict on a module counts, and says what it replaces', () => {
  const room = roomWith([judge(roomWith([]), 'S1-1', 'conform')])
  const change = judge(room, 'S1-1', 'not-conform')
  expect(change).toMatchObject({ from: 'conform', to: 'not-conform' })
  room.take([change])
  expect(verdictOf(room, 'S1-1')).toBe('not-conform')
})

test('the audit room keeps its records', () => {
  expect(auditRoom.records).toContain(${record})
})
`
}

function camel(name) {
  return name.replace(/-([a-z0-9])/g, (_dash, letter) => letter.toUpperCase())
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [what, name] = process.argv.slice(2)
  try {
    if (what !== 'inspection') throw new Error('Write: npm run new inspection <name>. Other things: see docs/add/.')
    for (const file of makeInspection(ROOT, name)) console.log(file)
    console.log(`Next: docs/add/an-inspection-method.md. Its test: npm test -- src/audit/${name}`)
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
