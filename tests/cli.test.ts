import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { controlPath } from '../src/app/control.server.ts'
import { freshPostgresqlUrl } from './databases.ts'
import { SURROUNDINGS } from './installation.ts'
import { type RunningServer, startServer } from './server.ts'

const FIXTURES = resolve('tests/fixtures/audit')
const LEGACY = [join(FIXTURES, 'legacy_export_audits.json'), join(FIXTURES, 'legacy_export_modules.json')]
const PASSPHRASE = 'une phrase assez longue'

interface Ended {
  status: number | null
  out: string[]
  err: string
}

/** Runs a command in a process of its own, as a person would in a folder of theirs. */
function courant(environment: Record<string, string>, words: string[], cwd = tmpdir()): Promise<Ended> {
  const env = { ...SURROUNDINGS, LANG: 'fr_FR.UTF-8', CALLED_FROM: cwd, ...environment }
  const child = spawn(process.execPath, [resolve('src/app/cli.server.ts'), ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.on('data', text => (out += text))
  child.stderr.on('data', text => (err += text))
  return new Promise(done => child.once('close', status => done({ status, out: out.split('\n').filter(Boolean), err })))
}

let place: string
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'courant-cli-'))
})

/** A small installation, for what needs one and nothing of it. */
let there: Promise<string> | undefined
function installed(): Promise<string> {
  const folder = join(place, 'there')
  there ??= courant({ COURANT_DATA: folder }, ['key', 'create', ...INTO, '--role', 'viewer']).then(() => folder)
  return there
}

afterAll(() => rmSync(place, { recursive: true, force: true }))

const INTO = ['--organisation', 'Atelier']

/** A week in the life of an installation. A command never says whether a server held the folder. */
async function aWeek(environment: Record<string, string>): Promise<void> {
  const run = (...words: string[]) => courant(environment, words)
  const made = await run('key', 'create', ...INTO, '--role', 'lead')
  expect(made).toMatchObject({ status: 0, err: expect.stringContaining('Organisation «\u202fAtelier\u202f» créée') })
  expect([made.out.length, made.out[0]]).toEqual([1, expect.stringMatching(/^\S{24,}$/)])
  expect(await run('key', 'create', ...INTO, '--role', 'lead')).toMatchObject({ status: 0, err: '' })
  const mistyped = await run('key', 'create', '--organisation', 'Atelir', '--role', 'viewer')
  expect(mistyped).toMatchObject({ status: 0, err: expect.stringMatching(/Atelir.*créée.*Les autres.*: Atelier/) })
  expect(mistyped.out.at(-1)).toMatch(/^\S{24,}$/)

  const first = await run('import', 'legacy', ...LEGACY, ...INTO)
  expect(first).toMatchObject({ status: 0, err: PROGRESS })
  expect(first.out.at(-1)).toMatch(/462.* lignes lues/)
  expect(first.out).toContainEqual(expect.stringMatching(/^ {2}Déclaré.*11 × 22 · D’après les modules.*26 \+ 9 × 24$/))
  expect(first.out).toContainEqual(expect.stringMatching(/220 en commun, 22 absents du déclaré, 22 introuvables/))
  expect(first.out).toContainEqual(expect.stringMatching(/^ {2}Réparations · 11 colonnes perdues/))
  const again = await run('import', 'legacy', ...LEGACY, ...INTO)
  const audits = again.out.slice(0, -1).filter(line => !line.startsWith(' '))
  expect(audits).toEqual([expect.stringMatching(/JALIBAT.* 0 valeurs? écrites?$/), expect.stringMatching(/FORGES.* 0 valeurs? écrites?$/)])

  const verified = await run('verify')
  expect(verified.out.at(-1)).toMatch(/Altérés : 0/)
  const [token = ''] = verified.out.filter(line => line.startsWith('✓')).map(line => line.split(/\s+/)[1])
  const folder = mkdtempSync(join(place, 'week-'))
  const exported = await courant(environment, ['export', token, ...INTO, '--csv', '--out', 'audit.csv'], folder)
  expect(exported).toMatchObject({ status: 0, err: '' })
  expect([221, 243]).toContain(readFileSync(join(folder, 'audit.csv'), 'utf8').trimEnd().split('\r\n').length)

  const sealed = { COURANT_BACKUP_PASSPHRASE: PASSPHRASE }
  expect(await courant({ ...environment, ...sealed }, ['backup', 'tout.courant'], folder)).toMatchObject({ status: 0, err: '' })
  const target = { COURANT_DATA: join(folder, 'restored'), ...sealed }
  expect(await courant(target, ['restore', 'tout.courant'], folder)).toMatchObject({ status: 0, err: '' })
  expect((await courant(target, ['verify'])).out).toEqual(verified.out)
  expect(await courant(target, ['restore', 'tout.courant'], folder)).toMatchObject({ status: 1, out: [] })
}

