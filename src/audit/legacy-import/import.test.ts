import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Caller, onAuditApp } from '../../../tests/audit-app.ts'
import { auditFixture } from '../../../tests/audit-room.ts'
import { STEPS_TYPE } from './import-progress.ts'

const EXPORT = {
  files: [
    { name: 'audits.json', text: auditFixture('legacy_export_audits.json') },
    { name: 'modules.json', text: auditFixture('legacy_export_modules.json') },
  ],
}
const JALIBAT = 'a4e19950-c73c-412c-be4d-699c9de1dde1'
const LES_FORGES = '76e6eb36-8b49-4255-99d3-55fc1adfc1c9'

onAuditApp('legacy import', app => {
  async function entries(caller: Caller): Promise<number> {
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from kernel.history where organisation = ${caller.organisation}`.execute(app().database.kysely)
    return rows[0]!.n
  }

  test('the production export comes in whole: preview, import, and both audits answer under their tokens', async () => {
    const owner = await app().caller()
    const preview = await owner.post('/api/audits/import/preview', EXPORT)
    expect(preview.body).toMatchObject({
      read: 462,
      taken: 462,
      setAside: 0,
      statuses: { ok: 58, microcracks: 87, dead: 182, inequality: 135 },
    })
    expect(preview.body.audits[0]).toMatchObject({
      declaredInShort: '11 × 22',
      derivedInShort: '26 + 9 × 24',
      reconciliation: { common: 220 },
    })
    expect((await owner.get('/api/audits')).body.total).toBe(0)
    const done = await owner.post('/api/audits/import', EXPORT)
    expect(done.body).toEqual(preview.body)
    const el = await owner.get(`/api/el/audits/${JALIBAT}/modules`)
    expect(el.body.total_modules).toBe(242)
    expect(el.body.modules[0]).toMatchObject({
      module_identifier: 'S1-1',
      status: 'ok',
      comment: 'MEME MPPT TRANCKER STRING SUD',
      physical_col: 0,
    })
    expect((await owner.get(`/api/shared-config/${LES_FORGES}`)).body).toMatchObject({ string_count: 11, modules_per_string: 20 })
    const { audits } = (await owner.get('/api/audits?search=arkolia')).body
    expect(audits).toMatchObject([
      { name: 'LES FORGES', client_name: 'Arkolia Énergies', done_modules: 220, total_modules: 220, date: '2025-10-27' },
    ])
  })

  test('imported twice, it changes nothing, not even what people decided since', async () => {
    const owner = await app().caller()
    await owner.post('/api/audits/import', EXPORT)
    await owner.post(`/api/audit/${JALIBAT}/module/S7-1`, { status: 'dead', technicianId: 'tech_1' })
    const before = await entries(owner)
    const again = await owner.post('/api/audits/import', EXPORT)
    expect(again.body.audits.map((audit: { changes: number }) => audit.changes)).toEqual([0, 0])
    expect(await entries(owner)).toBe(before)
    expect((await owner.get('/api/crm/clients')).body.total).toBe(2)
    const { modules } = (await owner.get(`/api/el/audits/${JALIBAT}/modules`)).body
    expect(modules.find((module: { module_identifier: string }) => module.module_identifier === 'S7-1').status).toBe('dead')
  })

  test('the same files given twice at once come in once', async () => {
    const owner = await app().caller()
    const answers = await Promise.all([1, 2, 3].map(() => owner.post('/api/audits/import', EXPORT)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const changes = answers.map(({ body }) => body.audits.map((audit: { changes: number }) => audit.changes))
    expect(changes.filter(([first]) => first > 0)).toHaveLength(1)
    expect((await owner.get('/api/crm/clients')).body.total).toBe(2)
    expect(await entries(owner)).toBe(2)
  })

  test('whoever accepts steps hears how many audits and modules are written, then the answer', async () => {
    const owner = await app().caller()
    const linesOf = async (body: object) => {
      const headers = { ...owner.headers, accept: STEPS_TYPE, 'content-type': 'application/json' }
      const { payload } = await app().app.inject({ method: 'POST', url: '/api/audits/import', headers, payload: JSON.stringify(body) })
      return payload
        .trim()
        .split('\n')
        .map(line => JSON.parse(line))
    }
    const lines = await linesOf(EXPORT)
    expect(lines.slice(0, -1).map(({ step }) => [step.audits, step.ofAudits, step.modules, step.ofModules])).toEqual([
      [0, 2, 0, 462],
      [1, 2, 242, 462],
      [2, 2, 462, 462],
    ])
    expect(lines.at(-1).answer).toMatchObject({ read: 462, taken: 462 })
    const wrong = await linesOf({ files: [{ name: 'metering.json', text: '[{"results":[{"pdl":"1"}]}]' }] })
    expect(wrong).toMatchObject([{ problem: { code: 'import-wrong-kind', status: 422 } }])
  })

  test('a later export of the same audit brings what is new in it', async () => {
    const owner = await app().caller()
    await owner.post('/api/audits/import', EXPORT)
    const later = {
      files: [EXPORT.files[0]!, { name: 'later.json', text: EXPORT.files[1]!.text.replace('"status": "ok"', '"status": "dead"') }],
    }
    expect((await owner.post('/api/audits/import/preview', later)).body.audits[0].changes).toBe(1)
    await owner.post('/api/audits/import', later)
    expect((await owner.get(`/api/el/audits/${JALIBAT}/modules`)).body.modules[0].status).toBe('dead')
  })

  test('a comment that cannot be kept is set aside and named, before and after, and everything else comes in', async () => {
    const owner = await app().caller()
    const rows = JSON.parse(EXPORT.files[1]!.text) as [{ results: { module_id: string; comment: string | null }[] }]
    const [first, second, third, fourth] = rows[0].results
    first!.comment = 'x'.repeat(20_000)
    second!.comment = 'zero \u0000'
    third!.comment = 'half \ud800'
    fourth!.comment = 'x'.repeat(10_000)
    const files = { files: [EXPORT.files[0]!, { name: 'modules.json', text: JSON.stringify(rows) }] }
    const preview = await owner.post('/api/audits/import/preview', files)
    expect(preview.body).toMatchObject({ read: 462, taken: 462, setAside: 0, commentsSetAside: 3 })
    expect(preview.body.audits[0]).toMatchObject({
      token: JALIBAT,
      quarantine: [
        { kind: 'comment-too-long', module: 'S1-1', value: '20000' },
        { kind: 'comment-unkeepable', module: 'S1-2' },
        { kind: 'comment-unkeepable', module: 'S1-3' },
      ],
    })
    const done = await owner.post('/api/audits/import', files)
    expect([done.status, done.body]).toEqual([200, preview.body])
    const { modules } = (await owner.get(`/api/el/audits/${JALIBAT}/modules`)).body
    expect(modules.slice(0, 4).map((module: { comment: string | null }) => module.comment?.length ?? 0)).toEqual([0, 0, 0, 10_000])
  })

  test('a configuration in JSON makes one audit, once', async () => {
    const owner = await app().caller()
    const files = { files: [{ name: 'mppt.json', text: auditFixture('diagpv_import_mppt_242.json') }] }
    const [first, second] = [await owner.post('/api/audits/import', files), await owner.post('/api/audits/import', files)]
    expect(second.body.audits[0]).toMatchObject({ token: first.body.audits[0].token, changes: 0 })
    expect((await owner.get('/api/audits')).body).toMatchObject({ total: 1, audits: [{ total_modules: 242, done_modules: 0 }] })
  })

  test('a file of the wrong kind and a lead without the right are refused, and nothing is there', async () => {
    const owner = await app().caller()
    const wrong = { files: [...EXPORT.files, { name: 'metering.json', text: '[{"results":[{"pdl":"1"}]}]' }] }
    for (const path of ['/api/audits/import', '/api/audits/import/preview']) {
      const answer = await owner.post(path, wrong)
      expect([answer.status, answer.body.code, answer.body.details.file]).toEqual([422, 'import-wrong-kind', 'metering.json'])
    }
    const lead = await app().caller('lead', owner.organisation)
    expect((await lead.post('/api/audits/import', EXPORT)).body.code).toBe('not-allowed')
    expect((await owner.get('/api/audits')).body.total).toBe(0)
    expect((await owner.get('/api/crm/clients')).body.total).toBe(0)
  })

  test('the demonstration shows both plants under names that belong to nobody', async () => {
    const owner = await app().caller()
    expect((await owner.post('/api/audits/demo', {})).status).toBe(204)
    expect((await owner.post('/api/audits/demo', {})).body.code).toBe('audit-token-taken')
    const { audits } = (await owner.get('/api/audits')).body
    expect(audits.map((audit: { total_modules: number; done_modules: number }) => [audit.total_modules, audit.done_modules])).toEqual([
      [220, 220],
      [242, 242],
    ])
    expect(JSON.stringify(audits)).not.toMatch(/jalibat|forges|arkolia/i)
    const { updates } = (await owner.get(`/api/audit/${audits[1].audit_token}/updates`)).body
    expect(new Set(updates.map((update: { technician_name: string }) => update.technician_name))).toEqual(new Set(['Démonstration']))
    const el = await owner.get(`/api/el/audits/${audits[1].audit_token}/modules`)
    expect(el.body.modules.filter((module: { status: string }) => module.status === 'dead')).toHaveLength(182)
  })
})
