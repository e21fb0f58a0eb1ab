import type { ComponentType } from 'react'
import type { RoomDefinition } from '#kernel/record/definition.ts'
import { callServer } from './api.web.ts'
import type { Catalogue } from './catalogue.ts'
import type { Command } from './command.web.ts'

/** A page of a domain, loaded when somebody goes there. */
export interface Page {
  /** Such as `/audits/$audit`. */
  path: string
  load(): Promise<{ Page: ComponentType }>
}

/**
 * The code of a page, or of a part of one. When the server is away it is refused as any other call is: a page is never left for the
 * browser's own.
 */
export async function codeOf<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load()
  } catch (error) {
    await callServer('GET', '/healthz', {})
    throw error
  }
}

/** What a domain shows in the office: its place in the rail, its pages, what the search finds of it. */
export interface OfficeDomain {
  /** The rooms its pages open. */
  rooms: RoomDefinition[]
  rail: { to: string; words: Catalogue<'rail'>; icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean }> }
  pages: Page[]
  /** What the domain knows under these words; `go` opens an address. */
  search(text: string, go: (path: string) => void, signal: AbortSignal): Promise<Command[]>
  /** How the activity log tells its acts: `activity.<act>`. */
  activity: Catalogue
}
