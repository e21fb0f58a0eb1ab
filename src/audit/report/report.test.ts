import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { pino } from 'pino'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { audit } from '#audit/audit.server.ts'
import { openAccess } from '#kernel/access/access.server.ts'
import { namesOf } from '#kernel/access/names.server.ts'
import { keepFile } from '#kernel/file/file.server.ts'
import { openFiles } from '#kernel/file/open.server.ts'
import { buildServer } from '#kernel/http/server.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import { openPdfRenderer } from '#kernel/pdf/render.server.ts'
import type { Change } from '#kernel/record/change.ts'
import { openRooms } from '#kernel/sync/rooms.server.ts'
import { aKey, asker } from '../../../tests/access.ts'
import { mark, stringsOf } from '../../../tests/audit-room.ts'
import { anOrganisation, onBothEngines, TEST_KEY } from '../../../tests/databases.ts'
import { readPdf } from '../../../tests/pdf-reading.ts'
import { ATTACHED } from './el-report.ts'
import type { ElSnapshot } from './el-snapshot.ts'
import { pagesOf } from './print.server.ts'
import { reportJob } from './report.server.ts'
import { theReport } from './report-table.server.ts'

interface Report {
  id: string
  revision: number
  kind: string
  number: number
  replaces: number | null
  step: string
  progress: number
  pages: number
  sha256: string
}

