import type { Value } from '#kernel/record/change.ts'

/** A file carried inside the PDF, as it is: the data that the pages were made from. */
export interface Attachment {
  name: string
  type: string
  bytes: Uint8Array
  description: string
}

/** All that a PDF is made of. The same document gives the same bytes, today and on another machine with the same software. */
export interface PdfDocument {
  /** Typst sources by path; `/main.typ` is the entry. The house style `/house.typ` is always there to import. */
  sources: Record<string, string>
  /** What the template reads with `json("/data.json")`: words, figures, rows. No text of a person ever becomes markup. */
  data: Value
  /** Pictures by the path that the data names them with, such as `/images/1`: PNG, JPEG, GIF, WebP or SVG, told by their bytes. */
  images: Record<string, Uint8Array>
  attachment: Attachment
  /** The creation date written in the file, ISO 8601 UTC. */
  createdAt: string
}

export interface PdfFile {
  bytes: Uint8Array
  pages: number
}

/** How far a document is: it waits for its turn, its pages are laid out, the file is written. */
export type PdfStep = 'waiting' | 'laying-out' | 'writing'