/** How far an import is, at most once a second: a quick one says nothing. */
const PROGRESS = expect.stringMatching(/^(Audits : .*\n)*$/)

interface Printed {
  token: string
  modules: unknown[]
  people: Record<string, string>
}

describe('while the server runs on the folder', () => {
  let server: RunningServer
  const run = (...words: string[]) => courant({ COURANT_DATA: server.folder }, words)
  beforeAll(async () => {
    server = await startServer()
  }, 120_000)
  afterAll(() => server.stop())

  test('the terminal imports, exports, verifies, backs up', () => aWeek({ COURANT_DATA: server.folder }), 300_000)

  test('the key made in the terminal opens the server at once', async () => {
    const { out } = await run('key', 'create', ...INTO, '--role', 'viewer')
    expect((await server.call('GET', '/api/me', undefined, out.at(-1))).status).toBe(200)
  })

  test('an audit is printed as JSON', async () => {
    const tokens = (await run('verify')).out.flatMap(line => (line.startsWith('✓') ? [line.split(/\s+/)[1]!] : []))
    const printed: Record<number, Printed['people']> = {}
    for (const token of tokens) {
      const audit = JSON.parse((await run('export', token, ...INTO)).out.join('\n')) as Printed
      expect(audit.token).toBe(token)
      printed[audit.modules.length] = audit.people
    }
    // Only the comments of the larger one have authors.
    expect(Object.values(printed)).toEqual([{}, { operator: 'Terminal du serveur' }])
    expect(Object.keys(printed)).toEqual(['220', '242'])
  })

  test('people are invited, listed and given another role', async () => {
    expect((await run('user', 'add', 'ana@example.org', ...INTO, '--role', 'technician')).out.at(-1)).toMatch(/^http:\/\/.+/)
    expect((await run('user', 'list')).status).toBe(0)
    expect(await run('user', 'role', 'nobody@example.org', 'lead', ...INTO)).toMatchObject({ status: 1, out: [] })
  })

  test('what is wrong is said in one sentence, in the language of the terminal', async () => {
    const wrong = await run('key', 'create', ...INTO, '--role', 'king')
    expect(wrong).toMatchObject({ status: 1, out: [], err: expect.stringMatching(/^Le rôle king n’existe pas/) })
    const english = await courant({ COURANT_DATA: server.folder, LANG: 'en_GB.UTF-8' }, ['export', 'no-such-audit', ...INTO])
    expect([english.status, english.err.trim().split('\n').length, /\.ts:/.test(english.err)]).toEqual([1, 1, false])
    expect(await run('export', '--nonsense')).toMatchObject({ status: 1, err: expect.stringContaining('courant export TOKEN') })
  })

  test('its socket is for the owner of the folder alone, and a dead one is in nobody’s way', async () => {
    expect(statSync(controlPath(server.folder)).mode & 0o777).toBe(0o600)
    await server.kill()
    expect(await run('user', 'list')).toMatchObject({ status: 0 })
    await server.restart()
    expect(await run('user', 'list')).toMatchObject({ status: 0 })
  }, 120_000)
})

test('while nothing runs on the folder, the terminal does the same', () => aWeek({ COURANT_DATA: join(place, 'alone') }), 300_000)

test('on a PostgreSQL server too; and a history that somebody touched is found', async () => {
  const url = await freshPostgresqlUrl()
  const environment = { COURANT_DATA: join(place, 'postgresql'), DATABASE_URL: url }
  await aWeek(environment)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('alter table kernel.history disable trigger user')
  const { rows } = await client.query(`update kernel.history set entry = replace(entry, '"dead"', '"ok"')
    where entry like '%"dead"%' returning room`)
  await client.end()
  const verified = await courant(environment, ['verify'])
  expect([verified.status, verified.out.filter(line => line.startsWith('✗')).length]).toEqual([1, rows.length])
}, 300_000)

test('a folder whose path is too long for a socket has it elsewhere, for its owner alone', async () => {
  const folder = join(place, 'd'.repeat(120))
  expect(controlPath(folder).startsWith(folder)).toBe(false)
  const server = await startServer({ COURANT_DATA: folder })
  const path = controlPath(folder)
  expect([statSync(path).mode & 0o777, statSync(join(path, '..')).mode & 0o777]).toEqual([0o600, 0o700])
  expect(await courant({ COURANT_DATA: folder }, ['user', 'list'])).toMatchObject({
    status: 0,
    out: [],
    err: 'Personne n’a encore de compte ici.\n',
  })
  await server.stop()
}, 120_000)

