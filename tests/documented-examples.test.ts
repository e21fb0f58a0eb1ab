import { expect, test } from 'vitest'
import { anAudit, onAuditApp } from './audit-app.ts'

const TOKEN = 'abc-123-def-456'
const ADRIEN = { technicianId: 'tech_abc123', technicianName: 'Adrien' }

onAuditApp('what the source documents promise to other programs', app => {
  test('the interconnections of an audit of 10 strings of 24 are checked as written there', async () => {
    const owner = await app().caller()
    await anAudit(owner, 10, 24, TOKEN)
    expect((await owner.get(`/api/shared-config/${TOKEN}`)).body).toMatchObject({ total_modules: 240, strings: 10 })
    const el = (await owner.get(`/api/el/audits/${TOKEN}/modules`)).body.modules as { module_identifier: string }[]
    expect([el.length, el[0]?.module_identifier, el[239]?.module_identifier]).toEqual([240, 'S1-1', 'S10-24'])
    const status = (await owner.get(`/api/shared-config/${TOKEN}/sync-status`)).body
    expect(status.modules.EL).toEqual({ synced: true, count: 240 })
    expect(Object.keys(status.modules).sort()).toEqual(['EL', 'IV', 'Isolation', 'PV', 'Visual'])
  })

  test('a tablet that posts as the page of the document does, without naming its JSON, is understood', async () => {
    const owner = await app().caller()
    await anAudit(owner, 10, 24, TOKEN)
    const post = (path: string, body: object) =>
      app().app.inject({
        method: 'POST',
        url: `/api/audit/${TOKEN}/${path}`,
        headers: { ...owner.headers, 'content-type': 'text/plain;charset=UTF-8' },
        payload: JSON.stringify(body),
      })
    expect((await post('module/M050', { status: 'microcracks', comment: 'Fissures visibles EL', ...ADRIEN })).statusCode).toBe(200)
    expect((await post('heartbeat', ADRIEN)).json()).toEqual({ success: true })
    const told = (await owner.get(`/api/audit/${TOKEN}/updates?since=1737800000000`)).body
    expect(told).toMatchObject({ success: true, updates: [{ module_id: 'M050', status: 'microcracks', comment: 'Fissures visibles EL' }] })
    expect(Object.keys(told.updates[0]).sort()).toEqual(
      ['comment', 'module_id', 'module_identifier', 'status', 'technician_id', 'technician_name', 'updated_at', 'updated_at_ms'].sort(),
    )
    expect(Date.parse(told.updates[0].updated_at)).toBe(told.updates[0].updated_at_ms)
  })

  test('a cursor given before a backup was brought back is told everything', async () => {
    const owner = await app().caller()
    await anAudit(owner, 1, 2, TOKEN)
    await owner.post(`/api/audit/${TOKEN}/module/S1-2`, { status: 'dead', ...ADRIEN })
    const { cursor } = (await owner.get(`/api/audit/${TOKEN}/updates`)).body
    expect((await owner.get(`/api/audit/${TOKEN}/updates?cursor=${cursor}`)).body.updates).toEqual([])
    const later = (await owner.get(`/api/audit/${TOKEN}/updates?cursor=${cursor + 100}`)).body
    expect(later).toMatchObject({ cursor, updates: [{ module_identifier: 'S1-2', status: 'dead' }] })
  })
})
