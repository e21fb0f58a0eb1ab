import type { Block } from '#kernel/pdf/block.ts'
import { number } from '#kernel/ui/format.ts'
import { STATUS, STATUSES } from '../electroluminescence/status.ts'
import { longStatus, nameOf, shortStatus, type Telling, when } from './telling.ts'

/** Where the renderer finds the QR code of the chain's head. */
export const QR_PATH = '/images/head'

export function confirmSection(telling: Telling): Block[] {
  const { findings, say } = telling
  const heading: Block = { block: 'heading', text: say('contested') }
  const table: Block[] =
    findings.contested.length === 0
      ? [{ block: 'text', muted: true, text: say('contested.none') }]
      : [{ block: 'text', leads: true, text: say('contested.intro') }, contestedTable(telling)]
  return [heading, ...table, ...archivedText(telling)]
}

function contestedTable(telling: Telling): Block {
  const { findings, say } = telling
  const by = ({ by, at }: { by: string; at: string }) => say('remark', { name: nameOf(by, telling), date: when(at, telling) })
  return {
    block: 'table',
    columns: [
      { head: say('contested.module'), align: 'left' },
      { head: say('contested.kept'), align: 'left', share: 1 },
      { head: say('contested.lost'), align: 'left', share: 1 },
    ],
    rows: findings.contested.flatMap(module =>
      (module.contested ?? []).map(lost => [
        { text: module.id, strong: true },
        { mark: module.status, text: [shortStatus(module.status, telling), ...(module.decided ? [by(module.decided)] : [])].join(' · ') },
        { mark: lost.status, text: [shortStatus(lost.status, telling), by(lost)].join(' · ') },
      ]),
    ),
  }
}

function archivedText({ findings: { archived }, say }: Telling): Block[] {
  if (archived.length === 0) return []
  const ids = archived.map(module => module.id).join(', ')
  return [
    { block: 'subheading', text: say('archived') },
    { block: 'text', text: say('archived.text', { count: archived.length, ids }) },
  ]
}

export function historySection(telling: Telling): Block[] {
  const { say, language } = telling
  const { changes, people } = telling.snapshot.history
  const heading: Block = { block: 'heading', text: say('history') }
  if (people.length === 0) return [heading, { block: 'text', muted: true, text: say('history.none') }]
  const first = people.map(person => person.first).sort()[0]!
  const last = people
    .map(person => person.last)
    .sort()
    .at(-1)!
  return [
    heading,
    { block: 'text', leads: true, text: say('history.intro', { count: changes, first: when(first, telling), last: when(last, telling) }) },
    {
      block: 'table',
      columns: [
        { head: say('history.who'), align: 'left', share: 2 },
        { head: say('history.from'), align: 'left', share: 2 },
        { head: say('history.to'), align: 'left', share: 2 },
        { head: say('history.count'), align: 'right', share: 1 },
      ],
      rows: people.map(person => [
        { text: nameOf(person.by, telling), strong: true },
        when(person.first, telling),
        when(person.last, telling),
        number(person.changes, language),
      ]),
    },
  ]
}

export function methodSection(telling: Telling): Block[] {
  const { say, snapshot } = telling
  const { name: software, version } = snapshot.software
  return [
    { block: 'heading', text: say('method') },
    { block: 'text', leads: true, text: say('method.text') },
    {
      block: 'table',
      columns: [
        { head: say('method.status'), align: 'left', share: 3 },
        { head: say('method.severity'), align: 'right', share: 1 },
        { head: say('method.meaning'), align: 'left', share: 2 },
      ],
      rows: STATUSES.map(status => {
        const { severity } = STATUS[status]
        return [
          { mark: status, text: longStatus(status, telling) },
          severity === null ? say('severity.none') : String(severity),
          severity === null ? say('severity.pending') : say(`severity.${severity}`),
        ]
      }),
    },
    { block: 'text', muted: true, text: say('method.version', { thresholds: snapshot.thresholds, software, version }) },
  ]
}

/** Only what is issued is signed. */
export function signatureSection(telling: Telling): Block[] {
  const { say, snapshot } = telling
  if (snapshot.report.state === 'draft') return []
  const place = (role: string, name = '') => ({ role, name, sign: say('sign') })
  const author = place(say('signature.author'), nameOf(snapshot.report.by, telling))
  return [
    { block: 'heading', text: say('signatures') },
    { block: 'signatures', places: [author, place(say('signature.check')), place(say('signature.client'))] },
  ]
}

export function integritySection({ say, snapshot: { chain } }: Telling, file: string): Block[] {
  return [
    { block: 'heading', text: say('integrity') },
    { block: 'text', leads: true, text: say('integrity.text', { file }) },
    { block: 'code', label: say('integrity.label', { number: chain.number }), text: chain.head, image: QR_PATH, alt: say('integrity.alt') },
  ]
}
