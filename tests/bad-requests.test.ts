import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { anAudit, onAuditApp } from './audit-app.ts'

const JSON_BODY = { 'content-type': 'application/json' }
const VERDICT = '{"status":"ok","technicianId":"tech_1"}'
const MARK = '/api/audit/the-audit-token/module/S1-1'

type Bad = [method: string, url: string, body: string | undefined, headers: Record<string, string>, status: number, code: string]

const BAD: Bad[] = [
  ['POST', MARK, '{"status":', JSON_BODY, 400, 'malformed-body'],
  ['POST', MARK, '', JSON_BODY, 400, 'malformed-body'],
  ['POST', MARK, '{"__proto__":{"status":"ok"},"technicianId":"t"}', JSON_BODY, 400, 'malformed-body'],
  ['POST', MARK, 'not packed', { ...JSON_BODY, 'content-encoding': 'gzip' }, 400, 'malformed-body'],
  ['POST', MARK, VERDICT, { ...JSON_BODY, 'content-encoding': 'lzma' }, 415, 'unsupported-content'],
  ['POST', MARK, '<status>ok</status>', { 'content-type': 'application/xml' }, 415, 'unsupported-content'],
  ['POST', MARK, 'status=ok', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported-content'],
  ['POST', MARK, '[]', JSON_BODY, 400, 'bad-input'],
  ['POST', MARK, '{"status":7,"technicianId":""}', JSON_BODY, 400, 'bad-input'],
  ['POST', MARK, '{"status":"broken","technicianId":"t"}', JSON_BODY, 422, 'unknown-status'],
  ['POST', MARK, '{"comment":"a\\u0000b","technicianId":"t"}', JSON_BODY, 400, 'unkeepable-text'],
  ['POST', MARK, '{"comment":"a\\ud800b","technicianId":"t"}', JSON_BODY, 400, 'unkeepable-text'],
  ['POST', MARK, `{"comment":"${'x'.repeat(1_000_000)}","technicianId":"t"}`, JSON_BODY, 413, 'comment-too-long'],
  ['POST', MARK, `{"comment":"${'x'.repeat(9_000_000)}","technicianId":"t"}`, JSON_BODY, 413, 'too-large'],
  ['POST', '/api/audit/the-audit-token/module/S9-9', VERDICT, JSON_BODY, 422, 'module-not-in-configuration'],
  ['POST', '/api/audit/the-audit-token/module/%F0%9F%94%A5', VERDICT, JSON_BODY, 422, 'module-not-readable'],
  ['POST', '/api/audit/the-audit-token/module/%E0%A4%A', VERDICT, JSON_BODY, 400, 'unreadable-address'],
  ['POST', `/api/audit/the-audit-token/module/${'S'.repeat(200)}`, VERDICT, JSON_BODY, 414, 'address-too-long'],
  ['POST', '/api/audit/the-audit-token/heartbeat', '{"technicianId":"a\\u0000b"}', JSON_BODY, 400, 'unstorable-value'],
  ['POST', '/api/planning/interventions', '{"project_id":1,"date":"0000-01-01","type":"x"}', JSON_BODY, 400, 'unstorable-value'],
  ...['2147483648', 'true', '[1]', 'null', '""', '"1x"', '1.5', '0'].flatMap((id): Bad[] => [
    ['POST', '/api/crm/projects', `{"client_id":${id}}`, JSON_BODY, 400, 'bad-input'],
    ['PATCH', '/api/crm/projects/1', `{"client_id":${id}}`, JSON_BODY, 400, 'bad-input'],
    ['POST', '/api/planning/interventions', `{"project_id":${id},"date":"2025-12-10","type":"x"}`, JSON_BODY, 400, 'bad-input'],
    ['POST', '/api/audits', `{"intervention_id":${id}}`, JSON_BODY, 400, 'bad-input'],
    ['PATCH', '/api/audits/the-audit-token', `{"intervention_id":${id}}`, JSON_BODY, 400, 'bad-input'],
  ]),
  [
    'POST',
    '/api/shared-config',
    '{"audit_token":"the-audit-token","string_count":true,"modules_per_string":[9]}',
    JSON_BODY,
    400,
    'bad-input',
  ],
  ['POST', '/api/shared-config', '{"audit_token":"the-audit-token","string_count":-1,"modules_per_string":9}', JSON_BODY, 400, 'bad-input'],
  ['GET', '/api/audit/the-audit-token/updates?since=yesterday', undefined, {}, 400, 'bad-input'],
  ['GET', '/api/audit/the-audit-token/updates?since=1e400', undefined, {}, 400, 'bad-input'],
  ['GET', '/api/audit/the-audit-token/updates?cursor=-1', undefined, {}, 400, 'bad-input'],
  ['GET', '/api/audit/no-such-token/updates', undefined, {}, 404, 'audit-unknown'],
  ['GET', '/api/shared-config/a%00b', undefined, {}, 400, 'unstorable-value'],
  ['GET', '/api/shared-config/..%2f..%2fetc%2fpasswd', undefined, {}, 404, 'audit-unknown'],
  ['GET', '/api/audits/', undefined, {}, 404, 'no-such-address'],
  ['GET', '/api/pv/plants', undefined, { accept: 'text/html' }, 404, 'no-such-address'],
  ['GET', '/api/iv/reports-enriched/full/the-audit-token', undefined, {}, 404, 'no-such-address'],
  ['GET', '/api/reports/consolidated-full/the-audit-token', undefined, {}, 404, 'no-such-address'],
  ['PUT', '/api/audits', '{}', JSON_BODY, 405, 'no-such-method'],
  ['DELETE', '/api/shared-config/the-audit-token/modules', undefined, {}, 405, 'no-such-method'],
]

onAuditApp('requests that cannot be granted', app => {
  test('each is refused in both languages and one shape, and changes nothing', async () => {
    const owner = await app().caller()
    await anAudit(owner, 2, 3, 'the-audit-token')
    const lists = [
      '/api/el/audits/the-audit-token/modules',
      '/api/crm/clients',
      '/api/crm/projects',
      '/api/planning/interventions',
      '/api/audits',
    ]
    const state = () => Promise.all(lists.map(list => owner.get(list)))
    const before = await state()
    for (const [method, url, payload, headers, status, code] of BAD) {
      const asked = {
        method: method as 'GET',
        url,
        headers: { ...owner.headers, ...headers },
        ...(payload === undefined ? {} : { payload }),
      }
      const answers = await Promise.all(
        (['fr', 'en'] as const).map(async language => {
          const answer = await app().app.inject({ ...asked, headers: { ...asked.headers, 'accept-language': language } })
          expect(answer.headers['content-type'], url).toBe('application/problem+json; charset=utf-8')
          expect(answer.headers['x-content-type-options'], url).toBe('nosniff')
          return { ...answer.json(), told: language }
        }),
      )
      for (const answer of answers) {
        expect(answer, `${method} ${url}`).toMatchObject({ type: `urn:courant:refusal:${code}`, status, code, title: answer[answer.told] })
        expect(answer.fr).not.toBe(answer.en)
        expect(JSON.stringify(answer)).not.toMatch(/node_modules|\.ts:|undefined/)
      }
    }
    expect(await state()).toEqual(before)
  })

  test('an address says which methods it answers', async () => {
    const owner = await app().caller()
    const answer = await app().app.inject({ method: 'PUT', url: '/api/audits/some-audit', headers: owner.headers })
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'DELETE, GET, HEAD, PATCH'])
  })

  test('a field that is wrong is named, in the words of the language', async () => {
    const owner = await app().caller()
    const { body } = await owner.post('/api/audit/the-audit-token/heartbeat', { technicianId: 5, technicianName: '' })
    expect(body.fr).toContain('technicianId (attendu\u202f: un texte), technicianName (au moins 1\u202fcaractère)')
    expect(body.en).toContain('technicianId (Invalid input: expected string, received number)')
  })

  test.each([
    ['/api/crm/clients', {}, 'name (champ manquant)', 'name (missing field)'],
    ['/api/audit/the-audit-token/heartbeat', {}, 'technicianId (champ manquant)', 'technicianId (missing field)'],
    [
      '/api/audits',
      { intervention_id: 1, audit_token: 'a b' },
      'audit_token (lettres sans accent, chiffres et tirets, de 8 à 64)',
      'audit_token (unaccented letters, digits and dashes, 8 to 64)',
    ],
    [
      '/api/planning/interventions',
      { project_id: 1, date: '10/12/2025', type: 'x' },
      'date (attendu\u202f: une date AAAA-MM-JJ)',
      'date (Invalid ISO date)',
    ],
    [
      '/api/crm/clients',
      { name: 'x', contact_email: 'x' },
      'contact_email (attendu\u202f: une adresse e-mail)',
      'contact_email (Invalid email address)',
    ],
  ])('%s given %j says as much in French as in English', async (path, given, fr, en) => {
    const owner = await app().caller()
    const { body } = await owner.post(path, given)
    expect(body.fr).toContain(`attendue\u202f: ${fr}.`)
    expect(body.en).toContain(`form: ${en}.`)
  })

  test('a number may be given in its digits', async () => {
    const owner = await app().caller()
    await anAudit(owner, 1, 1)
    expect((await owner.post('/api/crm/projects', { client_id: '1' })).body).toMatchObject({ client_id: 1 })
    const { body } = await owner.post('/api/crm/projects', { client_id: true })
    expect(body.fr).toContain('client_id (attendu\u202f: un nombre)')
  })

  test('HEAD tells what GET would', async () => {
    const owner = await app().caller()
    await anAudit(owner, 1, 1, 'the-audit-token')
    const answer = await app().app.inject({ method: 'HEAD', url: '/api/shared-config/the-audit-token', headers: owner.headers })
    expect([answer.statusCode, answer.body]).toEqual([200, ''])
  })

  test.each([
    ['bytes that are no HTTP', 'GARBAGE\r\n\r\n', 400, 'unreadable-request'],
    ['a length that is none', 'POST /api/audits HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n{}', 400, 'unreadable-request'],
    ['endless headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 431, 'headers-too-large'],
  ])('%s: answered like every other refusal', async (_name, bytes, status, code) => {
    const port = await listening(app().app)
    const said = await exchange(port, bytes)
    expect(said).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(JSON.parse(said.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status, code })
  })
})

async function listening(app: {
  listen(where: object): Promise<string>
  server: { address(): unknown; listening: boolean }
}): Promise<number> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' })
  return (app.server.address() as { port: number }).port
}

function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    let said = ''
    socket.setEncoding('utf8').on('data', text => (said += text))
    socket.once('close', () => resolve(said)).once('error', reject)
  })
}
