import type { TestProject } from 'vitest/node'
import { startCluster } from './cluster.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresql: string
  }
}

/** One PostgreSQL server for the whole run; each suite makes a database of its own in it. */
export async function setup(project: TestProject): Promise<() => void> {
  const cluster = await startCluster()
  project.provide('postgresql', cluster.url)
  return () => cluster.stop()
}
