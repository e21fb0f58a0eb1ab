import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { anAudit, onAuditApp } from '../../../tests/audit-app.ts'

onAuditApp('clients to audits', app => {
  test('the complete audit of the first source document comes out as written there', async () => {
    const owner = await app().caller()
    const client = await owner.post('/api/crm/clients', { name: 'GIRASOLE' })
    expect([client.status, client.body.id]).toEqual([201, 1])
    const project = await owner.post('/api/crm/projects', { client_id: 1, pv_config: { strings: 10, modules_per_string: 24 } })
    expect(project.body).toMatchObject({ id: 1, client_id: 1, name: 'GIRASOLE', pv_config: { strings: 10, modules_per_string: 24 } })
    const visit = await owner.post('/api/planning/interventions', { project_id: 1, date: '2025-12-10', type: 'audit_complet' })
    expect(visit.body).toMatchObject({ id: 1, date: '2025-12-10', type: 'audit_complet', status: 'scheduled' })
    const audit = await owner.post('/api/audits', { intervention_id: 1, audit_token: 'abc-123-def-456' })
    expect(audit.body).toMatchObject({ id: 1, audit_token: 'abc-123-def-456', intervention_id: 1, total_modules: 0 })
    const config = await owner.post('/api/shared-config', { audit_token: 'abc-123-def-456', string_count: 10, modules_per_string: 24 })
    expect(config.status).toBe(200)
    const read = await owner.get('/api/shared-config/abc-123-def-456')
    expect(read.body).toMatchObject({ audit_token: 'abc-123-def-456', string_count: 10, modules_per_string: 24, total_modules: 240 })
    expect(read.body.modules.slice(0, 2)).toEqual(['S1-1', 'S1-2'])
    const modules = await owner.get('/api/shared-config/abc-123-def-456/modules')
    expect(modules.body.total_modules).toBe(240)
    expect(modules.body.modules.at(-1)).toEqual({ module_identifier: 'S10-24', string: 10, position: 24 })
    const status = await owner.get('/api/shared-config/abc-123-def-456/sync-status')
    expect(status.body.modules).toMatchObject({ EL: { synced: true, count: 240 }, Visual: { synced: false, count: 0 } })
    const el = await owner.get('/api/el/audits/abc-123-def-456/modules')
    expect(el.body.modules[0]).toMatchObject({ module_identifier: 'S1-1', string: 1, position: 1, status: 'pending', severity_level: null })
  })

  test('two organisations with the same numbers and the same token see their own audit alone', async () => {
    const [mine, theirs] = [await app().caller(), await app().caller()]
    await anAudit(mine, 2, 3, 'the-same-token')
    await anAudit(theirs, 4, 5, 'the-same-token')
    expect((await mine.get('/api/shared-config/the-same-token')).body.total_modules).toBe(6)
    expect((await theirs.get('/api/shared-config/the-same-token')).body.total_modules).toBe(20)
    await theirs.post('/api/audit/the-same-token/module/S1-1', { status: 'dead', technicianId: 'tech_1' })
    expect((await mine.get('/api/audits')).body).toMatchObject({ total: 1, audits: [{ id: 1, done_modules: 0, total_modules: 6 }] })
    expect((await theirs.get('/api/audits')).body).toMatchObject({ total: 1, audits: [{ id: 1, done_modules: 1, total_modules: 20 }] })
  })

  test('the same audit asked twice is answered, another visit with its token is refused', async () => {
    const owner = await app().caller()
    const token = await anAudit(owner, 1, 1)
    const again = await owner.post('/api/audits', { intervention_id: 1, audit_token: token })
    expect([again.status, again.body.id]).toEqual([201, 1])
    await owner.post('/api/planning/interventions', { project_id: 1, date: '2025-12-11', type: 'el_audit' })
    expect((await owner.post('/api/audits', { intervention_id: 2, audit_token: token })).body.code).toBe('audit-token-taken')
  })

  test('clients are searched, changed, archived and brought back, and each act is noted', async () => {
    const owner = await app().caller()
    for (const name of ['Arc en ciel', 'Bois 100 % local', 'Bois_dur']) await owner.post('/api/crm/clients', { name })
    expect((await owner.get('/api/crm/clients?search=100%20%25')).body.clients).toMatchObject([{ name: 'Bois 100 % local' }])
    expect((await owner.get('/api/crm/clients?search=LOCÀL%20bois')).body.clients).toMatchObject([{ name: 'Bois 100 % local' }])
    expect((await owner.get('/api/crm/clients?size=2&page=2')).body).toMatchObject({ total: 3, clients: [{ name: 'Bois_dur' }] })
    const changed = await owner.call('PATCH', '/api/crm/clients/1', { city: 'Nantes', contact_email: null })
    expect(changed.body).toMatchObject({ name: 'Arc en ciel', city: 'Nantes' })
    await owner.call('DELETE', '/api/crm/clients/1')
    expect((await owner.get('/api/crm/clients')).body.total).toBe(2)
    expect((await owner.get('/api/crm/clients?archived=true')).body.clients).toMatchObject([{ id: 1, archived: true }])
    expect((await owner.call('PATCH', '/api/crm/clients/1', { archived: false })).body.archived).toBe(false)
    const { rows } = await sql<{
      action: string
    }>`select action from kernel.activity where organisation = ${owner.organisation} order by id`.execute(app().database.kysely)
    expect(rows.slice(3).map(row => row.action)).toEqual(['client.change', 'client.archive', 'client.change'])
  })

  test('a list is narrowed to where audits are, and is paged after that', async () => {
    const owner = await app().caller()
    const tokens = [await anAudit(owner, 1, 2), await anAudit(owner, 1, 2), await anAudit(owner, 1, 2), await anAudit(owner, 1, 2)]
    const mark = (token: string, module: string) =>
      owner.post(`/api/audit/${token}/module/${module}`, { status: 'dead', technicianId: 'tech_1' })
    await mark(tokens[0]!, 'S1-1')
    for (const module of ['S1-1', 'S1-2']) await mark(tokens[1]!, module)
    const those = async (query: string) => {
      const { body } = await owner.get(`/api/audits?${query}`)
      return [body.total, body.audits.map((row: { audit_token: string }) => tokens.indexOf(row.audit_token))]
    }
    expect(await those('state=under-way')).toEqual([1, [0]])
    expect(await those('state=complete')).toEqual([1, [1]])
    expect(await those('state=not-started&size=1&page=2')).toEqual([2, [2]])
    expect(await those('size=3')).toEqual([4, [3, 2, 1]])
    expect(await those('size=3&page=3')).toEqual([4, []])
    expect(await those(`search=${tokens[2]!.slice(0, 8)}`)).toEqual([1, [2]])
    expect(await those(`search=${tokens[2]!.slice(0, 7)}`)).toEqual([0, []])
    expect((await owner.get('/api/audits?state=nearly')).status).toBe(400)
  })

  test('an audit is renamed, completed and archived', async () => {
    const owner = await app().caller()
    const token = await anAudit(owner, 1, 2)
    expect((await owner.call('PATCH', `/api/audits/${token}`, { name: 'Toiture nord', status: 'completed' })).body).toMatchObject({
      name: 'Toiture nord',
      status: 'completed',
      client_name: 'GIRASOLE',
    })
    await owner.call('DELETE', `/api/audits/${token}`)
    expect((await owner.get('/api/audits')).body.total).toBe(0)
    expect((await owner.get(`/api/audits/${token}`)).body.archived).toBe(true)
    await owner.call('PATCH', `/api/audits/${token}`, { name: 'Toiture nord', archived: false })
    const { rows } = await sql<{ action: string; details: object }>`select action, details from kernel.activity
      where organisation = ${owner.organisation} and thing = ${token} and action <> 'audit.create' order by id`.execute(
      app().database.kysely,
    )
    expect(rows.map(({ action, details }) => [action, details])).toEqual([
      ['audit.rename', { from: 'GIRASOLE', to: 'Toiture nord' }],
      ['audit.change', { name: 'Toiture nord', before: expect.anything(), after: expect.anything() }],
      ['audit.archive', { name: 'Toiture nord' }],
      ['audit.restore', { name: 'Toiture nord' }],
    ])
  })

  test.each([
    ['POST', '/api/crm/projects', { client_id: 99 }, 404, 'client-unknown'],
    ['POST', '/api/planning/interventions', { project_id: 99, date: '2025-12-10', type: 'x' }, 404, 'project-unknown'],
    ['POST', '/api/planning/interventions', { project_id: 1, date: '2025-02-30', type: 'x' }, 400, 'bad-input'],
    ['POST', '/api/audits', { intervention_id: 99 }, 404, 'intervention-unknown'],
    ['POST', '/api/audits', { intervention_id: 1, audit_token: 'short' }, 400, 'bad-input'],
    ['POST', '/api/crm/clients', { name: '' }, 400, 'bad-input'],
    ['POST', '/api/crm/clients', '{"name":', 400, 'malformed-body'],
    ['GET', '/api/audits/no-such-token', undefined, 404, 'audit-unknown'],
    ['GET', '/api/shared-config/no-such-token', undefined, 404, 'audit-unknown'],
    ['POST', '/api/shared-config', { audit_token: 'no-such-token', string_count: 1, modules_per_string: 1 }, 404, 'audit-unknown'],
  ])('%s %s %j is refused', async (method, path, body, status, code) => {
    const owner = await app().caller()
    const answer = await owner.call(method, path, body)
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(answer.body.fr).not.toBe('')
    expect((await owner.get('/api/crm/clients')).body.total).toBe(0)
  })

  test('a body of more than a megabyte is refused before it is read', async () => {
    const answer = await (await app().caller()).post('/api/crm/clients', { name: 'x'.repeat(1 << 20) })
    expect([answer.status, answer.body.code]).toEqual([413, 'too-large'])
  })

  test('a viewer and a technician create nothing; without a key nothing is read', async () => {
    const owner = await app().caller()
    for (const role of ['viewer', 'technician'] as const) {
      const other = await app().caller(role, owner.organisation)
      expect((await other.post('/api/crm/clients', { name: 'X' })).body.code).toBe('not-allowed')
      expect((await other.get('/api/crm/clients')).body.total).toBe(0)
    }
    expect((await app().app.inject({ method: 'GET', url: '/api/audits' })).json().code).toBe('sign-in-needed')
  })
})

