import sharp from 'sharp'
import { expect, test } from 'vitest'
import { jpegDrawing, jpegSize } from './jpeg.server.ts'

const plain = sharp({ create: { width: 640, height: 47, channels: 3, background: '#345' } })

test('the size of a JPEG is read from its head, packed in one go or in several, coloured or grey', async () => {
  for (const [progressive, grey] of [
    [false, false],
    [true, false],
    [true, true],
  ] as const) {
    const bytes = await plain
      .clone()
      .greyscale(grey)
      .withExif({ IFD0: { Artist: 'Sophie' } })
      .jpeg({ progressive })
      .toBuffer()
    expect(jpegSize(bytes)).toEqual({ width: 640, height: 47 })
    expect(jpegDrawing(bytes)).toContain(bytes.toString('base64'))
  }
})

test('what is no such JPEG is left to the typesetter', async () => {
  const whole = await plain.clone().jpeg().toBuffer()
  const [png, inks] = [await plain.clone().png().toBuffer(), await plain.clone().toColourspace('cmyk').jpeg().toBuffer()]
  for (const bytes of [png, inks, whole.subarray(0, 40), new Uint8Array()]) expect(jpegDrawing(bytes)).toBeUndefined()
})
