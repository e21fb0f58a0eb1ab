import { expect, test } from 'vitest'
import { typeset } from '../src/kernel/ui/catalogue.ts'
import { entriesOf, nameOf, type Piece, readSources, type Source, textsIn } from './sources.ts'

/** A sentence that people read, and the catalogue it stands in, as `file#name`. */
interface Sentence {
  catalogue: string
  key: string
  fr: string
  en: string
}

/** Where a sentence is asked for: by which keys, filled with what; `undefined` when that is not written out there. */
interface Asking {
  at: string
  meant: Sentence[]
  /** The key is put together on the spot: which of the sentences is meant is not known here. */
  chosen: boolean
  given: string[] | undefined
}

const sources = readSources()
const words = sources.flatMap(source => sentencesOf(source, 'defineWords'))
const refusals = sources.flatMap(source => sentencesOf(source, 'refusals'))
/** What tells the words of a catalogue, with the key first or after the catalogue. */
const TELLS = /^(t|say|tell|repair|shared)$/

test('both languages of a sentence are filled in with the same things', () => {
  const uneven = [...words, ...refusals].filter(({ key, fr, en }) => key !== 'bad-input' && `${filled(fr)}` !== `${filled(en)}`)
  expect(uneven).toEqual([])
})

test('every sentence is set with the marks of its language', () => {
  const loose = /[^\s\u202f][;!?»]|[^\s\d\u202f]:(?=\s|$)|[ \u00a0][;:!?»]|«[^\u202f]/
  const wrong = [...words, ...refusals].filter(({ fr, en }) => {
    const french = typeset(fr).replace(/(Authorization|Content-Type): /g, '')
    return /['"]|\.\.\./.test(fr + en) || loose.test(french) || /\s[;:!?]/.test(en)
  })
  expect(wrong).toEqual([])
})

test('every word of a catalogue is said somewhere, and every refusal is given', () => {
  const said = sources.flatMap(({ file, pieces }) => (/words\.ts$/.test(file) ? [] : pieces.flatMap(textsOf)))
  const made = sources.flatMap(({ pieces }) =>
    pieces.filter(({ type }) => type === 'CallExpression').flatMap(call => textsIn(call.arguments)),
  )
  // A deed bears the key of its act.
  expect(words.filter(({ key }) => !said.some(text => text.test(bare(key).replace(/^deed\./, 'act.'))))).toEqual([])
  expect(refusals.filter(({ key }) => !made.some(text => text.test(key)))).toEqual([])
})

test('whoever says a word fills it in, with nothing missing and nothing too many', () => {
  const wrong = sources
    .flatMap(source => askings(source, words, TELLS))
    .flatMap(({ at, meant, chosen, given }) => {
      if (given === undefined || meant.length === 0) return []
      const wanted = meant.flatMap(({ fr }) => filled(fr))
      const missing = wanted.filter(name => !chosen && !given.includes(name))
      const idle = given.filter(name => !wanted.includes(name) && name !== 'count')
      return missing.length + idle.length > 0 ? [{ at, missing, idle }] : []
    })
  expect(wrong).toEqual([])
})

test('whoever refuses fills in every detail that the sentence tells', () => {
  const wrong = sources
    .flatMap(source => askings(source, refusals, /^refuse/))
    .flatMap(({ at, meant, chosen, given }) => {
      const missing = meant
        .flatMap(({ fr, en }) => [...filled(fr), ...filled(en)])
        .filter(name => !chosen && given && !given.includes(name))
      return missing.length > 0 ? [{ at, missing }] : []
    })
  expect(wrong).toEqual([])
})

/** The catalogues that a file makes: words by language then key, refusals by code then language. */
function sentencesOf({ file, pieces }: Source, maker: 'defineWords' | 'refusals'): Sentence[] {
  return pieces.flatMap(({ type, id, init }) => {
    const made = type === 'VariableDeclarator' ? (init as Piece | null) : null
    if (made?.type !== 'CallExpression' || nameOf(made.callee) !== maker) return []
    const top = entriesOf((made.arguments as Piece[])[0])!
    const catalogue = `${file}#${nameOf(id)}`
    const text = (piece: unknown) => String((piece as Piece).value)
    if (maker === 'refusals')
      return [...top].map(([key, kind]) => ({ catalogue, key, fr: text(entriesOf(kind)!.get('fr')), en: text(entriesOf(kind)!.get('en')) }))
    const [fr, en] = [entriesOf(top.get('fr'))!, entriesOf(top.get('en'))!]
    return [...fr].map(([key, french]) => ({ catalogue, key, fr: text(french), en: text(en.get(key)) }))
  })
}

function askings({ file, pieces, imported }: Source, sentences: Sentence[], asker: RegExp): Asking[] {
  const here = new Set([...imported.values()])
  const known = sentences.filter(({ catalogue }) => catalogue.startsWith(`${file}#`) || here.has(catalogue))
  return pieces.flatMap(({ type, callee, arguments: all, start }) => {
    if (type !== 'CallExpression' || !asker.test(nameOf(callee))) return []
    const list = all as Piece[]
    const at = list.findIndex(argument => textsIn(argument).length > 0)
    if (at < 0) return []
    const keys = textsIn(list[at])
    const meant = known.filter(({ key }) => keys.some(text => text.test(bare(key))))
    const fill = list[at + 1]
    const given = fill ? entriesOf(fill) : new Map<string, unknown>()
    return [{ at: `${file}:${start}`, meant, chosen: keys.some(({ source }) => source.includes('.+')), given: given && [...given.keys()] }]
  })
}

function textsOf(piece: Piece): RegExp[] {
  return piece.type === 'Literal' || piece.type === 'TemplateLiteral' ? textsIn({ ...piece, expressions: [] }) : []
}

function bare(key: string): string {
  return key.replace(/_(zero|one|other)$/, '')
}

function filled(sentence: string): string[] {
  return [...new Set([...sentence.matchAll(/\{\{?(\w+)\}?\}/g)].map(([, name]) => name!))].sort()
}
