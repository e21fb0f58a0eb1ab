import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { coverageOf } from './glyphs.ts'

const INTER = ['400Regular/Inter_400Regular', '500Medium/Inter_500Medium', '600SemiBold/Inter_600SemiBold', '700Bold/Inter_700Bold']
/** What people write that the house face does not draw: names in other scripts, emoji of a tablet's keyboard. */
const BESIDE = {
  'Noto Emoji': ['noto-emoji', '400Regular/NotoEmoji_400Regular'],
  'Noto Sans Arabic': ['noto-sans-arabic', '400Regular/NotoSansArabic_400Regular'],
  'Noto Sans Hebrew': ['noto-sans-hebrew', '400Regular/NotoSansHebrew_400Regular'],
} as const

/** Names of the faces, in the order in which a character is looked for. */
export const FAMILIES: readonly string[] = ['Inter', ...Object.keys(BESIDE)]

const house = INTER.map(face => read('inter', face))
const beside = Object.values(BESIDE).map(([name, face]) => read(name, face))
const coverages = [house[0]!, ...beside].map(coverageOf)

/** Every face that a document may be set in, as TrueType files. */
export const FACES: readonly Buffer[] = [...house, ...beside]

/** Can any of the faces draw this character? */
export function covers(codePoint: number): boolean {
  return coverages.some(coverage => coverage(codePoint))
}

function read(name: string, face: string): Buffer {
  const folder = path.dirname(createRequire(import.meta.url).resolve(`@expo-google-fonts/${name}/package.json`))
  return readFileSync(path.join(folder, `${face}.ttf`))
}
