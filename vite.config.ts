import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const project = import.meta.dirname
const outDir = join(project, 'dist/web')

/** Two pages: the office at `/` and the field at `/field/`. Addresses in the pages are absolute, so that every deep link finds its scripts. */
export default defineConfig({
  root: join(project, 'src/app'),
  publicDir: join(project, 'src/app/public'),
  cacheDir: join(project, '.cache/vite'),
  plugins: [react(), compressed()],
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
