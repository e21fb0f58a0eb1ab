import { expect, test } from 'vitest'
import type { AuditRow } from '#audit/audit/audit-row.ts'
import { isNamed, unsentFirst } from './field-rows.ts'

function row(token: string): AuditRow {
  return {
    audit_token: token,
    name: `Audit ${token}`,
    client_id: 1,
    client_name: null,
    project_name: 'Toiture',
    location: null,
    total_modules: 10,
    done_modules: 0,
    updated_at: '2026-01-05T08:00:00Z',
    archived: false,
  }
}

test('audits with unsent work come first, the others keep their order', () => {
  const names = unsentFirst([row('a'), row('b'), row('c'), row('d')], new Set(['c', 'b'])).map(({ name }) => name)
  expect(names).toEqual(['Audit b', 'Audit c', 'Audit a', 'Audit d'])
})

test('an audit with unsent work that no server names is listed by its token', () => {
  const token = '76e6eb36-8b49-4255-99d3-55fc1adfc1c9'
  expect(unsentFirst([row('a')], new Set([token])).map(one => [one.audit_token, one.name, isNamed(one)])).toEqual([
    [token, '76e6eb36', false],
    ['a', 'Audit a', true],
  ])
})