test('the help names every command in both languages', async () => {
  const french = await courant({}, ['--help'])
  for (const name of ['start', 'import legacy', 'export', 'verify', 'backup', 'restore', 'user add', 'key create'])
    expect(french.out.some(line => line.includes(`courant ${name}`))).toBe(true)
  expect(french.out[0]).toMatch(/commandes du terminal/)
  expect((await courant({ LANG: 'en_US.UTF-8' }, ['--help'])).out[0]).toMatch(/commands of the terminal/)
  expect(await courant({}, ['fly'])).toMatchObject({ status: 1, err: expect.stringMatching(/^Commande inconnue/) })
  expect(existsSync('data')).toBe(false)
})

test.each<[string, Record<string, string>, string[], RegExp]>([
  [
    'a database that is away',
    { DATABASE_URL: 'postgres://user:secret@127.0.0.1:1/x' },
    ['verify'],
    /^La base de données 127\.0\.0\.1:1\/x ne répond/,
  ],
  [
    'a folder without an installation',
    { COURANT_DATA: '/tmp/no-courant-here' },
    ['verify'],
    /^Aucune installation de Courant dans \S+here/,
  ],
  [
    'an address that is none',
    {},
    ['user', 'add', 'notanemail', ...INTO, '--role', 'viewer'],
    /^«\u202fnotanemail\u202f» n’est pas une adresse/,
  ],
  [
    'a name as long as a page',
    {},
    ['key', 'create', '--organisation', 'x'.repeat(500), '--role', 'viewer'],
    /^Un nom a de 1 à 200 caractères.*--organisation en a 500/,
  ],
  ['a backup that is missing', {}, ['restore', 'nowhere.courant'], /^Le fichier .*nowhere\.courant ne peut pas être lu/],
  ['a backup that is a folder', {}, ['restore', tmpdir()], /^Le fichier \/.* ne peut pas être lu/],
  [
    'a folder that is a file',
    { COURANT_DATA: resolve('package.json', 'inside') },
    ['key', 'create', ...INTO, '--role', 'viewer'],
    /package\.json.* ne peut pas être lu ou écrit/,
  ],
  ['a backup into no folder', {}, ['backup', '/proc/nowhere/x.courant'], /^\/proc\/nowhere.* ne peut pas être lu ou écrit/],
  ['a setting that is wrong', { COURANT_BOOTSTRAP_KEY: 'secret' }, ['verify'], /^COURANT_BOOTSTRAP_KEY doit être un texte d’au moins 24/],
])('%s is said in one sentence without a secret', async (_name, environment, words, sentence) => {
  const ended = await courant({ COURANT_DATA: await installed(), ...environment }, words)
  expect(ended).toMatchObject({ status: 1, out: [], err: expect.stringMatching(sentence) })
  expect([ended.err.trim().split('\n').length, ended.err.includes('secret')]).toEqual([1, false])
  expect(existsSync('/tmp/no-courant-here')).toBe(false)
})

test('a second server says what is in its way', async () => {
  const server = await startServer()
  const start = (environment: Record<string, string>) => {
    const env = { ...SURROUNDINGS, COURANT_HOST: '127.0.0.1', ...environment }
    return spawnSync(process.execPath, ['src/app/main.server.ts'], { env, encoding: 'utf8' })
  }
  const samePort = start({ COURANT_DATA: join(place, 'second'), PORT: String(server.port) })
  expect([samePort.status, samePort.stderr.split('\n')[0]]).toEqual([1, expect.stringContaining(`Le port ${server.port} est déjà pris`)])
  const sameFolder = start({ COURANT_DATA: server.folder, PORT: '0' })
  expect([sameFolder.status, sameFolder.stderr]).toEqual([1, expect.stringContaining('is already open in another Courant')])
  await server.stop()
}, 120_000)

test('npx courant finds the right Node and the person’s folder', async () => {
  const cwd = mkdtempSync(join(place, 'npx-'))
  writeFileSync(join(cwd, 'not-json.json'), 'no')
  const env = { ...SURROUNDINGS, COURANT_DATA: await installed(), LANG: 'en' }
  const words = [resolve('scripts/courant.mjs'), 'import', 'legacy', 'not-json.json', '--organisation', 'Atelier']
  const { status, stderr } = spawnSync(process.execPath, words, { cwd, env, encoding: 'utf8' })
  expect([status, stderr.includes('cannot be read')]).toEqual([1, false])
  expect(stderr).not.toBe('')
})
