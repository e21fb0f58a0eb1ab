import { expect, test } from 'vitest'
import { auditFixture } from '../../../tests/audit-room.ts'
import { readLegacyFiles } from './export-format.ts'
import { outcomeLines } from './outcome-lines.ts'
import { planImport } from './plan.ts'
import { stableUuid } from './stable-uuid.server.ts'

function linesOf(language: 'fr' | 'en', edit: (rows: Record<string, unknown>[]) => void): string[] {
  const content = JSON.parse(auditFixture('legacy_export_modules.json')) as [{ results: Record<string, unknown>[] }]
  edit(content[0].results)
  const files = [
    { name: 'audits.json', text: auditFixture('legacy_export_audits.json') },
    { name: 'modules.json', text: JSON.stringify(content) },
  ]
  return outcomeLines(planImport(readLegacyFiles(files), stableUuid), [261, 231], language)
}

test('an import tells each audit with its configuration, its repairs and what was set aside, then the counts', () => {
  const lines = linesOf('en', rows => {
    for (const row of rows) row.comment ??= 'null'
    rows[0]!.status = 'hot\nspot'
    rows[1]!.comment = 'x'.repeat(20_000)
  })
  expect(lines.slice(0, 7)).toEqual([
    'a4e19950-c73c-412c-be4d-699c9de1dde1  JALIBAT  261 values written',
    '  Declared: 11 × 22 · From the modules: 26 + 9 × 24',
    '  What was declared is not what the modules show: 220 in common, 22 not declared, 22 found nowhere. The configuration taken is that of the modules.',
    expect.stringMatching(/^ {2}Repairs · 23\d “null” comments dropped$/),
    '  Set aside, for a person to decide',
    '    S1-1 · Unknown status: hot\uFFFDspot',
    '    S1-2 · Comment of 20,000 characters, too long: 10,000 at most',
  ])
  expect(lines.at(-1)).toBe('462 rows read · 461 modules taken · 1 row set aside · 1 comment set aside')
})

test('of many things set aside twenty are named and the others counted', () => {
  const lines = linesOf('fr', rows => {
    for (const row of rows.slice(0, 30)) row.status = 'hot_spot'
  })
  expect(lines.filter(line => line.includes('hot_spot'))).toHaveLength(20)
  expect(lines).toContain('    et 10 autres')
})
