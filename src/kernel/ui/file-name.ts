/** A name that every system takes for a file: the words of `parts` without accents, joined by hyphens. */
export function fileName(parts: readonly string[], extension: string): string {
  const bare = parts
    .join(' ')
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
  const name = bare.match(/[A-Za-z0-9]+/g)?.join('-') ?? 'courant'
  return `${name.slice(0, 120)}.${extension}`
}
