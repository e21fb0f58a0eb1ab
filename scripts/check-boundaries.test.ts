import { expect, test } from 'vitest'
import { problemsOf } from './check-boundaries.ts'

const tree = (files: Record<string, string>) => problemsOf(new Map(Object.entries(files)))

test('a kernel file that uses a domain is refused', () => {
  expect(tree({ 'kernel/a.ts': "import { b } from '#audit/b.ts'", 'audit/b.ts': '' })).toEqual([
    'src/kernel/a.ts: #audit/b.ts: the kernel knows no domain',
  ])
})

test('a domain that uses another domain is refused, even for a type', () => {
  expect(tree({ 'audit/a.ts': "import type { B } from '#metering/b.ts'", 'metering/b.ts': '' })).toHaveLength(1)
})

test('a pure file may name a type of the server and nothing more', () => {
  const server = { 'kernel/b.server.ts': '' }
  expect(tree({ 'kernel/a.ts': "import type { B } from './b.server.ts'", ...server })).toEqual([])
  expect(tree({ 'kernel/a.ts': "import { b } from './b.server.ts'", ...server })).toEqual([
    'src/kernel/a.ts: ./b.server.ts: a both file uses a server file',
  ])
})

test('a server file that uses a page file is refused', () => {
  expect(tree({ 'app/a.server.ts': "import { B } from './B.tsx'", 'app/B.tsx': '' })).toHaveLength(1)
})

test('a cycle is found, however long', () => {
  const files = {
    'kernel/a.ts': "import { b } from './b.ts'",
    'kernel/b.ts': "import { c } from './c.ts'",
    'kernel/c.ts': "import { a } from './a.ts'",
  }
  expect(tree(files)).toEqual(['a cycle: src/kernel/a.ts -> src/kernel/b.ts -> src/kernel/c.ts -> src/kernel/a.ts'])
})

test('a file over 400 lines is refused', () => {
  expect(tree({ 'audit/a.ts': '\n'.repeat(400) })).toEqual(['src/audit/a.ts: over 400 lines'])
  expect(tree({ 'audit/a.ts': '\n'.repeat(399) })).toEqual([])
})

test('an import of a file that does not exist is refused', () => {
  expect(tree({ 'audit/a.ts': "import { b } from './b.ts'" })).toEqual(['src/audit/a.ts: ./b.ts: no such file'])
})
