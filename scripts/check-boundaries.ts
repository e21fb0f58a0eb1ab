// Keeps the layout: direction (kernel <- domain <- app), kinds of file (pure, .server, .web), no cycle, no file over 400 lines.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const SHARED = new Set(['kernel', 'app'])
const LONGEST = 400
/** Files of words are as long as the product has things to say. */
const MAY_BE_LONG = /words(\.[a-z]+)?\.ts$/

interface Import {
  spec: string
  target: string
  type: boolean
  lazy: boolean
}

const sideOf = (file: string) => (file.endsWith('.server.ts') ? 'server' : /\.web\.ts$|\.tsx$/.test(file) ? 'web' : 'both')

/** Problems of a tree given as a map from path (below `src/`) to text. */
export function problemsOf(files: Map<string, string>): string[] {
  const graph = new Map([...files].map(([file, text]) => [file, importsOf(file, text)]))
  return [
    ...[...files]
      .filter(([file, text]) => text.split('\n').length > LONGEST && !MAY_BE_LONG.test(file))
      .map(([file]) => `src/${file}: over ${LONGEST} lines`),
    ...[...graph].flatMap(([file, imports]) => imports.flatMap(one => wrongs(file, one, files))),
    ...cyclesOf(graph),
  ]
}

function importsOf(file: string, text: string): Import[] {
  const found = text.matchAll(
    /^\s*(import|export)\s+(type\s)?[^'"]*?from\s*['"]([#.][^'"]*)['"]|\bimport\s*\(\s*['"]([#.][^'"]*)['"]|^\s*import\s*['"]([#.][^'"]*)['"]/gm,
  )
  return [...found].map(([, , type, from, lazy, bare]) => {
    const spec = from ?? lazy ?? bare ?? ''
    const target = spec.startsWith('#') ? spec.slice(1) : normalize(join(dirname(file), spec))
    return { spec, target, type: type !== undefined, lazy: lazy !== undefined }
  })
}

function wrongs(file: string, { spec, target, type }: Import, files: Map<string, string>): string[] {
  const [from = '', to = ''] = [file.split('/')[0], target.split('/')[0]]
  const why = target.startsWith('..')
    ? undefined
    : from === 'kernel' && to !== 'kernel'
      ? 'the kernel knows no domain'
      : !SHARED.has(from) && to !== from && to !== 'kernel'
        ? 'a domain uses itself and the kernel; bring domains together in app/'
        : !type && sideOf(target) !== 'both' && sideOf(target) !== sideOf(file)
          ? `a ${sideOf(file)} file uses a ${sideOf(target)} file`
          : /\.tsx?$/.test(target) && !files.has(target)
            ? 'no such file'
            : undefined
  return why ? [`src/${file}: ${spec}: ${why}`] : []
}

/** Every file that reaches itself through imports that exist at run time and at load time. */
function cyclesOf(graph: Map<string, Import[]>): string[] {
  const done = new Set<string>()
  const found: string[][] = []
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) return void found.push([...path.slice(path.indexOf(file)), file])
    if (done.has(file)) return
    for (const { target, type, lazy } of graph.get(file) ?? []) if (!type && !lazy && graph.has(target)) visit(target, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  return found.map(cycle => `a cycle: ${cycle.map(file => `src/${file}`).join(' -> ')}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const src = fileURLToPath(new URL('../src/', import.meta.url))
  const names = readdirSync(src, { recursive: true })
    .map(name => String(name).replaceAll('\\', '/'))
    .filter(name => /\.tsx?$/.test(name) && !/\.test\./.test(name))
  const files = new Map(names.filter(name => existsSync(join(src, name))).map(name => [name, readFileSync(join(src, name), 'utf8')]))
  const problems = problemsOf(files)
  console.log(problems.join('\n') || `boundaries hold in ${files.size} files`)
  process.exitCode = problems.length > 0 ? 1 : 0
}
