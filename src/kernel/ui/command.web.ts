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

/** Things of the page that are found by name, too many to be listed. */
export interface Finder {
  find(text: string): Command[]
}

const finders = createRegistry<Finder>()

/** The page answers the search as long as it is shown. */
export function useFinder(finder: Finder): void {
  finders.useOffer([finder])
}

export function findInPage(text: string): Command[] {
  return text === '' ? [] : finders.items().flatMap(finder => finder.find(text))
}
