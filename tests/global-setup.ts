import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startCluster } from './cluster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresql: string
  }
}

/** One PostgreSQL server for the whole run, and a place for the installation that tests copy. Each suite makes a database of its own. */
export async function setup(project: TestProject): Promise<() => void> {
  const cluster = await startCluster()
  project.provide('postgresql', cluster.url)
  const place = mkdtempSync(join(tmpdir(), 'courant-tested-'))
  process.env.TESTED_INSTALLATION = join(place, 'installation')
  return () => {
    cluster.stop()
    rmSync(place, { recursive: true, force: true })
  }
}
