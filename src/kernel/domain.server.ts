import type { Command } from '#kernel/command.server.ts'
import type { SchemaMigrations } from '#kernel/database/migrate.server.ts'
import type { Route } from '#kernel/http/route.server.ts'
import type { JobDefinition } from '#kernel/job/job.server.ts'
import type { Kernel } from '#kernel/kernel.server.ts'
import type { RoomDefinition } from '#kernel/record/definition.ts'

/** The face that a domain shows to the application: all of what it brings, and nothing of how. */
export interface Domain {
  name: string
  migrations: SchemaMigrations
  rooms: RoomDefinition[]
  routes: Route[]
  jobs: JobDefinition<never, Kernel>[]
  /** What the domain brings to the terminal. */
  commands: Command[]
  /** Fills a new organisation with something to look at. */
  demo(kernel: Kernel, organisation: string): Promise<void>
}
