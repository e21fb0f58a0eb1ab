import { modulesPerString, type PlantConfiguration, type StringPlan } from './configuration.ts'
import { compareModules, moduleId, placeOf } from './module-id.ts'

export interface Reconciliation {
  common: string[]
  /** Found on the plant, unknown to the configuration. */
  missing: string[]
  /** In the configuration, found nowhere. */
  phantom: string[]
  /** The configuration that the found modules describe. */
  proposal: PlantConfiguration
  /** Places that the proposal needs but that were not found, such as S3-7 between S3-6 and S3-8. */
  holes: string[]
  same: boolean
}

/** Compares which modules, never how many: 11 × 22 and 26 + 9 × 24 are both 242 and are not the same plant. */
export function reconcile(declared: Iterable<string>, found: Iterable<string>): Reconciliation {
  const wanted = new Set(declared)
  const seen = new Set(found)
  const missing = [...seen].filter(id => !wanted.has(id)).sort(compareModules)
  const phantom = [...wanted].filter(id => !seen.has(id)).sort(compareModules)
  return {
    common: [...seen].filter(id => wanted.has(id)).sort(compareModules),
    missing,
    phantom,
    ...derive(seen),
    same: missing.length === 0 && phantom.length === 0,
  }
}

/** The strings that these modules describe: each is as long as its furthest module. */
export function stringsOf(found: Iterable<string>): StringPlan[] {
  const longest = new Map<number, number>()
  for (const id of found) {
    const place = placeOf(id)
    if (place) longest.set(place.string, Math.max(place.position, longest.get(place.string) ?? 0))
  }
  return [...longest].map(([number, count]) => ({ number, count })).sort((a, b) => a.number - b.number)
}

function derive(found: Set<string>): { proposal: PlantConfiguration; holes: string[] } {
  const strings = stringsOf(found)
  const holes = strings.flatMap(({ number, count }) =>
    Array.from({ length: count }, (_, i) => moduleId(number, i + 1)).filter(id => !found.has(id)),
  )
  return { proposal: { strings }, holes }
}

/** The configuration in a few signs: `11 × 20`, `26 + 9 × 24`. */
export function configurationInShort(configuration: PlantConfiguration): string {
  const each = modulesPerString(configuration)
  if (each !== null) return `${configuration.strings.length} × ${each}`
  const runs: { times: number; count: number }[] = []
  for (const { count } of configuration.strings) {
    const last = runs.at(-1)
    if (last?.count === count) last.times++
    else runs.push({ times: 1, count })
  }
  return runs.map(run => (run.times === 1 ? `${run.count}` : `${run.times} × ${run.count}`)).join(' + ')
}
