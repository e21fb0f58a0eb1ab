// What the tablet downloads for its screen: every script and style that /field/ asks for, as sent (gzip), without the photo and barcode
// readers that are fetched when they are first used.
import { readFileSync, statSync } from 'node:fs'

const LIMIT_KB = 250
const BUILT = new URL('../dist/web/', import.meta.url)
const seen = new Set<string>()

function follow(name: string): void {
  if (seen.has(name)) return
  seen.add(name)
  const text = readFileSync(new URL(name, BUILT), 'utf8')
  // Static imports only: `import"./x.js"` and `from"./x.js"`.
  for (const [, other] of text.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g)) follow(`assets/${other}`)
}

const page = readFileSync(new URL('field/index.html', BUILT), 'utf8')
const styles = [...page.matchAll(/href="\/(assets\/[^"]+\.css)"/g)].map(([, name]) => name!)
for (const [, name] of page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)) follow(name!)

const kilobytes = (names: Iterable<string>) => [...names].reduce((sum, name) => sum + statSync(new URL(`${name}.gz`, BUILT)).size, 0) / 1000
const scripts = kilobytes(seen)
console.log(
  `field screen: ${scripts.toFixed(1)} kB of JavaScript in ${seen.size} files, ${kilobytes(styles).toFixed(1)} kB of styles, gzip (limit ${LIMIT_KB} kB)`,
)
console.log(`ratio to the limit: ${(scripts / LIMIT_KB).toFixed(2)}`)
process.exitCode = scripts > LIMIT_KB ? 1 : 0
