import { cpSync, existsSync, renameSync, rmSync } from 'node:fs'

/** What a process of the product needs of the environment that its test runs in. */
export const SURROUNDINGS = Object.fromEntries(['PATH', 'NODE_COMPILE_CACHE'].map(name => [name, process.env[name]]))

/**
 * Fills a folder with an installation on which a server began and ended once. Making an empty database costs more than most tests: the
 * first that wants one makes it, the others copy. Outside of a run of the tests there is none, and a server makes its own.
 */
export async function fillWithInstallation(folder: string, make: (folder: string) => Promise<void>): Promise<void> {
  const kept = process.env.TESTED_INSTALLATION
  if (kept === undefined) return
  if (!existsSync(kept)) await keep(kept, make)
  cpSync(kept, folder, { recursive: true })
}

/** Two tests may make it at once: the first to be ready is kept. */
async function keep(kept: string, make: (folder: string) => Promise<void>): Promise<void> {
  const made = `${kept}-${crypto.randomUUID()}`
  await make(made)
  try {
    renameSync(made, kept)
  } catch (error) {
    if (!existsSync(kept)) throw error
    rmSync(made, { recursive: true })
  }
}
