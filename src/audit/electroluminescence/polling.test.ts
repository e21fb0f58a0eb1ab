import { expect, test } from 'vitest'
import { type Answer, anAudit, type Caller, onAuditApp } from '../../../tests/audit-app.ts'

const ADRIEN = { technicianId: 'tech_abc123', technicianName: 'Adrien' }
const SOPHIE = { technicianId: 'tech_def456', technicianName: 'Sophie' }

/** A tablet of the third source document: it asks "since when" with its own clock, taken after each answer. */
function oldTablet(caller: Caller, token: string, technician: string, skew = 0) {
  let since = Date.now() + skew
  return async (lost = false): Promise<Record<string, unknown>[]> => {
    const { body } = await caller.get(`/api/audit/${token}/updates?since=${since}&technicianId=${technician}`)
    if (!lost) since = Date.now() + skew
    return body.updates
  }
}

function refusedWith(answer: Answer): [number, string] {
  return [answer.status, answer.body.code]
}

onAuditApp('the collaboration protocol of older tablets', app => {
  async function jalibat() {
    const owner = await app().caller()
    const token = await anAudit(owner, 1, 1)
    const strings = [26, ...Array(9).fill(24)].map((count, i) => ({ number: i + 1, count }))
    await owner.post('/api/shared-config', { audit_token: token, advanced_config: { strings } })
    const adrien = await app().caller('technician', owner.organisation)
    const sophie = await app().caller('technician', owner.organisation)
    return { owner, token, adrien, sophie }
  }

  test('Adrien marks M050 and Sophie is told in the documented shape', async () => {
    const { token, adrien, sophie } = await jalibat()
    const body = { status: 'microcracks', comment: 'Fissures visibles EL', ...ADRIEN }
    expect((await adrien.post(`/api/audit/${token}/module/M050`, body)).body).toMatchObject({ success: true, module_identifier: 'S2-24' })
    const { body: answer } = await sophie.get(`/api/audit/${token}/updates?since=0`)
    expect(answer.success).toBe(true)
    expect(answer.updates).toHaveLength(1)
    expect(answer.updates[0]).toMatchObject({
      module_id: 'M050',
      module_identifier: 'S2-24',
      status: 'microcracks',
      comment: 'Fissures visibles EL',
      technician_id: 'tech_abc123',
      technician_name: 'Adrien',
    })
    expect(Date.parse(answer.updates[0].updated_at)).toBe(answer.updates[0].updated_at_ms)
    const after = await sophie.get(`/api/audit/${token}/updates?cursor=${answer.cursor}`)
    expect(after.body.updates).toEqual([])
  })

  test('twelve tablets whose first marks come at once are all taken', async () => {
    const { token, adrien } = await jalibat()
    const tablets = Array.from({ length: 12 }, (_, i) => i + 1)
    const mark = (i: number) => adrien.post(`/api/audit/${token}/module/S1-${i}`, { status: 'dead', technicianId: `tech_${i}` })
    const answers = await Promise.all(tablets.map(mark))
    expect(answers.map(({ status }) => status)).toEqual(tablets.map(() => 200))
  })

  test.each([0, 86_400_000, -86_400_000])('a clock %i ms off and lost answers lose nothing', async skew => {
    const { token, adrien, sophie } = await jalibat()
    const ask = oldTablet(sophie, token, SOPHIE.technicianId, skew)
    const seen = new Map<unknown, unknown>()
    for (let i = 1; i <= 12; i++) {
      await adrien.post(`/api/audit/${token}/module/S1-${i}`, { status: 'dead', ...ADRIEN })
      const lost = i % 3 === 0
      const updates = await ask(lost)
      if (!lost) for (const update of updates) seen.set(update.module_identifier, update.status)
    }
    for (const update of await ask()) seen.set(update.module_identifier, update.status)
    expect([...seen.values()]).toEqual(Array(12).fill('dead'))
  })

  test('programs that share a key and give no name are told everything each time', async () => {
    const { token, adrien, sophie } = await jalibat()
    for (const i of [1, 2, 3]) await adrien.post(`/api/audit/${token}/module/S1-${i}`, { status: 'dead', ...ADRIEN })
    for (const since of [1000, 4000, 7000]) {
      expect((await sophie.get(`/api/audit/${token}/updates?since=${since}`)).body.updates).toHaveLength(3)
    }
  })

  test('each tablet is answered with the names of modules that it uses itself', async () => {
    const { token, adrien, sophie } = await jalibat()
    const named = async () => (await sophie.get(`/api/audit/${token}/updates?since=1&technicianId=tech_2`)).body.updates[0].module_id
    await sophie.post(`/api/audit/${token}/module/S1-5`, { status: 'dead', technicianId: 'tech_2' })
    await adrien.post(`/api/audit/${token}/module/M005`, { status: 'microcracks', ...ADRIEN })
    expect(await named()).toBe('S1-5')
    await sophie.post(`/api/audit/${token}/module/M005`, { status: 'dead', technicianId: 'tech_2' })
    expect(await named()).toBe('M005')
  })

  test('whoever only watches lends no name to what others decided', async () => {
    const { token, owner, adrien, sophie } = await jalibat()
    await adrien.post(`/api/audit/${token}/module/S1-1`, { status: 'dead', ...ADRIEN })
    const viewer = await app().caller('viewer', owner.organisation)
    await viewer.post(`/api/audit/${token}/heartbeat`, { ...ADRIEN, technicianName: 'Imposteur' })
    const { body } = await sophie.get(`/api/audit/${token}/updates?since=1`)
    expect(body.updates[0]).toMatchObject({ technician_id: ADRIEN.technicianId, technician_name: 'Adrien' })
    const present = (await sophie.get(`/api/audit/${token}/technicians`)).body.technicians
    expect(present.filter((one: { technician_id: string }) => one.technician_id === ADRIEN.technicianId)).toHaveLength(1)
  })

  test('a comment sent twice is one comment, and a null comment erases none', async () => {
    const { token, adrien, owner } = await jalibat()
    const path = `/api/audit/${token}/module/S1-1`
    await adrien.post(path, { status: 'ok', comment: 'verre intact', ...ADRIEN })
    const first = await adrien.post(path, { status: 'ok', comment: 'verre intact', ...ADRIEN })
    await adrien.post(path, { status: 'dead', comment: null, ...ADRIEN })
    const { body } = await owner.get(`/api/el/audits/${token}/modules`)
    expect(body.modules[0]).toMatchObject({ status: 'dead', defect_type: 'dead_module', severity_level: 3, comment: 'verre intact' })
    expect(body.cursor).toBe(first.body.cursor + 1)
  })

  test('a grouped call marks M030 to M040 as one act', async () => {
    const { token, adrien, sophie } = await jalibat()
    const modules = Array.from({ length: 11 }, (_, i) => ({ module_id: `M0${30 + i}`, status: 'inequality' }))
    const before = (await sophie.get(`/api/audit/${token}/updates?since=0`)).body.cursor
    const { body } = await adrien.post(`/api/audit/${token}/modules`, { modules, ...ADRIEN })
    expect(body.cursor).toBe(before + 1)
    expect((await sophie.get(`/api/audit/${token}/updates?cursor=${before}`)).body.updates).toHaveLength(11)
  })

  test('a verdict given without having seen another is shown last, and the other waits to be confirmed', async () => {
    const { token, adrien, sophie, owner } = await jalibat()
    const ask = oldTablet(sophie, token, SOPHIE.technicianId)
    await ask()
    await adrien.post(`/api/audit/${token}/module/M050`, { status: 'microcracks', ...ADRIEN })
    await sophie.post(`/api/audit/${token}/module/M050`, { status: 'ok', ...SOPHIE })
    const room = await app().database.inOrganisation(owner.organisation, query =>
      app().kernel.rooms.read(query, { organisation: owner.organisation, room: token }),
    )
    const field = room.reader.field('module', 'S2-24', 'status')
    expect(field).toMatchObject({ value: 'ok', contested: [{ value: 'microcracks', device: 'tech_abc123' }] })
  })

  test('a technician who gave no name works under that of any', async () => {
    const { token, adrien } = await jalibat()
    const nameless = { ...ADRIEN, technicianName: null }
    expect((await adrien.post(`/api/audit/${token}/heartbeat`, nameless)).status).toBe(200)
    expect((await adrien.post(`/api/audit/${token}/module/S1-1`, { ...nameless, status: 'ok' })).status).toBe(200)
  })

  test('technicians are seen for a while after their heartbeat, with what is done', async () => {
    const { token, adrien, sophie, owner } = await jalibat()
    await adrien.post(`/api/audit/${token}/heartbeat`, ADRIEN)
    await sophie.post(`/api/audit/${token}/heartbeat`, SOPHIE)
    await adrien.post(`/api/audit/${token}/module/S1-1`, { status: 'ok', ...ADRIEN })
    const { body } = await owner.get(`/api/audit/${token}/technicians`)
    expect(body.technicians.map((technician: { technician_name: string }) => technician.technician_name)).toEqual(['Adrien', 'Sophie'])
    const status = await owner.get(`/api/el/audits/${token}/collaborative-status`)
    expect(status.body).toMatchObject({ modules_completed: 1, total_modules: 242 })
    expect(status.body.active_users).toHaveLength(2)
  })

  test('the author in history is who the key belongs to, whatever name is given', async () => {
    const { token, adrien, owner } = await jalibat()
    await adrien.post(`/api/audit/${token}/module/S1-1`, { status: 'ok', technicianId: 'owner', technicianName: 'Le patron' })
    const page = await app().database.inOrganisation(owner.organisation, query =>
      query.selectFrom('kernel.history').select(['by', 'device']).where('room', '=', token).orderBy('number', 'desc').limit(1).execute(),
    )
    expect(page[0]).toMatchObject({ device: 'owner' })
    expect(page[0]!.by).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('what cannot be done is refused with its code and changes nothing', async () => {
    const { token, adrien, owner } = await jalibat()
    const viewer = await app().caller('viewer', owner.organisation)
    const stranger = await app().caller('technician')
    const mark = (caller: Caller, module: string, body: object) =>
      caller.post(`/api/audit/${token}/module/${module}`, { ...ADRIEN, ...body })
    const before = (await owner.get(`/api/audit/${token}/updates?since=0`)).body
    expect(refusedWith(await mark(viewer, 'S1-1', { status: 'ok' }))).toEqual([403, 'not-allowed'])
    expect(refusedWith(await mark(stranger, 'S1-1', { status: 'ok' }))).toEqual([404, 'audit-unknown'])
    expect(refusedWith(await mark(adrien, 'S1-1', { status: 'hot_spot' }))).toEqual([422, 'unknown-status'])
    expect(refusedWith(await mark(adrien, 'S11-1', { status: 'ok' }))).toEqual([422, 'module-not-in-configuration'])
    expect(refusedWith(await mark(adrien, 'M243', { status: 'ok' }))).toEqual([422, 'module-not-in-configuration'])
    expect(refusedWith(await mark(adrien, 'roof', { status: 'ok' }))).toEqual([422, 'module-not-readable'])
    expect(refusedWith(await mark(adrien, 'S1-1', { status: 'ok', comment: 'x'.repeat(1 << 20) }))).toEqual([413, 'comment-too-long'])
    const many = Array.from({ length: 10_000 }, () => ({ module_id: 'S1-1', status: 'ok' }))
    expect(refusedWith(await adrien.post(`/api/audit/${token}/modules`, { modules: many, ...ADRIEN }))).toEqual([413, 'too-many-modules'])
    const mixed = [
      { module_id: 'S1-1', status: 'ok' },
      { module_id: 'S1-2', status: 'nope' },
    ]
    expect(refusedWith(await adrien.post(`/api/audit/${token}/modules`, { modules: mixed, ...ADRIEN }))).toEqual([422, 'unknown-status'])
    expect(refusedWith(await adrien.get('/api/audit/no-such-token/updates?since=0'))).toEqual([404, 'audit-unknown'])
    expect(refusedWith(await adrien.post('/api/audit/no-such-token/heartbeat', ADRIEN))).toEqual([404, 'audit-unknown'])
    expect(refusedWith(await adrien.call('POST', `/api/audit/${token}/heartbeat`, '{"technicianId"'))).toEqual([400, 'malformed-body'])
    expect((await owner.get(`/api/audit/${token}/updates?since=0`)).body).toEqual(before)
  })
})
