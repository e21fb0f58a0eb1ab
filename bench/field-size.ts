// What the field screen loads before it can be used, compressed: `npm run bench -- field-size`, after a build.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const BUILT = 'dist/web'
const AIM_KB = 250

const page = readFileSync(`${BUILT}/field/index.html`, 'utf8')
const sizes = [...new Set(page.match(/\/assets\/[\w.-]+\.(?:js|css)/g))].map(name => ({
  name,
  kb: gzipSync(readFileSync(BUILT + name), { level: 9 }).length / 1000,
}))
const sum = (end: string) => sizes.filter(({ name }) => name.endsWith(end)).reduce((total, { kb }) => total + kb, 0)
for (const { name, kb } of sizes.sort((a, b) => b.kb - a.kb)) console.log(`${kb.toFixed(1).padStart(7)} kB  ${name}`)
console.log(`JavaScript of the field screen: ${sum('.js').toFixed(1)} kB gzip (aim: under ${AIM_KB}), styles ${sum('.css').toFixed(1)} kB`)
