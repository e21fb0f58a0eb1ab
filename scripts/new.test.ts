import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
// @ts-expect-error: a plain script that any Node runs, without types.
import { makeInspection } from './new.mjs'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'courant-new-'))
  cpSync('src/audit/audit/room.ts', join(root, 'src/audit/audit/room.ts'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const room = () => readFileSync(join(root, 'src/audit/audit/room.ts'), 'utf8')

test('a new inspection method gets its folder, its test and its line in the audit room', () => {
  const files = makeInspection(root, 'insulation-test') as string[]
  expect(files).toContain('src/audit/insulation-test/insulation-test.test.ts')
  expect(room()).toContain("import { insulationTestRecord } from '../insulation-test/insulation-test.ts'\n")
  expect(room()).toMatch(/records: \[.*, insulationTestRecord\]/)
})

test('a name that is taken or is no name changes nothing', () => {
  const before = room()
  for (const name of ['insulation-test', 'Insulation', '../x', '', undefined]) expect(() => makeInspection(root, name)).toThrow()
  expect(room()).toBe(before)
})
