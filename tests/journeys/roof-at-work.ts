import type { Browser } from 'playwright-core'
import type { Status } from '#audit/electroluminescence/status.ts'
import { device } from '../browser.ts'
import { type Radio, startRadio } from '../radio.ts'
import type { RunningServer } from '../server.ts'
import { joins, type Tablet } from './scenario.ts'
import type { Address } from './screens.ts'

const TO_DO = ['S8', 'S9', 'S10'].flatMap(string => Array.from({ length: 24 }, (_, place) => `${string}-${place + 1}`))
const SEEN: Status[] = [
  'dead',
  'dead',
  'ok',
  'microcracks',
  'dead',
  'inequality',
  'ok',
  'dead',
  'dead',
  'string_open',
  'ok',
  'not_connected',
]

/** Halfway through a night on a roof of the demonstration: two technicians at work, and one module on which they disagree. */
export async function roofAtWork(browser: Browser, server: RunningServer, { audit: room, link }: Address): Promise<Radio[]> {
  const changes = TO_DO.map(record => ({ kind: 'module', record, field: 'status', to: null }))
  await server.call('POST', `/api/rooms/${room}/changes`, { id: crypto.randomUUID(), base: 1, device: 'pictures', at: new Date(), changes })
  const [adrien, sophie] = [
    await technician(browser, server, link, 'Adrien Morel'),
    await technician(browser, server, link, 'Sophie Lambert'),
  ]
  await adrien.goesOffline()
  await adrien.marks('S7-5', 'string_open')
  await sophie.marks('S7-5', 'dead')
  await adrien.comesBack()
  await walks(sophie, 'S9-1', SEEN.slice(0, 5))
  await walks(adrien, 'S8-1', SEEN)
  return [adrien.radio, sophie.radio]
}

async function technician(browser: Browser, server: RunningServer, link: Address['link'], name: string): Promise<Tablet> {
  const radio = await startRadio(() => server.port)
  return joins(await device(browser), (await link()).replace(server.url, radio.url), name, radio)
}

async function walks(tablet: Tablet, from: string, seen: Status[]): Promise<void> {
  await tablet.takes(from)
  for (const status of seen) {
    await tablet.taps(status)
    await tablet.page.waitForTimeout(150)
  }
}
