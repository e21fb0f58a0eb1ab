import sharp from 'sharp'
import { expect, test } from 'vitest'
import { beginsAsPicture } from './picture-bytes.ts'

const bytes = (text: string) => Uint8Array.from(text, letter => letter.charCodeAt(0))

test.each(['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const)('a picture written as %s begins as one', async format => {
  const made = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'navy' } })
    .toFormat(format)
    .toBuffer()
  expect(beginsAsPicture(made)).toBe(true)
})

test.each(['heic', 'heix', 'mif1', 'msf1'])('a photo of a telephone (%s) begins as a picture', brand => {
  expect(beginsAsPicture(bytes(`\0\0\0\x18ftyp${brand}\0\0\0\0mif1heic`))).toBe(true)
})

test('a damaged JPEG still begins as one: what it is worth shows when it is read', () => {
  expect(beginsAsPicture(bytes('\xff\xd8\xff\xe0 and then nothing of a photo'))).toBe(true)
})

test.each([
  ['a text', 'not a photo'],
  ['a PDF', '%PDF-1.7\n1 0 obj'],
  ['a video', '\0\0\0\x18ftypmp42\0\0\0\0isom'],
  ['a sound', 'RIFF\x24\0\0\0WAVEfmt '],
  ['an archive', 'PK\x03\x04'],
  ['nothing', ''],
])('%s is no picture, whatever it is called', (_, text) => {
  expect(beginsAsPicture(bytes(text))).toBe(false)
})
