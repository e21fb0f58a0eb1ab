import { expect, test } from 'vitest'
import { type AuditRow, matchingAudits, stateOf } from './audit-row.ts'

function row(name: string, done: number, total: number): AuditRow {
  return {
    audit_token: name,
    name,
    client_id: 1,
    client_name: 'Société Élan',
    project_name: 'Toiture nord',
    location: 'Nîmes',
    total_modules: total,
    done_modules: done,
    updated_at: '2025-10-24T00:00:00Z',
    archived: false,
  }
}

test('an audit is complete when every module is judged, and starts with the first', () => {
  expect(stateOf(row('a', 0, 242))).toBe('not-started')
  expect(stateOf(row('a', 1, 242))).toBe('under-way')
  expect(stateOf(row('a', 242, 242))).toBe('complete')
  expect(stateOf(row('a', 0, 0))).toBe('not-started')
})

test('a search finds every word in any order, without accents', () => {
  const rows = [row('JALIBAT', 242, 242), row('LES FORGES', 3, 220)]
  expect(matchingAudits(rows, 'nimes forges', 'all').map(found => found.name)).toEqual(['LES FORGES'])
  expect(matchingAudits(rows, 'elan', 'complete').map(found => found.name)).toEqual(['JALIBAT'])
  expect(matchingAudits(rows, 'toiture jalibat', 'all').map(found => found.name)).toEqual(['JALIBAT'])
  expect(matchingAudits(rows, 'absent', 'all')).toEqual([])
})

test('a token finds its audit, a letter that happens to be in it does not', () => {
  const rows = [{ ...row('JALIBAT', 0, 0), audit_token: 'a4e19950-c73c-412c-be4d-699c9de1dde1' }, row('LES FORGES', 0, 0)]
  expect(matchingAudits(rows, 'a4e19950', 'all').map(found => found.name)).toEqual(['JALIBAT'])
  expect(matchingAudits(rows, '9', 'all')).toEqual([])
})

test('archived audits are a choice of their own', () => {
  const rows = [row('JALIBAT', 242, 242), { ...row('LES FORGES', 220, 220), archived: true }]
  expect(matchingAudits(rows, '', 'archived').map(found => found.name)).toEqual(['LES FORGES'])
})
