import { createRegistry } from './registry.web.ts'

/** Something the person can call up by name with Ctrl+K. */
export interface Command {
  id: string
  label: string
  description?: string
  run(): void
}

const registry = createRegistry<Command>()

/** Commands of a page, on offer as long as it is shown. */
export const useCommands = registry.useOffer
export const useListedCommands = registry.useItems