onAuditApp('plant configuration', app => {
  test('an advanced configuration has its own counts, labels and power', async () => {
    const owner = await app().caller()
    const token = await anAudit(owner, 1, 1)
    const strings = Array.from({ length: 10 }, (_, i) => ({
      mpptNumber: i + 1,
      moduleCount: i === 0 ? 26 : 24,
      physicalRow: i + 1,
      physicalCol: 0,
    }))
    const answer = await owner.post('/api/shared-config', { audit_token: token, advanced_config: { strings }, module_power_wp: 240 })
    expect(answer.body).toMatchObject({
      total_modules: 242,
      string_count: 10,
      modules_per_string: 0,
      is_advanced_mode: true,
      total_power_kwc: 58.08,
    })
    const marked = await owner.post(`/api/audit/${token}/module/M050`, { status: 'ok', technicianId: 'tech_1' })
    expect(marked.body).toMatchObject({ module_id: 'M050', module_identifier: 'S2-24' })
  })

  test('of configurations given at once, one is there whole', async () => {
    const owner = await app().caller()
    const sizes = [
      [3, 20],
      [9, 4],
      [6, 11],
    ]
    // The first time connections are still being opened, one after the other.
    for (const _ of [1, 2, 3]) {
      const token = await anAudit(owner, 1, 1)
      const body = ([strings, modules]: number[]) => ({ audit_token: token, string_count: strings, modules_per_string: modules })
      const given = await Promise.all(sizes.map(size => owner.post('/api/shared-config', body(size))))
      expect(given.map(({ status }) => status)).toEqual([200, 200, 200])
      const { string_count: strings, modules_per_string: modules } = (await owner.get(`/api/shared-config/${token}`)).body
      expect(sizes).toContainEqual([strings, modules])
    }
  })

  test('a configuration that leaves out results is refused until their archiving is confirmed', async () => {
    const owner = await app().caller()
    const token = await anAudit(owner, 2, 2)
    await owner.post(`/api/audit/${token}/module/S2-2`, { status: 'dead', technicianId: 'tech_1' })
    const smaller = { audit_token: token, string_count: 1, modules_per_string: 2 }
    expect((await owner.post('/api/shared-config', smaller)).body.code).toBe('configuration-archives')
    expect((await owner.get(`/api/shared-config/${token}`)).body.total_modules).toBe(4)
    expect((await owner.post('/api/shared-config', { ...smaller, archive: true })).body.total_modules).toBe(2)
    expect((await owner.get(`/api/el/audits/${token}/modules`)).body.archived).toEqual(['S2-2'])
  })

  test.each([
    [{ string_count: 0, modules_per_string: 10 }, 'configuration-empty'],
    [{ string_count: 5001, modules_per_string: 1 }, 'configuration-too-large'],
    [
      {
        advanced_config: {
          strings: [
            { number: 1, count: 2 },
            { number: 1, count: 3 },
          ],
        },
      },
      'string-number-twice',
    ],
  ])('%j is refused and changes nothing', async (body, code) => {
    const owner = await app().caller()
    const token = await anAudit(owner, 2, 2)
    expect((await owner.post('/api/shared-config', { audit_token: token, ...body })).body.code).toBe(code)
    expect((await owner.get(`/api/shared-config/${token}`)).body.total_modules).toBe(4)
  })
})
