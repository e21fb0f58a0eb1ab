/** Which characters a TrueType face can draw, read from its `cmap` table (formats 4 and 12). */
export function coverageOf(font: Uint8Array): (codePoint: number) => boolean {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const ranges = rangesOf(view, tableOffset(view, 'cmap'))
  return codePoint => ranges.some(([first, last]) => codePoint >= first && codePoint <= last)
}

type Range = [first: number, last: number]

function tableOffset(view: DataView, tag: string): number {
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + i * 16
    const name = String.fromCharCode(...[0, 1, 2, 3].map(byte => view.getUint8(at + byte)))
    if (name === tag) return view.getUint32(at + 8)
  }
  throw new Error(`the font has no ${tag} table`)
}

function rangesOf(view: DataView, cmap: number): Range[] {
  const ranges: Range[] = []
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const table = cmap + view.getUint32(cmap + 4 + i * 8 + 4)
    const format = view.getUint16(table)
    if (format === 12) ranges.push(...segmentsOf12(view, table))
    if (format === 4) ranges.push(...segmentsOf4(view, table))
  }
  if (ranges.length === 0) throw new Error('the font has no character table of format 4 or 12')
  return ranges
}

function segmentsOf12(view: DataView, table: number): Range[] {
  return Array.from({ length: view.getUint32(table + 12) }, (_, i) => {
    const at = table + 16 + i * 12
    return [view.getUint32(at), view.getUint32(at + 4)]
  })
}

function segmentsOf4(view: DataView, table: number): Range[] {
  const count = view.getUint16(table + 6) / 2
  const ends = table + 14
  const starts = ends + count * 2 + 2
  return Array.from({ length: count }, (_, i): Range => [view.getUint16(starts + i * 2), view.getUint16(ends + i * 2)]).filter(
    ([first]) => first !== 0xffff,
  )
}
