import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const project = import.meta.dirname
const outDir = join(project, 'dist/web')

/** Two pages: the office at `/` and the field at `/field/`. Addresses in the pages are absolute, so that every deep link finds its scripts. */
export default defineConfig({
  root: join(project, 'src/app'),
  publicDir: join(project, 'src/app/public'),
  cacheDir: join(project, '.cache/vite'),
  plugins: [react(), ...keptOnTablet(), compressed()],
  server: { fs: { allow: [project] } },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    reportCompressedSize: false,
    rolldownOptions: {
      input: { office: join(project, 'src/app/office/index.html'), field: join(project, 'src/app/field/index.html') },
    },
  },
})

/** Writes `.br` and `.gz` beside what compresses well, so that the server never compresses a file twice. */
function compressed(): Plugin {
  return {
    name: 'courant-compressed',
    apply: 'build',
    enforce: 'post',
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: () => {
        for (const name of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
          if (!/\.(js|css|html|svg|json|webmanifest)$/.test(name)) continue
          const bytes = readFileSync(join(outDir, name))
          writeFileSync(join(outDir, `${name}.gz`), gzipSync(bytes, { level: 9 }))
          writeFileSync(join(outDir, `${name}.br`), brotliCompressSync(bytes))
        }
      },
    },
  }
}

/**
 * The worker that keeps the field on the tablet, so that it opens with the server away. It holds what the field's page can ask for and
 * nothing of the office; a newer version waits until the page lets it in.
 */
function keptOnTablet(): Plugin[] {
  const ofField = new Set(['field/index.html', 'theme.js', 'load-again.js', 'icon.svg', 'field.webmanifest', 'field-en.webmanifest'])
  const collect: Plugin = {
    name: 'courant-field-files',
    apply: 'build',
    generateBundle: (_options, bundle) => {
      const add = (name: string) => {
        const item = bundle[name]
        if (!item || ofField.has(name) || /inter-(?!latin)/.test(name)) return
        ofField.add(name)
        if (item.type !== 'chunk') return
        const { importedCss, importedAssets } = item.viteMetadata ?? {}
        for (const other of [...item.imports, ...item.dynamicImports, ...(importedCss ?? []), ...(importedAssets ?? [])]) add(other)
      }
      for (const item of Object.values(bundle)) {
        if (item.type === 'chunk' && item.facadeModuleId?.endsWith('/field/index.html')) add(item.fileName)
        if (/zbar/.test(item.fileName)) add(item.fileName)
      }
    },
  }
  const worker = VitePWA({
    strategies: 'generateSW',
    filename: 'field-worker.js',
    injectRegister: false,
    manifest: false,
    registerType: 'prompt',
    workbox: {
      globPatterns: ['field/index.html', 'theme.js', 'load-again.js', 'icon.svg', '*.webmanifest', 'assets/*'],
      manifestTransforms: [async entries => ({ manifest: entries.filter(({ url }) => ofField.has(url)), warnings: [] })],
      navigateFallback: '/field/index.html',
      navigateFallbackAllowlist: [/^\/field(\/|$)/],
      cleanupOutdatedCaches: true,
      clientsClaim: true,
      inlineWorkboxRuntime: true,
      sourcemap: false,
    },
  })
  return [collect, ...worker]
}
