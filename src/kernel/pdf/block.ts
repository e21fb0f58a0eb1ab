import type { Value } from '#kernel/record/change.ts'

/** A coloured sign that also says its meaning by letter and pattern, the same as on screen. */
export interface Mark {
  label: string
  letter: string
  colour: string
  /** Text on `colour`. */
  ink: string
  pattern: 'solid' | 'dots' | 'hatch-left' | 'hatch-right' | 'cross' | 'rows' | 'empty'
}

export interface Column {
  head: string
  align: 'left' | 'right'
  /** Share of the width that is left over; without it the column is as wide as its content. */
  share?: number
  /** The head shows this mark above its words. */
  mark?: string
}

/** A value of a table: plain words, or words with a mark or in bold. */
export type TableCell = string | { text: string; mark?: string; strong?: boolean }

/** What somebody wrote, and who and when. */
export interface Remark {
  who: string
  text: string
}

/** A thing of which something was said or photographed. */
export interface Entry {
  mark: string
  title: string
  details: string[]
  remarks: Remark[]
  photos: Photo[]
}

export interface Photo {
  /** Without it the photo could not be printed, and `alt` says so in its place. */
  image?: string
  caption: string
  /** What a reader who does not see the picture is told. */
  alt: string
}

/** What a page is made of, already in the reader's language: the template adds no word. */
export type Block =
  | { block: 'heading'; text: string }
  | { block: 'subheading'; text: string }
  /** What leads to the next block stays on its page. */
  | { block: 'text'; text: string; muted?: boolean; leads?: boolean }
  /** The sections and their pages, shown when the paper is long. */
  | { block: 'contents'; title: string }
  | { block: 'facts'; rows: [label: string, value: string][] }
  | { block: 'tiles'; tiles: { value: string; label: string; note?: string; mark?: string }[] }
  | { block: 'notice'; tone: 'calm' | 'warning'; title: string; text: string }
  | { block: 'table'; columns: Column[]; rows: TableCell[][]; foot?: TableCell[] }
  | { block: 'bars'; rows: { label: string; parts: { mark: string; count: number }[]; note: string }[] }
  | { block: 'lists'; rows: { label: string; items: string[] }[] }
  | { block: 'entries'; entries: Entry[] }
  | { block: 'remarks'; remarks: Remark[]; photos: Photo[] }
  | { block: 'code'; label: string; text: string; image: string; alt: string }
  /** Places to sign; a name is empty where it is to be written. */
  | { block: 'signatures'; places: { role: string; name: string; sign: string }[] }
  /** A drawing of the domain: the template that it names draws it from `data`. */
  | { block: 'drawing'; drawing: string; data: Value }
  | { block: 'new-page'; landscape: boolean }

/** The words and figures that surround every page. */
export interface Frame {
  title: string
  /** The number of the document, after its title. */
  reference: string
  subject: string
  /** Left foot, such as the revision and the short hash. */
  revision: string
  hash: string
  /** Before the page number, and between it and the number of pages: « Page 3 sur 12 ». */
  page: string
  of: string
  /** Written across every page until the document is issued. */
  watermark?: string
}

/** What `house.typ` lays out. */
export interface Paper {
  language: 'fr' | 'en'
  author: string
  cover: { kicker: string; title: string; subtitle: string }
  frame: Frame
  /** Said where a character has no shape in the face and a box stands for it. */
  undrawn: string
  marks: Record<string, Mark>
  blocks: Block[]
}
