/** Markers that begin a frame: C0 to CF without the tables C4, C8 and CC. */
const NO_FRAME = new Set([0xc4, 0xc8, 0xcc])

/** Width and height of a grey or three-colour JPEG of 8 bits, read from its head; `undefined` for anything else. */
export function jpegSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined
  for (let at = 2; at + 9 < view.byteLength && view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1)
    if (marker < 0xc0 || marker > 0xcf || NO_FRAME.has(marker)) continue
    const [bits, height, width, colours] = [view.getUint8(at + 4), view.getUint16(at + 5), view.getUint16(at + 7), view.getUint8(at + 9)]
    return bits === 8 && width > 0 && height > 0 && (colours === 1 || colours === 3) ? { width, height } : undefined
  }
  return undefined
}

/**
 * The typesetter unpacks every pixel of a JPEG that it is given, only to copy the packed bytes into the PDF afterwards. Inside a drawing
 * it copies them unseen: the same picture in the same file, without the time.
 */
export function jpegDrawing(bytes: Uint8Array): string | undefined {
  const size = jpegSize(bytes)
  if (!size) return undefined
  const { width, height } = size
  const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><image width="${width}" height="${height}" href="data:image/jpeg;base64,${packed}"/></svg>`
}
