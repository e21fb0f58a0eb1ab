/** How many of its first bytes tell what a file is. */
export const HEAD_BYTES = 32

/** How each kind of picture that the server takes begins. */
const BEGINNINGS: readonly RegExp[] = [
  // JPEG, PNG, GIF
  /^\xff\xd8\xff/,
  /^\x89PNG\r\n\x1a\n/,
  /^GIF8[79]a/,
  // WebP
  /^RIFF.{4}WEBP/s,
  // TIFF, small and big, of either byte order
  /^(II[*+]\0|MM\0[*+])/,
  // HEIC, HEIF and AVIF: all of them are boxes of one family, told apart by their brand
  /^.{4}ftyp(hei[cxms]|hev[cxms]|mif[12]|msf1|avi[fs])/s,
]

/** Does a file begin as a picture does? Whether the rest is one shows only when it is read: a damaged photo still passes. */
export function beginsAsPicture(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.subarray(0, HEAD_BYTES))
  return BEGINNINGS.some(beginning => beginning.test(text))
}