onBothEngines('reports of an audit', [audit.migrations], database => {
  const folder = mkdtempSync(join(tmpdir(), 'courant-report-'))
  const token = crypto.randomUUID()
  const queue: { organisation: string; report: string }[] = []
  let kernel: Kernel
  let app: FastifyInstance
  let organisation: string
  let owner: string
  let viewer: string

  async function ask(method: string, url: string, body?: object, key = owner): Promise<{ status: number; json: never; bytes: Buffer }> {
    const answer = await asker(app, key)(method, url, body)
    const json = /json/.test(String(answer.headers['content-type'])) ? answer.json() : undefined
    return { status: answer.statusCode, bytes: answer.rawPayload, json: json as never }
  }

  const decide = (changes: Change[]) =>
    database().inOrganisation(organisation, query =>
      kernel.rooms.commitWithin(query, { person: 'sophie', role: 'owner', device: 'tablet' }, { organisation, room: token }, { changes }),
    )

  /** Does the work that is due, then looks at the report. */
  async function printed(id: string): Promise<Report> {
    for (const due of queue.splice(0)) await reportJob.run(due as never, kernel)
    return (await ask('GET', `/api/reports/${id}`)).json
  }

  async function photo(name: string): Promise<string> {
    const bytes = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#223344' } })
      .jpeg()
      .toBuffer()
    return (await keepFile(kernel, organisation, bytes, { name, by: 'sophie', picture: true, room: token })).hash
  }

  beforeAll(async () => {
    const log = pino({ level: 'silent' })
    const rooms = await openRooms({ database: database(), definitions: audit.rooms, log, names: namesOf })
    const jobs = {
      ask: async (_name: string, data: object) => void queue.push(data as never),
      work: async () => undefined,
      stop: async () => undefined,
    }
    kernel = { database: database(), rooms, jobs, files: openFiles({ folder }), pdf: openPdfRenderer(), log, version: '0.1.0', folder }
    const { authenticate } = openAccess({ database: database(), key: TEST_KEY, log })
    app = (await buildServer({ kernel, routes: audit.routes, authenticate, log, callsPerMinute: 10_000, behindProxy: false, origins: [] }))
      .app
    organisation = await anOrganisation(database(), 'Diagnostic Solaire')
    owner = await aKey(database(), 'Diagnostic Solaire')
    viewer = await aKey(database(), 'Diagnostic Solaire', 'viewer')
    const client = (await ask('POST', '/api/crm/clients', { name: 'Ferme des Amandiers' })).json as { id: number }
    const project = (await ask('POST', '/api/crm/projects', { client_id: client.id, name: 'Hangar nord' })).json as { id: number }
    const visit = (await ask('POST', '/api/planning/interventions', { project_id: project.id, date: '2026-03-12', type: 'el_audit' }))
      .json as { id: number }
    expect((await ask('POST', '/api/audits', { intervention_id: visit.id, audit_token: token })).status).toBe(201)
  }, 120_000)
  afterAll(async () => {
    kernel.pdf.stop()
    await app.close()
    await kernel.rooms.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('a plant without modules cannot be certified, but a draft shows what is missing', async () => {
    const refused = await ask('POST', `/api/audits/${token}/reports`, { kind: 'issued' })
    expect([refused.status, (refused.json as { code: string }).code]).toEqual([409, 'report-without-modules'])
    expect((await ask('GET', `/api/audits/${token}/reports`)).json).toEqual({ reports: [] })
    const draft = await ask('GET', `/api/reports/el/${token}`)
    expect(readPdf(draft.bytes).text).toContain('Aucun string configuré')
  })

  test('without an issued report the address answers a draft of the present state, the same one until something changes', async () => {
    await decide([...stringsOf(26, 24), mark('S1-7', 'dead')])
    const [first, again] = [await ask('GET', `/api/reports/el/${token}`, undefined, viewer), await ask('GET', `/api/reports/el/${token}`)]
    expect(Buffer.compare(first.bytes, again.bytes)).toBe(0)
    expect(readPdf(first.bytes).text).toContain('Brouillon, sans valeur de rapport')
    await decide([mark('S1-8', 'dead')])
    expect(readPdf((await ask('GET', `/api/reports/el/${token}`)).bytes).text).toContain('2 modules à remplacer')
  })

  test('an issued report is frozen, printed once with its photo, and the same bytes come out of its frozen facts', async () => {
    const file = await photo('EL_S1-7.jpg')
    const about = { kind: 'photo', record: crypto.randomUUID() }
    await decide([
      { ...about, field: 'module', to: 'S1-7' },
      { ...about, field: 'file', to: file },
      { ...about, field: 'name', to: 'EL_S1-7.jpg' },
    ])
    const asked = await ask('POST', `/api/audits/${token}/reports`, { kind: 'issued', language: 'en' })
    expect(asked.status).toBe(202)
    await decide([mark('S2-1', 'dead')])
    const report = await printed((asked.json as Report).id)
    expect(report).toMatchObject({ kind: 'issued', revision: 1, replaces: null, progress: 1 })

    const pdf = await ask('GET', `/api/reports/${report.id}/pdf`, undefined, viewer)
    expect(createHash('sha256').update(pdf.bytes).digest('hex')).toBe(report.sha256)
    const read = readPdf(pdf.bytes)
    expect(read.text).toContain('EL_S1-7.jpg')
    expect(read.text).toContain('Ferme des Amandiers')
    const frozen = JSON.parse(read.attachment(ATTACHED)) as ElSnapshot
    expect(frozen.chain).toEqual({ number: report.number, head: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(frozen.modules.map(module => module.id)).toEqual(['S1-7', 'S1-8'])

    const row = await database().inOrganisation(organisation, query => theReport(query, report.id))
    const steps: [string, number][] = []
    const reprinted = await pagesOf(kernel, organisation, row, async (step, progress) => void steps.push([step, progress]))
    expect(steps).toEqual([
      ['pictures', 0.05],
      ['laying-out', 0.5],
      ['writing', 0.85],
    ])
    expect(Buffer.compare(Buffer.from(reprinted.bytes), pdf.bytes)).toBe(0)
  })

  test('the next revision names the one it replaces, which stays as it was', async () => {
    const before = ((await ask('GET', `/api/audits/${token}/reports`)).json as { reports: Report[] }).reports.find(
      one => one.revision === 1 && one.kind === 'issued',
    )!
    const asked = await ask('POST', `/api/audits/${token}/reports`, { kind: 'issued', language: 'fr', reason: 'S2-1 repris' })
    const report = await printed((asked.json as Report).id)
    expect(report).toMatchObject({ revision: 2, replaces: 1 })
    const latest = readPdf((await ask('GET', `/api/reports/el/${token}`)).bytes)
    expect(latest.text).toContain('Cette révision remplace la révision 1. Motif : S2-1 repris')
    expect((await ask('GET', `/api/reports/${before.id}`)).json).toEqual(before)
    const edit = database().inOrganisation(organisation, query => sql`update audit.report set reason = 'edited'`.execute(query))
    await expect(edit).rejects.toThrow()
  })

  test('a report whose printing failed is printed again as the same revision, from what it froze', async () => {
    const { pdf } = kernel
    kernel.pdf = { ...pdf, render: () => Promise.reject(new Error('the worker ended')) }
    const { id, revision } = (await ask('POST', `/api/audits/${token}/reports`, { kind: 'issued' })).json as Report
    await expect(printed(id)).rejects.toThrow('the worker ended')
    kernel.pdf = pdf
    const failed = await ask('GET', `/api/reports/${id}/pdf`)
    expect([failed.status, (failed.json as { code: string }).code]).toEqual([409, 'report-failed'])
    await decide([mark('S2-24', 'dead')])
    expect((await ask('POST', `/api/reports/${id}/print`, undefined, viewer)).status).toBe(403)
    const again = await ask('POST', `/api/reports/${id}/print`)
    expect([again.status, (again.json as Report).step]).toEqual([202, 'waiting'])
    expect(await printed(id)).toMatchObject({ step: 'done', revision, progress: 1 })
    const pages = readPdf((await ask('GET', `/api/reports/${id}/pdf`)).bytes)
    expect((JSON.parse(pages.attachment(ATTACHED)) as ElSnapshot).modules.some(module => module.id === 'S2-24')).toBe(false)
    await ask('POST', `/api/reports/${id}/print`)
    expect(queue).toEqual([])
  })

  test('a database that goes away while pages are laid out fails the report, and ends nothing else', async () => {
    const steps: string[] = []
    const note = async (step: string) => {
      steps.push(step)
      if (step === 'laying-out') throw new Error('Connection terminated unexpectedly')
    }
    const pdf: Kernel['pdf'] = {
      ...kernel.pdf,
      async render(_document, hear) {
        hear?.('laying-out')
        await new Promise(resolve => setTimeout(resolve, 20))
        return { bytes: new Uint8Array(), pages: 1 }
      },
    }
    const { reports } = (await ask('GET', `/api/audits/${token}/reports`)).json as { reports: Report[] }
    const row = await database().inOrganisation(organisation, query => theReport(query, reports[0]!.id))
    await expect(pagesOf({ ...kernel, pdf }, organisation, row, note)).rejects.toThrow('Connection terminated')
    expect(steps.at(-1)).toBe('laying-out')
  })

  test('reports issued at once while somebody writes get one revision each, at one number each', async () => {
    let on = true
    const writing = (async () => {
      for (let i = 1; on && i <= 24; i++) await decide([mark(`S2-${i}`, 'ok')])
    })()
    const asked = await Promise.all([1, 2, 3].map(() => ask('POST', `/api/audits/${token}/reports`, { kind: 'issued' })))
    const reports: Report[] = []
    for (const one of asked) reports.push(await printed((one.json as Report).id))
    on = false
    await writing
    expect(reports.map(one => one.revision).sort()).toEqual([4, 5, 6])
    for (const report of reports) {
      const { modules, chain } = JSON.parse(
        readPdf((await ask('GET', `/api/reports/${report.id}/pdf`)).bytes).attachment(ATTACHED),
      ) as ElSnapshot
      const { rows } = await sql<{ head: string; ok: number }>`select encode(h.hash, 'hex') as head, (select count(*)::int
          from kernel.history w where w.organisation = h.organisation and w.room = h.room and w.number <= h.number and w.entry like '%"ok"%') as ok
        from kernel.history h where h.room = ${token} and h.number = ${report.number}`.execute(database().kysely)
      expect(chain.head).toBe(rows[0]!.head)
      expect(modules.filter(module => module.status === 'ok')).toHaveLength(rows[0]!.ok)
    }
  })

  test('a viewer reads and has nothing printed; a stranger is not told that the report exists', async () => {
    for (const kind of ['draft', 'issued']) {
      expect((await ask('POST', `/api/audits/${token}/reports`, { kind }, viewer)).status, kind).toBe(403)
    }
    expect((await ask('GET', `/api/audits/${token}/reports`, undefined, viewer)).status).toBe(200)
    await anOrganisation(database(), 'Elsewhere')
    const stranger = await aKey(database(), 'Elsewhere')
    const known = ((await ask('GET', `/api/audits/${token}/reports`)).json as { reports: Report[] }).reports[0]!
    for (const path of [`/api/reports/${known.id}`, `/api/reports/${known.id}/pdf`, `/api/reports/el/${token}`]) {
      expect((await ask('GET', path, undefined, stranger)).status, path).toBe(404)
    }
    expect((await ask('GET', `/api/reports/el/${crypto.randomUUID()}`)).status).toBe(404)
    expect((await ask('POST', `/api/audits/${token}/reports`, { kind: 'final' })).status).toBe(400)
  })
})
