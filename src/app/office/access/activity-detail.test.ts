import { describe, expect, test } from 'vitest'
import { AUDIT_ACTIVITIES } from '#audit/activities.ts'
import { words as auditWords } from '#audit/activity-words.ts'
import { KERNEL_ACTIVITIES } from '#kernel/access/activities.ts'
import { ROLES, SCOPES } from '#kernel/access/role.ts'
import { activityDetail } from './activity-detail.ts'
import { words } from './activity-words.ts'
import { words as shared } from './words.ts'

describe.each(['fr', 'en'] as const)('the activity log in %s', language => {
  const sentences: Record<string, string> = { ...words[language], ...auditWords[language] }
  test.each([...KERNEL_ACTIVITIES, ...AUDIT_ACTIVITIES])('%s is told in words', activity => {
    expect(sentences[`activity.${activity}`]).toMatch(/\p{L}{2,}/u)
  })

  test('no role and no right is shown by its own word', () => {
    for (const role of ROLES) expect(activityDetail('invitation.make', { role }, language)).toBe(shared[language][`role.${role}`])
    for (const scope of SCOPES) expect(activityDetail('grant.give', { scope }, language)).toBe(shared[language][`scope.${scope}`])
  })
})

test('whom an act was about is named, a role changes in words, and ids are left out', () => {
  expect(activityDetail('member.role', { name: 'Ana', from: 'viewer', to: 'lead' }, 'fr')).toBe('Ana · Lecteur → Technicien responsable')
  expect(activityDetail('organisation.name', { from: 'owner', to: 'Toitures' }, 'fr')).toBe('owner → Toitures')
  expect(activityDetail('grant.give', { person: '6f1c1f0e-9a3b-4b52-a4cf-8c8f4c7f7a11', name: 'Ana', scope: 'write' }, 'fr')).toBe(
    'Ana · lire et marquer',
  )
  expect(activityDetail('audit.import', { tokens: ['a'], taken: 1462 }, 'fr')).toBe('1\u202f462 modules')
  expect(activityDetail('key.revoke', {}, 'fr')).toBe('')
  expect(activityDetail('intervention.create', { name: '2026-11-21 · Toiture sud' }, 'fr')).toBe('21 nov. 2026 · Toiture sud')
  expect(activityDetail('intervention.create', { name: '2026-11-21 · Toiture sud' }, 'en')).toBe('21 Nov 2026 · Toiture sud')
})
