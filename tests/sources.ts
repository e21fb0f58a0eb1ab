import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parseAst } from 'vite'

/** A piece of a program as the parser gives it: its type, and whatever that type has. */
export type Piece = { type: string; [part: string]: unknown }

export interface Source {
  /** Below `src/`. */
  file: string
  pieces: Piece[]
  /** Local name of what is imported from our own files, as `file#name`. */
  imported: Map<string, string>
}

/** Every program file of the product, tests aside. */
export function readSources(): Source[] {
  return readdirSync('src', { recursive: true })
    .map(String)
    .filter(file => /\.tsx?$/.test(file) && !/\.test\./.test(file))
    .map(file => {
      const tree = parseAst(readFileSync(join('src', file), 'utf8'), { lang: file.endsWith('x') ? 'tsx' : 'ts' })
      const pieces = piecesOf(tree)
      return { file, pieces, imported: importsOf(file, pieces) }
    })
}

export function piecesOf(value: unknown): Piece[] {
  if (Array.isArray(value)) return value.flatMap(piecesOf)
  if (typeof value !== 'object' || value === null) return []
  const below = Object.values(value).flatMap(piecesOf)
  return isPiece(value) ? [value, ...below] : below
}

function isPiece(value: object): value is Piece {
  return 'type' in value && typeof value.type === 'string'
}

function importsOf(file: string, pieces: Piece[]): Map<string, string> {
  const found = pieces.filter(piece => piece.type === 'ImportDeclaration')
  return new Map(
    found.flatMap(({ source, specifiers }) => {
      const spec = String((source as Piece).value)
      const from = spec.startsWith('#') ? spec.slice(1) : normalize(join(dirname(file), spec))
      return (specifiers as Piece[]).map(({ local, imported }) => [nameOf(local), `${from}#${nameOf(imported ?? local)}`] as const)
    }),
  )
}

/** The name of an identifier, or of what is asked of an object: `say` in `telling.say`. */
export function nameOf(piece: unknown): string {
  const { type, name, property } = piece as Piece
  return type === 'MemberExpression' ? nameOf(property) : String(name)
}

/** The texts that an expression can be: its literals, and a pattern for each template that says where it belongs. */
export function textsIn(expression: unknown): RegExp[] {
  return piecesOf(expression).flatMap(piece => {
    if (piece.type === 'Literal' && typeof piece.value === 'string') return [new RegExp(`^${escaped(piece.value)}$`)]
    if (piece.type !== 'TemplateLiteral') return []
    const parts = (piece.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked)
    return parts.some(part => /\w\w/.test(part)) ? [new RegExp(`^${parts.map(escaped).join('.+')}$`)] : []
  })
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** The entries of an object literal with names written out; `undefined` when the expression is anything else. */
export function entriesOf(expression: unknown): Map<string, unknown> | undefined {
  const { type, properties } = (expression ?? {}) as Piece
  if (type !== 'ObjectExpression') return undefined
  const named = (properties as Piece[]).filter(property => property.type === 'Property')
  if (named.length < (properties as Piece[]).length) return undefined
  return new Map(named.map(({ key, value }) => [String((key as Piece).value ?? (key as Piece).name), value]))
}
