import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Word {
  page: number
  text: string
  left: number
  height: number
  /** True when the whole word lies on its page. */
  inside: boolean
}

/** What poppler and qpdf, which are not ours, find in a PDF. */
export interface ReadPdf {
  /** All spaces alike: poppler does not tell a narrow no-break space. Marks that only steer where lines end are left out. */
  text: string
  info: string
  outline: string[]
  words: Word[]
  /** The word written slanted across a page. Poppler reads it letter by letter, each in a tall box. */
  watermark(page: number): string
  /** Pictures that compress as photos do, page by page. */
  photos: { page: number; width: number; height: number }[]
  attachment(name: string): string
  /** Fonts that are not embedded. */
  missingFonts: string[]
  /** Throws when the file is damaged. */
  check(): void
}

export function readPdf(bytes: Uint8Array): ReadPdf {
  const folder = mkdtempSync(join(tmpdir(), 'courant-pdf-'))
  const file = join(folder, 'read.pdf')
  const run = (program: string, ...words: string[]) =>
    execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 27 })
  writeFileSync(file, bytes)
  try {
    const attached = new Map<string, string>()
    for (const [, name] of run('pdfdetach', '-list', file).matchAll(/^\d+: (.+)$/gm)) {
      run('pdfdetach', '-savefile', name!, '-o', join(folder, 'attached'), file)
      attached.set(name!, readFileSync(join(folder, 'attached'), 'utf8'))
    }
    const boxes = run('pdftotext', '-bbox', file, '-')
    const html = run('pdftohtml', '-xml', '-i', '-stdout', file)
    const fonts = run('pdffonts', file).split('\n').slice(2).filter(Boolean)
    const found = {
      text: run('pdftotext', '-layout', file, '-')
        .replace(/[\u00a0\u202f]/g, ' ')
        .replace(/[\u200b\u2060]/g, ''),
      info: run('pdfinfo', file),
      outline: [...html.matchAll(/<item page="\d+">(.*?)<\/item>/g)].map(([, title]) => title!),
      words: wordsOf(boxes),
      photos: [...run('pdfimages', '-list', file).matchAll(/^ *(\d+) +\d+ +image +(\d+) +(\d+) .*\bjpeg\b/gm)].map(([, ...figures]) => {
        const [page, width, height] = figures.map(Number) as [number, number, number]
        return { page, width, height }
      }),
      missingFonts: fonts.filter(line => !/\byes yes\b/.test(line)),
    }
    const checked = checkWithQpdf(file)
    return {
      ...found,
      watermark: page =>
        found.words
          .filter(word => word.page === page && word.height > 50)
          .sort((a, b) => a.left - b.left)
          .map(word => word.text)
          .join(''),
      attachment(name) {
        const text = attached.get(name)
        if (text === undefined) throw new Error(`no attachment ${name}, only ${[...attached.keys()].join(', ')}`)
        return text
      },
      check() {
        if (checked) throw checked
      },
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** qpdf is not on every machine; poppler, which is, has read the file already. */
function checkWithQpdf(file: string): Error | undefined {
  try {
    execFileSync('qpdf', ['--check', file], { stdio: 'pipe' })
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : (error as Error)
  }
}

function wordsOf(boxes: string): Word[] {
  return boxes
    .split('<page ')
    .slice(1)
    .flatMap((page, i) => {
      const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(page)!.map(Number)
      return [...page.matchAll(/<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)<\/word>/g)].map(match => {
        const [left, top, right, bottom] = match.slice(1, 5).map(Number) as [number, number, number, number]
        return {
          page: i + 1,
          text: match[5]!,
          left,
          height: bottom - top,
          inside: left >= 0 && top >= 0 && right <= width! && bottom <= height!,
        }
      })
    })
}
