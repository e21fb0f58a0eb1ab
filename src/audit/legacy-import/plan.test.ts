import { expect, test } from 'vitest'
import { auditFixture, roomWith } from '../../../tests/audit-room.ts'
import { auditRoom } from '../audit/room.ts'
import { commentsOf } from '../electroluminescence/comment.ts'
import { progressOf } from '../electroluminescence/progress.ts'
import { configurationOf } from '../plant/configuration.ts'
import { layoutOfRoom } from '../plant/layout.ts'
import { readLegacyFiles } from './export-format.ts'
import { planImport } from './plan.ts'
import { stableUuid } from './stable-uuid.server.ts'

const audits = { name: 'audits.json', text: auditFixture('legacy_export_audits.json') }
const modules = { name: 'modules.json', text: auditFixture('legacy_export_modules.json') }
const creation = { name: 'creation.json', text: auditFixture('diagpv_import_mppt_242.json') }

function plan(...files: { name: string; text: string }[]) {
  return planImport(readLegacyFiles(files), stableUuid)
}

function changed(file: { name: string; text: string }, edit: (rows: Record<string, unknown>[]) => unknown) {
  const content = JSON.parse(file.text) as { results: Record<string, unknown>[] }[]
  edit(content[0]!.results)
  return { ...file, text: JSON.stringify(content) }
}

test('462 modules in, 462 out, with the same distribution and the tokens kept', () => {
  const result = plan(audits, modules)
  expect([result.read, result.taken, result.setAside]).toEqual([462, 462, 0])
  expect(result.statuses).toMatchObject({ ok: 58, microcracks: 87, dead: 182, inequality: 135, pending: 0 })
  expect(result.audits.map(audit => audit.token)).toEqual(['a4e19950-c73c-412c-be4d-699c9de1dde1', '76e6eb36-8b49-4255-99d3-55fc1adfc1c9'])
  expect(result.audits.map(audit => audit.comments)).toEqual([3, 0])
})

test('the declared configurations are compared module by module and the real ones derived', () => {
  const [jalibat, lesForges] = plan(audits, modules).audits
  expect([jalibat!.declaredInShort, jalibat!.derivedInShort]).toEqual(['11 × 22', '26 + 9 × 24'])
  expect([lesForges!.declaredInShort, lesForges!.derivedInShort]).toEqual(['10 × 22', '11 × 20'])
  const { common, missing, phantom } = jalibat!.reconciliation
  expect([common.length, missing.length, phantom.length]).toEqual([220, 22, 22])
  expect(lesForges!.reconciliation.common).toHaveLength(200)
})

test('the changes make the audit as it was, and every rule of an audit accepts them in order', () => {
  const [jalibat] = plan(audits, modules).audits
  const room = roomWith([])
  for (const change of jalibat!.changes) {
    expect(auditRoom.rules.map(rule => rule(change, room, { person: 'adrien', role: 'admin' })).filter(Boolean)).toEqual([])
    room.take([change])
  }
  const progress = progressOf(room)
  expect([progress.total, progress.severity]).toEqual([242, 550])
  expect(commentsOf(room).map(comment => comment.text)).toContain('MEME MPPT TRANCKER STRING SUD')
  expect(commentsOf(room).map(comment => comment.module)).toContain('S1-1')
})

test('the first column that an old program lost is found again on 11 modules', () => {
  const [jalibat, lesForges] = plan(audits, modules).audits
  expect(lesForges!.repairs.filter(repair => repair.kind === 'lost-column').map(repair => repair.module)).toEqual(
    Array.from({ length: 11 }, (_, i) => `S${i + 1}-1`),
  )
  expect(jalibat!.repairs).toEqual([])
  for (const audit of [jalibat!, lesForges!]) {
    const { cells } = layoutOfRoom(roomWith(audit.changes))
    expect(cells.every(cell => cell.row === cell.string - 1 && cell.column === cell.position - 1)).toBe(true)
  }
})

test('the word null is no comment', () => {
  const nulls = changed(modules, rows => {
    for (const row of rows) row.comment ??= 'null'
  })
  const result = plan(audits, nulls)
  expect(result.audits.flatMap(audit => audit.repairs).filter(repair => repair.kind === 'null-comment')).toHaveLength(459)
  expect(result.audits.map(audit => audit.comments)).toEqual([3, 0])
})

