import { afterAll, beforeAll, expect, test } from 'vitest'
import { STATUS, type Status } from '#audit/electroluminescence/status.ts'
import { killTab } from '../browser.ts'
import { type AuditScene, anAudit, type Tablet, tabletOn } from './scenario.ts'

const TABLETS = 2
const KILLS_OF_TABS = 200
const KILLS_OF_THE_SERVER = 50
/** Equally serious, so that no tap waits for an answer. */
const VERDICTS = ['string_open', 'dead'] as const
const SEED = 20_251_027

let audit: AuditScene
beforeAll(async () => {
  audit = await anAudit('JALIBAT')
})
afterAll(() => audit?.end())

/** The same moments in every run. */
function chanceFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** What the screen of one technician confirmed, tab after tab. */
interface Witness {
  tablet: Tablet
  string: number
  confirmed: Map<string, string>
  tapped: Map<string, string>
}

async function aWitness(string: number): Promise<Witness> {
  const witness: Witness = { tablet: await audit.tablet(`Technicien ${string}`), string, confirmed: new Map(), tapped: new Map() }
  await witness.tablet.isInstalled()
  await witness.tablet.context.exposeFunction('confirms', (module: string, words: string) => witness.confirmed.set(module, words))
  await witness.tablet.context.addInitScript(tellConfirmations)
  await reopens(witness)
  return witness
}

/** Runs in the page: says at once what the screen shows of a module whenever that changes. */
function tellConfirmations(): void {
  const { confirms } = globalThis as unknown as { confirms(module: string, words: string): void }
  new MutationObserver(changes => {
    for (const { target } of changes) {
      const [module, status] = (target.textContent ?? '').split(', ')
      if (target.parentElement?.role === 'gridcell' && module && status) confirms(module, status)
    }
  }).observe(document, { characterData: true, subtree: true })
}

async function reopens(witness: Witness): Promise<void> {
  const page = await witness.tablet.context.newPage()
  await page.goto(witness.tablet.page.url())
  witness.tablet = tabletOn(page, witness.tablet.radio)
  await witness.tablet.ready()
  await page.getByRole('button', { name: new RegExp(`^S${witness.string}\\b`) }).click()
}

async function tapAndDie(witness: Witness, chance: () => number): Promise<void> {
  const module = `S${witness.string}-${1 + Math.floor(chance() * 24)}`
  const verdict: Status = VERDICTS[Math.floor(chance() * VERDICTS.length)]!
  witness.tapped.set(module, STATUS[verdict].short.fr)
  await witness.tablet.marks(module, verdict)
  await new Promise(resolve => setTimeout(resolve, chance() * 150))
  await killTab(witness.tablet.page)
}

/** What a screen showed is still there; a tap that the kill overtook may or may not be. */
async function missing({ tablet, confirmed, tapped }: Witness): Promise<string[]> {
  const now = new Map((await tablet.row()).map(words => words.split(', ') as [string, string]))
  return [...confirmed]
    .filter(([module, words]) => now.get(module) !== words && now.get(module) !== tapped.get(module))
    .map(([module, words]) => `${module} showed ${words}, is ${now.get(module)}`)
}

test(`a tab killed at a random moment after a tap, ${KILLS_OF_TABS} times: nothing that was confirmed is missing`, async () => {
  const witnesses = await Promise.all(Array.from({ length: TABLETS }, (_, place) => aWitness(2 + place)))
  await Promise.all(
    witnesses.map(async witness => {
      const chance = chanceFrom(SEED + witness.string)
      for (let kill = 0; kill < KILLS_OF_TABS / TABLETS; kill++) {
        await tapAndDie(witness, chance)
        await reopens(witness)
        expect(await missing(witness), `kill ${kill} of ${witness.string}, seed ${SEED}`).toEqual([])
      }
    }),
  )
  expect(witnesses.reduce((sum, { confirmed }) => sum + confirmed.size, 0)).toBeGreaterThan(40)
  for (const witness of witnesses) {
    await expect.poll(() => witness.tablet.onlyHere(), { timeout: 20_000 }).toBe('Tout est sur le serveur')
    const held = await audit.statuses()
    for (const [module] of witness.confirmed) expect(await witness.tablet.shows(module)).toBe(held.get(module))
    await witness.tablet.leaves()
  }
}, 900_000)

/** Keeps judging by the documented endpoint; remembers what was acknowledged, and what may or may not have arrived. */
async function judges(string: number, acknowledged: Map<string, Status>, over: () => boolean): Promise<void> {
  for (let turn = 0; !over(); turn++) {
    const module = `S${string}-${1 + (turn % 24)}`
    const status = VERDICTS[Math.floor(turn / 24) % 2]!
    const body = { status, technicianId: `tech_${string}`, technicianName: `Programme ${string}` }
    acknowledged.delete(module)
    const answer = await audit.server.call('POST', `/api/audit/${audit.token}/module/${module}`, body).catch(() => undefined)
    if (answer?.status === 200) acknowledged.set(module, status)
    else await new Promise(resolve => setTimeout(resolve, 20))
  }
}

test(`the server killed -9 during edits, ${KILLS_OF_THE_SERVER} times: nothing acknowledged is missing, and every queue drains`, async () => {
  const chance = chanceFrom(SEED)
  const tablet = await audit.tablet('Adrien')
  await tablet.takes('S7-1')
  const tapped = new Map<string, Status>()
  let acknowledgements = 0
  for (let kill = 0; kill < KILLS_OF_THE_SERVER; kill++) {
    const acknowledged = new Map<string, Status>()
    let dead = false
    const writers = [8, 9].map(string => judges(string, acknowledged, () => dead))
    const status = VERDICTS[kill % 2]!
    tapped.set(await tablet.inHand(), status)
    await tablet.taps(status)
    if ((await tablet.inHand()) === 'S8-1') await tablet.takes('S7-1')
    await new Promise(resolve => setTimeout(resolve, 50 + chance() * 250))
    await audit.server.kill()
    dead = true
    await Promise.all(writers)
    await audit.server.restart()
    const held = await audit.statuses()
    expect(
      [...acknowledged].filter(([module, verdict]) => held.get(module) !== verdict),
      `kill ${kill}, seed ${SEED}`,
    ).toEqual([])
    acknowledgements += acknowledged.size
  }
  expect(acknowledgements).toBeGreaterThan(KILLS_OF_THE_SERVER)
  await expect.poll(() => tablet.onlyHere(), { timeout: 30_000 }).toBe('Tout est sur le serveur')
  const held = await audit.statuses()
  expect([...tapped].filter(([module, status]) => held.get(module) !== status)).toEqual([])
  const chain = (await audit.server.call('GET', `/api/rooms/${audit.token}/verify`)).body as object
  expect(chain).toMatchObject({ intact: true })
}, 900_000)
