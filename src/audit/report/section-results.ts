import type { Block, Column, TableCell } from '#kernel/pdf/block.ts'
import { day, number, percent } from '#kernel/ui/format.ts'
import { STATUS, STATUSES, type Status, TO_REPLACE } from '../electroluminescence/status.ts'
import { nameOf, referenceOf, shortStatus, stringName, type Telling, when } from './telling.ts'

export function summarySection(telling: Telling): Block[] {
  const { say } = telling
  return [
    { block: 'facts', rows: identity(telling) },
    ...standing(telling),
    { block: 'contents', title: say('contents') },
    { block: 'heading', text: say('summary') },
    { block: 'tiles', tiles: tiles(telling) },
    ...costsMost(telling),
    ...missing(telling),
  ]
}

function identity(telling: Telling): [string, string][] {
  const { snapshot, say, language } = telling
  const { audit, report } = snapshot
  const rows: [string, string | undefined][] = [
    [say('report'), referenceOf(snapshot, say)],
    [say('project'), audit.project],
    [say('client'), audit.client],
    [say('site'), audit.site],
    [say('visit'), audit.visitedOn && day(audit.visitedOn, language)],
    [say('organisation'), audit.organisation],
    [say('made-by'), say('made-by.value', { name: nameOf(report.by, telling), date: when(report.createdAt, telling) })],
    [say('token'), audit.token],
  ]
  return rows.filter((row): row is [string, string] => row[1] !== undefined)
}

/** Draft or revision, and what it replaces. */
function standing({ snapshot: { report }, say }: Telling): Block[] {
  if (report.state === 'draft') return [{ block: 'notice', tone: 'warning', title: say('draft.title'), text: say('draft.text') }]
  const { replaces: revision, reason } = report
  if (revision === undefined) return reason ? [{ block: 'text', text: say('reason', { reason }) }] : []
  return [{ block: 'text', text: reason ? say('replaces.reason', { revision, reason }) : say('replaces', { revision }) }]
}

function tiles(telling: Telling): Extract<Block, { block: 'tiles' }>['tiles'] {
  const { findings, say, language } = telling
  const { total, done, counts } = findings
  const share = (part: number) => (total > 0 ? { note: percent(part / total, language) } : {})
  return [
    {
      value: number(total, language),
      label: say('tile.total'),
      ...(total > 0 ? { note: say('tile.completion', { share: percent(done / total, language) }) } : {}),
    },
    ...STATUSES.map(status => ({
      value: number(counts[status], language),
      label: shortStatus(status, telling),
      mark: status,
      ...(counts[status] > 0 ? share(counts[status]) : {}),
    })),
  ]
}

function costsMost(telling: Telling): Block[] {
  const { findings, say, language } = telling
  const { toReplace, total, done, counts } = findings
  if (done === 0) return [{ block: 'notice', tone: 'calm', title: say('nothing.title'), text: say('nothing.text') }]
  const first: Block =
    toReplace.length > 0
      ? {
          block: 'notice',
          tone: 'warning',
          title: say('first.title', { count: toReplace.length }),
          text: say('first.text', { share: percent(toReplace.length / total, language), strings: hitHardest(telling) }),
        }
      : { block: 'notice', tone: 'calm', title: say('first.none.title'), text: say('first.none.text', { done }) }
  if (counts.pending === 0) return [first]
  return [first, { block: 'notice', tone: 'warning', title: say('pending.title', { count: counts.pending }), text: say('pending.text') }]
}

function toReplaceOf(counts: Record<Status, number>): number {
  return TO_REPLACE.reduce((sum, status) => sum + counts[status], 0)
}

function hitHardest({ findings, say }: Telling): string {
  const lost = findings.strings.map(string => ({ ...string, count: toReplaceOf(string.counts) }))
  const worst = lost.filter(string => string.count > 0).sort((a, b) => b.count / b.total - a.count / a.total || a.number - b.number)
  return worst
    .slice(0, 4)
    .map(({ number: which, label, count, total }) => say('first.string', { string: stringName(which, label), count, total }))
    .join(', ')
}

/** What nobody entered is said once, by name. */
function missing({ snapshot: { audit, plant }, say }: Telling): Block[] {
  const fields = [
    ...(audit.client ? [] : [say('missing.client')]),
    ...(audit.site ? [] : [say('missing.site')]),
    ...(audit.visitedOn ? [] : [say('missing.visit')]),
    ...(plant.moduleModel ? [] : [say('missing.model')]),
    ...(plant.powerWp ? [] : [say('missing.power')]),
  ]
  if (fields.length === 0) return []
  return [{ block: 'notice', tone: 'calm', title: say('missing.title'), text: say('missing.text', { fields: fields.join(', ') }) }]
}

/** A table of more strings begins on a page of its own, so that it does not leave a row or two behind. */
const ON_A_SHARED_PAGE = 12

export function resultsSection(telling: Telling): Block[] {
  const { findings, say } = telling
  if (findings.total === 0) return []
  const isLong = findings.strings.length > ON_A_SHARED_PAGE
  return [
    ...(isLong ? [{ block: 'new-page' as const, landscape: false }] : []),
    { block: 'heading', text: say('results') },
    resultsTable(telling),
    { block: 'subheading', text: say('results.bars') },
    bars(telling),
  ]
}

function bars({ findings, say }: Telling): Block {
  return {
    block: 'bars',
    rows: findings.strings.map(({ number: which, label, counts }) => ({
      label: stringName(which, label),
      parts: WORST_FIRST.filter(status => counts[status] > 0).map(status => ({ mark: status, count: counts[status] })),
      note: say('results.bars.replace', { count: toReplaceOf(counts) }),
    })),
  }
}

const WORST_FIRST = STATUSES.toSorted((a, b) => (STATUS[b].severity ?? -1) - (STATUS[a].severity ?? -1))

function resultsTable(telling: Telling): Block {
  const { findings, say, language } = telling
  const shown = (value: number): TableCell => (value === 0 ? '0' : { text: number(value, language), strong: true })
  return {
    block: 'table',
    columns: [
      { head: say('string'), align: 'left', share: 9 },
      ...STATUSES.map(status => statusColumn(status, telling)),
      { head: say('done'), align: 'right', share: 7 },
      { head: say('total'), align: 'right', share: 7 },
    ],
    rows: findings.strings.map(one => [
      { text: stringName(one.number, one.label), strong: true },
      ...STATUSES.map(status => shown(one.counts[status])),
      percent(one.done / one.total, language),
      number(one.total, language),
    ]),
    foot: [
      say('total'),
      ...STATUSES.map(status => number(findings.counts[status], language)),
      percent(findings.done / findings.total, language),
      number(findings.total, language),
    ],
  }
}

/** As wide as the longest word of its head asks. */
function statusColumn(mark: Status, telling: Telling): Column {
  const head = shortStatus(mark, telling)
  return { head, align: 'right', share: Math.max(7, ...head.split(' ').map(word => word.length + 1)), mark }
}