test('an unknown status, a module twice and a module without audit are set aside, never guessed', () => {
  const odd = changed(modules, rows => {
    rows[0]!.status = 'hot_spot'
    rows[1]!.status = null
    rows.push({ ...rows[5]! }, { ...rows[5]!, audit_token: 'another-audit' }, { ...rows[5]!, module_id: 'roof' })
  })
  const result = plan(audits, odd)
  expect([result.read, result.taken, result.setAside]).toEqual([465, 460, 5])
  expect(result.audits[0]!.quarantine).toEqual([
    { kind: 'unknown-status', module: 'S1-1', value: 'hot_spot', tag: 'hotspot' },
    { kind: 'unknown-status', module: 'S1-2', value: '' },
    { kind: 'module-twice', module: 'S1-6', value: 'ok' },
    { kind: 'unreadable-module', module: 'roof', value: 'roof' },
  ])
  expect(result.orphans).toHaveLength(1)
  expect(configurationOf(roomWith(result.audits[0]!.changes)).strings[0]).toMatchObject({ number: 1, count: 26 })
  expect(result.audits[0]!.changes.some(change => change.kind === 'module' && change.record === 'S1-1')).toBe(false)
})

test('a status that is a word of the language this runs in is as unknown as another', () => {
  const words = ['__proto__', 'constructor', 'toString']
  const odd = changed(modules, rows => {
    for (const [index, word] of words.entries()) rows[index]!.status = word
  })
  expect(plan(audits, odd).audits[0]!.quarantine).toEqual(
    words.map((value, index) => ({ kind: 'unknown-status', module: `S1-${index + 1}`, value })),
  )
})

test('the same files give the same plan, comments included', () => {
  expect(plan(modules, audits)).toEqual(plan(audits, modules))
})

test('a configuration file makes an audit where M050 is S2-24 and nothing is judged', () => {
  const result = plan(creation)
  expect([result.read, result.taken, result.statuses.pending]).toEqual([242, 242, 242])
  const [audit] = result.audits
  expect(audit!.derivedInShort).toBe('26 + 9 × 24')
  expect(audit!.repairs).toContainEqual({ kind: 'renamed', module: 'S2-24', from: 'M050' })
  expect(audit!.configuration.strings[1]).toEqual({ number: 2, count: 24, label: 'MPPT2' })
  expect(progressOf(roomWith(audit!.changes)).done).toBe(0)
})

test('the body that created an audit in an older program makes the same audit', () => {
  const body = (configuration: object) => ({
    name: 'creation.json',
    text: JSON.stringify({ projectName: 'Hangar', clientName: 'Ferme Martin', location: 'Agen', configuration }),
  })
  const simple = plan(body({ mode: 'simple', stringCount: 10, modulesPerString: 24, totalModules: 240 }))
  expect(simple.audits[0]).toMatchObject({
    project: 'Hangar',
    client: 'Ferme Martin',
    location: 'Agen',
    derivedInShort: '10 × 24',
    repairs: [],
  })
  const strings = [
    { mpptNumber: 1, moduleCount: 26, physicalRow: 0, physicalCol: 0 },
    { mpptNumber: 1, moduleCount: 24, physicalRow: 1, physicalCol: 2 },
    { mpptNumber: 2, moduleCount: 24, physicalRow: 2, physicalCol: 2 },
  ]
  const [advanced] = plan(body({ mode: 'advanced', totalModules: 50, stringCount: 2, strings })).audits
  expect(advanced!.configuration.strings).toEqual([
    { number: 1, count: 26, row: 0, column: 0, direction: 'right' },
    { number: 2, count: 24, row: 1, column: 2, direction: 'right' },
    { number: 3, count: 24, row: 2, column: 2, direction: 'right', label: 'MPPT2' },
  ])
  expect(() => plan(body({ stringCount: 10_000, modulesPerString: 10_000 }))).toThrow('configuration-too-large')
  expect(() => plan(body({ mode: 'simple' }))).toThrow('import-wrong-kind')
})

test.each([
  ['not JSON', [{ name: 'a.json', text: 'token;project' }], 'import-not-json'],
  ['a list of numbers', [{ name: 'a.json', text: '[1,2]' }], 'import-wrong-kind'],
  ['an empty export', [{ name: 'a.json', text: '[{"results":[]}]' }], 'import-wrong-kind'],
  ['another export', [{ name: 'a.json', text: '[{"results":[{"pdl":"123"}]}]' }], 'import-wrong-kind'],
  ['modules alone', [modules], 'import-without-audits'],
  ['audits alone', [audits], 'import-without-modules'],
  ['a name with half a character', [changed(audits, rows => (rows[0]!.project_name = 'half \ud800')), modules], 'import-unkeepable-text'],
  ['a place outside any plant', [audits, changed(modules, rows => (rows[0]!.physical_row = 1e9))], 'import-wrong-kind'],
  ['audits twice', [audits, audits, modules], 'import-audit-twice'],
])('%s is refused', (_what, files, code) => {
  expect(() => plan(...files)).toThrow(expect.objectContaining({ code }))
})
