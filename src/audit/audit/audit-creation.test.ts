import { expect, test } from 'vitest'
import { createAudit, type Post, type Step } from './audit-creation.ts'

const wanted = { client: { name: 'Élan' }, project: { id: 7 }, visit: { date: '2025-10-24' }, strings: 10, modulesPerString: 24 }

function server(refusing?: string): { asked: [string, unknown][]; post: Post } {
  const asked: [string, unknown][] = []
  return {
    asked,
    post: async (path, body) => {
      asked.push([path, body])
      if (path === refusing) throw new Error('refused')
      return { id: asked.length }
    },
  }
}

test('only what is missing is created, the audit last, then its configuration', async () => {
  const { asked, post } = server()
  const steps: [Step, number][] = []
  expect(await createAudit(wanted, 'token', post, (step, id) => steps.push([step, id]))).toBe('token')
  expect(asked).toEqual([
    ['/api/crm/clients', { name: 'Élan' }],
    ['/api/planning/interventions', { project_id: 7, date: '2025-10-24', type: 'audit_complet' }],
    ['/api/audits', { intervention_id: 2, audit_token: 'token' }],
    ['/api/shared-config', { audit_token: 'token', string_count: 10, modules_per_string: 24 }],
  ])
  expect(steps).toEqual([
    ['client', 1],
    ['visit', 2],
  ])
})

test('a refusal halfway tells what was already made', async () => {
  const { post } = server('/api/audits')
  const steps: Step[] = []
  await expect(createAudit(wanted, 'token', post, step => steps.push(step))).rejects.toThrow('refused')
  expect(steps).toEqual(['client', 'visit'])
})
