/** The language a caller prefers, from its Accept-Language header; French when it asks for neither of the two. */
export function preferredLanguage(header: string | undefined): 'fr' | 'en' {
  const wishes = (header ?? '')
    .split(',')
    .map(wish => /^\s*(fr|en)(?:-[\w-]+)?\s*(?:;\s*q=([\d.]+))?\s*$/i.exec(wish))
    .filter(wish => wish !== null)
    .map(([, language, weight]) => ({
      language: language!.toLowerCase() as 'fr' | 'en',
      weight: weight === undefined ? 1 : Number(weight),
    }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  return wishes[0]?.language ?? 'fr'
}
