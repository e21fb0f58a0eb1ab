// The peers that bring no types of their own, as far as the measures use them.
declare module 'pdfkit' {
  export default class PDFDocument {
    constructor(options: Record<string, string | number | boolean>)
    on(event: 'end', heard: () => void): this
    addPage(): this
    end(): void
    fillColor(colour: string): this
    fillAndStroke(fill: string, line: string): this
    fontSize(points: number): this
    image(picture: Buffer, x: number, y: number, options: { height: number }): this
    rect(x: number, y: number, width: number, height: number): this
    resume(): this
    stroke(): this
    text(words: string, x: number, y: number, options?: { width?: number; lineBreak?: boolean }): this
  }
}

declare module 'pouchdb/dist/pouchdb.js' {
  export default class PouchDB {
    constructor(name: string)
    readonly replicate: { to(target: PouchDB): Promise<unknown> }
    bulkDocs(documents: object[]): Promise<unknown>
    destroy(): Promise<unknown>
    info(): Promise<{ doc_count: number }>
  }
}
