/** A sheet cut into square buckets: which cells are near a place is answered without looking at the others. */
export interface CellIndex {
  bucketSize: number
  columns: number
  rows: number
  /** Cells of bucket b are `cells[from[b]] … cells[from[b + 1] - 1]`. */
  from: Uint32Array
  cells: Uint32Array
}

export interface Sheet {
  x: Float32Array
  y: Float32Array
  width: number
  height: number
}

export interface Rectangle {
  left: number
  top: number
  right: number
  bottom: number
}

const BUCKET = 8

export function indexCells(sheet: Sheet, count: number): CellIndex {
  const columns = Math.max(1, Math.ceil(sheet.width / BUCKET))
  const rows = Math.max(1, Math.ceil(sheet.height / BUCKET))
  const from = new Uint32Array(columns * rows + 1)
  const bucketOf = (cell: number) => Math.floor(sheet.y[cell]! / BUCKET) * columns + Math.floor(sheet.x[cell]! / BUCKET)
  for (let cell = 0; cell < count; cell++) from[bucketOf(cell) + 1]! += 1
  for (let bucket = 0; bucket < columns * rows; bucket++) from[bucket + 1]! += from[bucket]!
  const next = from.slice()
  const cells = new Uint32Array(count)
  for (let cell = 0; cell < count; cell++) {
    const bucket = bucketOf(cell)
    cells[next[bucket]!] = cell
    next[bucket]! += 1
  }
  return { bucketSize: BUCKET, columns, rows, from, cells }
}

/** Calls `visit` for every cell whose bucket touches the rectangle: a little more than what is inside, never less. */
export function eachCellNear(index: CellIndex, area: Rectangle, visit: (cell: number) => void): void {
  const firstColumn = Math.max(0, Math.floor((area.left - 1) / index.bucketSize))
  const lastColumn = Math.min(index.columns - 1, Math.floor(area.right / index.bucketSize))
  const firstRow = Math.max(0, Math.floor((area.top - 1) / index.bucketSize))
  const lastRow = Math.min(index.rows - 1, Math.floor(area.bottom / index.bucketSize))
  for (let row = firstRow; row <= lastRow; row++) {
    const start = index.from[row * index.columns + firstColumn]!
    const end = lastColumn < firstColumn ? start : index.from[row * index.columns + lastColumn + 1]!
    for (let place = start; place < end; place++) visit(index.cells[place]!)
  }
}

/** The cell under a point of the sheet; the one drawn last when several share the place. */
export function cellAt(index: CellIndex, sheet: Sheet, x: number, y: number): number | undefined {
  let found: number | undefined
  eachCellNear(index, { left: x, top: y, right: x, bottom: y }, cell => {
    const dx = x - sheet.x[cell]!
    const dy = y - sheet.y[cell]!
    if (dx >= 0 && dx < 1 && dy >= 0 && dy < 1 && (found === undefined || cell > found)) found = cell
  })
  return found
}
