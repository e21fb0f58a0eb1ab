// Draws the pictures of the installed field app from src/app/public/icon.svg. Run after a change of the drawing: node scripts/draw-icons.mjs
import { mkdirSync, readFileSync } from 'node:fs'
import sharp from 'sharp'

const PUBLIC = 'src/app/public'
const GROUND = '#0b5870'
const svg = readFileSync(`${PUBLIC}/icon.svg`)
mkdirSync(`${PUBLIC}/icons`, { recursive: true })

/** `share` of the side is the drawing; a maskable picture may lose its outer tenth. */
async function draw(name, side, share, ground) {
  const inner = Math.round(side * share)
  const drawing = await sharp(svg, { density: 600 }).resize(inner, inner).png().toBuffer()
  const canvas = sharp({ create: { width: side, height: side, channels: 4, background: ground ?? '#00000000' } })
  await canvas
    .composite([{ input: drawing, gravity: 'centre' }])
    .png({ compressionLevel: 9, palette: true })
    .toFile(`${PUBLIC}/icons/${name}.png`)
}

await draw('field-192', 192, 1)
await draw('field-512', 512, 1)
await draw('field-maskable-512', 512, 0.72, GROUND)
await draw('field-touch-180', 180, 0.86, GROUND)
