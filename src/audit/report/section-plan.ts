import type { Block } from '#kernel/pdf/block.ts'
import { STATUSES } from '../electroluminescence/status.ts'
import { type Band, planBands } from './plan-bands.ts'
import type { Telling } from './telling.ts'

/** The plan as on screen, on landscape pages, cut into bands when it is wider than a page. */
export function planSection(telling: Telling): Block[] {
  const { findings, say } = telling
  if (findings.total === 0) return []
  const { bands, hidden } = planBands(findings.layout)
  return [
    { block: 'new-page', landscape: true },
    { block: 'heading', text: say('plan') },
    { block: 'text', muted: true, text: say('plan.text') },
    { block: 'drawing', drawing: 'legend', data: { marks: STATUSES } },
    {
      block: 'drawing',
      drawing: 'plan',
      data: { bands: bands.map((band, i) => drawn(band, i, bands.length, telling)) },
    },
    ...hiddenNotice(hidden, telling),
    { block: 'new-page', landscape: false },
  ]
}

function drawn(band: Band, index: number, bands: number, { findings, say }: Telling) {
  const toConfirm = new Set(findings.contested.map(module => module.id))
  const place = { from: band.from + 1, to: band.to + 1 }
  return {
    caption:
      bands === 1 ? say('plan.band', place) : say('plan.band.of', { ...place, columns: findings.layout.columns, band: index + 1, bands }),
    columns: Array.from({ length: band.to - band.from + 1 }, (_, i) => String(band.from + i + 1)),
    rows: band.rows.map(({ row, ids }) => ({
      label: String(row + 1),
      cells: ids.map(id => id && { id, mark: findings.statusOf(id), confirm: toConfirm.has(id) }),
    })),
  }
}

function hiddenNotice(hidden: string[], { say }: Telling): Block[] {
  if (hidden.length === 0) return []
  const title = say('plan.hidden.title', { count: hidden.length })
  return [{ block: 'notice', tone: 'warning', title, text: say('plan.hidden.text', { count: hidden.length, ids: hidden.join(', ') }) }]
}
