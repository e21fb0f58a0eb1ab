import type { Layout } from '../plant/layout.ts'

/** As many modules side by side as a landscape page holds with their names readable. */
export const WIDEST = 27

export interface Band {
  /** First and last column, from 0, both included. */
  from: number
  to: number
  rows: { row: number; ids: (string | null)[] }[]
}

export interface Bands {
  bands: Band[]
  /** Modules whose place is already taken by another. */
  hidden: string[]
}

/** Cuts a plan that is too wide for a page into bands of equal width. Columns and rows without any module are left out. */
export function planBands(layout: Layout, widest = WIDEST): Bands {
  const rows = new Map<number, Map<number, string>>()
  const hidden: string[] = []
  for (const { id, row, column } of layout.cells) {
    const places = rows.get(row) ?? new Map<number, string>()
    rows.set(row, places)
    if (places.has(column)) hidden.push(id)
    else places.set(column, id)
  }
  const count = Math.ceil(layout.columns / widest)
  const width = Math.ceil(layout.columns / Math.max(count, 1))
  const inOrder = [...rows].sort(([a], [b]) => a - b)
  const bands = Array.from({ length: count }, (_, i) => bandOf(inOrder, i * width, Math.min((i + 1) * width, layout.columns) - 1))
  return { bands: bands.filter(band => band.rows.length > 0), hidden }
}

function bandOf(rows: [number, Map<number, string>][], from: number, to: number): Band {
  const cut = rows.map(([row, places]) => ({ row, ids: Array.from({ length: to - from + 1 }, (_, i) => places.get(from + i) ?? null) }))
  return { from, to, rows: cut.filter(({ ids }) => ids.some(id => id !== null)) }
}
