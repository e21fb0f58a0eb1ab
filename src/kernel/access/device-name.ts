const BROWSERS: [RegExp, string][] = [
  [/Edg(?:A|iOS)?\//, 'Edge'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/iPad/, 'iPad'],
  [/iPhone/, 'iPhone'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
]

/** A short name by which a person recognises a browser of theirs, from what the browser says of itself. */
export function deviceNameOf(userAgent: string): string {
  const named = [SYSTEMS, BROWSERS].flatMap(list => list.find(([pattern]) => pattern.test(userAgent))?.[1] ?? [])
  return named.join(' · ') || '—'
}
