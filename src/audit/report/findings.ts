import { STATUS, STATUSES, type Status, severityOf } from '../electroluminescence/status.ts'
import { hasModule, identifiersOf, type PlantConfiguration, totalModules } from '../plant/configuration.ts'
import { layoutOf } from '../plant/layout.ts'
import { compareModules, placeOf } from '../plant/module-id.ts'
import { configurationInShort, type Reconciliation, reconcile } from '../plant/reconciliation.ts'
import type { CommentFacts, ElSnapshot, ModuleFacts, PhotoFacts } from './el-snapshot.ts'

export type Counts = Record<Status, number>

export interface Finding {
  module: ModuleFacts
  comments: CommentFacts[]
  photos: PhotoFacts[]
}

/** What the report's sections count and list, computed once from the frozen facts. */
export interface Findings {
  configuration: PlantConfiguration
  total: number
  done: number
  counts: Counts
  strings: { number: number; label: string | undefined; total: number; done: number; counts: Counts }[]
  /** Severity 3, the worst first. */
  toReplace: Finding[]
  /** Other modules of which something was said or photographed. */
  others: Finding[]
  contested: ModuleFacts[]
  /** Results about modules that the configuration does not have. */
  archived: ModuleFacts[]
  statusOf(id: string): Status
  layout: ReturnType<typeof layoutOf>
  inShort: string
  declaredInShort: string | undefined
  reconciliation: Reconciliation | undefined
}

export function findingsOf(snapshot: ElSnapshot): Findings {
  const configuration: PlantConfiguration = { strings: snapshot.plant.strings }
  const known = new Map(snapshot.modules.map(module => [module.id, module]))
  const statusOf = (id: string) => known.get(id)?.status ?? 'pending'
  const strings = configuration.strings.map(({ number, count, label }) => {
    const counts = countsOf(Array.from({ length: count }, (_, i) => statusOf(`S${number}-${i + 1}`)))
    return { number, label, total: count, done: count - counts.pending, counts }
  })
  const total = totalModules(configuration)
  const counts = countsOf([...identifiersOf(configuration)].map(statusOf))
  const isInside = (module: ModuleFacts) => hasModule(configuration, placeOf(module.id)!)
  const findings = everyFinding(snapshot, known).filter(finding => isInside(finding.module))
  return {
    configuration,
    total,
    done: total - counts.pending,
    counts,
    strings,
    toReplace: findings.filter(isToReplace).sort(worstFirst),
    others: findings.filter(finding => !isToReplace(finding) && finding.comments.length + finding.photos.length > 0).sort(worstFirst),
    contested: snapshot.modules.filter(module => isInside(module) && module.contested?.length),
    archived: snapshot.modules.filter(module => !isInside(module)),
    statusOf,
    layout: layoutOf(configuration, id => placeOfItsOwn(known.get(id))),
    inShort: configurationInShort(configuration),
    ...declaration(snapshot, configuration),
  }
}

function countsOf(statuses: Status[]): Counts {
  const counts = Object.fromEntries(STATUSES.map(status => [status, 0])) as Counts
  for (const status of statuses) counts[status]++
  return counts
}

/** Modules with a record, a comment or a photo; one that was photographed but not judged is pending. */
function everyFinding({ comments, photos }: ElSnapshot, known: Map<string, ModuleFacts>): Finding[] {
  const about = <Fact extends { module: string | null }>(facts: Fact[]) => Map.groupBy(facts, fact => fact.module ?? '')
  const [said, seen] = [about(comments), about(photos)]
  const ids = new Set([...known.keys(), ...said.keys(), ...seen.keys()].filter(id => id !== ''))
  return [...ids].map(id => ({
    module: known.get(id) ?? { id, status: 'pending', tags: [] },
    comments: said.get(id) ?? [],
    photos: seen.get(id) ?? [],
  }))
}

function isToReplace({ module }: Finding): boolean {
  return severityOf(module.status) === 3
}

/** By severity, then in the order of statuses, then as one walks along the strings. */
function worstFirst({ module: a }: Finding, { module: b }: Finding): number {
  const severity = (status: Status) => STATUS[status].severity ?? -1
  return severity(b.status) - severity(a.status) || STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status) || compareModules(a.id, b.id)
}

function placeOfItsOwn(module: ModuleFacts | undefined): { row?: number; column?: number } {
  return {
    ...(module?.row === undefined ? {} : { row: module.row }),
    ...(module?.column === undefined ? {} : { column: module.column }),
  }
}

function declaration({ plant }: ElSnapshot, configuration: PlantConfiguration): Pick<Findings, 'declaredInShort' | 'reconciliation'> {
  if (!plant.declared) return { declaredInShort: undefined, reconciliation: undefined }
  const declared = { strings: plant.declared }
  return {
    declaredInShort: configurationInShort(declared),
    reconciliation: reconcile(identifiersOf(declared), identifiersOf(configuration)),
  }
}
