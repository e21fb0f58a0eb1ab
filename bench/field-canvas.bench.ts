// Frame times of the plant grid with 100,000 modules, in a browser without GPU: `npm run bench -- field-canvas`.
import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { createServer } from 'vite'

const SCREENS = { tablet: { width: 1180, height: 820 }, phone: { width: 390, height: 844 } }
const LIMIT_MS = 25

const vite = await createServer({
  configFile: false,
  root: 'bench/field-canvas',
  // The measures are a package of their own, which does not know the product's alias.
  resolve: { alias: [{ find: /^#/, replacement: `${resolve('src')}/` }] },
  cacheDir: '.cache/vite-bench',
  server: { port: 0, fs: { allow: ['../..', realpathSync('node_modules')] } },
  logLevel: 'error',
})
await vite.listen()
const address = vite.resolvedUrls!.local[0]!
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
let failed = 0

/** Once a frame moves the picture by real wheel and pointer events, or gives a verdict; answers the times between frames. */
async function frames(page: Page, move: 'pan' | 'zoom' | 'edit'): Promise<number[]> {
  return page.evaluate(async kind => {
    const grid = document.querySelector('[role=grid]')!
    const at = { clientX: innerWidth / 2, clientY: innerHeight / 2, pointerId: 1, pointerType: 'touch', bubbles: true, cancelable: true }
    const times: number[] = []
    let last = await new Promise<number>(requestAnimationFrame)
    if (kind === 'pan') grid.dispatchEvent(new PointerEvent('pointerdown', at))
    for (let step = 1; step <= 150; step++) {
      const swing = Math.sin(step / 12)
      if (kind === 'edit') (window as unknown as { edit(step: number): void }).edit(step)
      else if (kind === 'zoom') grid.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY: swing * 40 }))
      else
        grid.dispatchEvent(new PointerEvent('pointermove', { ...at, clientX: at.clientX + swing * 150, clientY: at.clientY + swing * 90 }))
      const now = await new Promise<number>(requestAnimationFrame)
      times.push(now - last)
      last = now
    }
    grid.dispatchEvent(new PointerEvent('pointerup', at))
    return times.slice(10)
  }, move)
}

const rank = (times: number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!

for (const [name, viewport] of Object.entries(SCREENS)) {
  for (const arrangement of ['string', 'place']) {
    const page = await browser.newPage({ viewport, deviceScaleFactor: 1 })
    await page.addInitScript(() => {
      HTMLElement.prototype.setPointerCapture = () => undefined
    })
    await page.goto(`${address}?arrangement=${arrangement}`)
    await page.locator('[role=gridcell]').first().waitFor({ state: 'attached' })
    for (const zoom of [0, 6, 10, 14, 20]) {
      await page.evaluate(times => {
        const grid = document.querySelector('[role=grid]')!
        for (const [count, deltaY] of [
          [60, 400],
          [times, -140],
        ] as const)
          for (let step = 0; step < count; step++)
            grid.dispatchEvent(new WheelEvent('wheel', { deltaY, clientX: innerWidth / 2, clientY: innerHeight / 2 }))
      }, zoom)
      for (const move of ['pan', 'zoom', 'edit'] as const) {
        const times = await frames(page, move)
        const p95 = rank(times, 0.95)
        if (p95 > LIMIT_MS) failed++
        console.log(
          `${name.padEnd(7)}${arrangement.padEnd(7)} zoom ${String(zoom).padStart(2)} ${move.padEnd(5)} p50 ${rank(times, 0.5).toFixed(1)} ms  p95 ${p95.toFixed(1)} ms`,
        )
      }
    }
    await page.close()
  }
}
await browser.close()
await vite.close()
console.log(failed === 0 ? `every p95 within ${LIMIT_MS} ms` : `${failed} cases over ${LIMIT_MS} ms`)
