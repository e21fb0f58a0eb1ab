import type { Block } from '#kernel/pdf/block.ts'
import { grouped, number, quantity } from '#kernel/ui/format.ts'
import { powerKwp } from '../plant/configuration.ts'
import { placeOf } from '../plant/module-id.ts'
import type { Telling } from './telling.ts'

export function configurationSection(telling: Telling): Block[] {
  const { findings, say } = telling
  if (findings.total === 0)
    return [
      { block: 'heading', text: say('configuration') },
      { block: 'notice', tone: 'warning', title: say('no-strings.title'), text: say('no-strings.text') },
    ]
  return [{ block: 'heading', text: say('configuration') }, { block: 'facts', rows: facts(telling) }, ...declaration(telling)]
}

function facts({ snapshot: { plant }, findings, say, language }: Telling): [string, string][] {
  const unit = language === 'fr' ? { one: 'Wc', many: 'kWc' } : { one: 'Wp', many: 'kWp' }
  const each = plant.powerWp && quantity(plant.powerWp, unit.one, language)
  const power = plant.powerWp && quantity(powerKwp(findings.configuration, plant.powerWp), unit.many, language, { max: 2 })
  const rows: [string, string | 0 | undefined][] = [
    [say('strings'), number(findings.strings.length, language)],
    [say('modules'), number(findings.total, language)],
    [say('layout'), grouped(findings.inShort, language)],
    [say('model'), plant.moduleModel],
    [say('power.total'), power && each && say('power.total.value', { power, modules: findings.total, each })],
    [say('state'), plant.state && say(`state.${plant.state}`)],
  ]
  return rows.filter((row): row is [string, string] => Boolean(row[1]))
}

function declaration({ findings, say, language }: Telling): Block[] {
  const { reconciliation } = findings
  const [declared, found] = [findings.declaredInShort ?? '', findings.inShort].map(short => grouped(short, language)) as [string, string]
  const heading: Block = { block: 'subheading', text: say('declared') }
  if (!reconciliation) return [heading, { block: 'text', muted: true, text: say('declared.nothing') }]
  const { common, missing, phantom, same } = reconciliation
  if (same) {
    const text = say('declared.same.text', { layout: found, count: common.length })
    return [heading, { block: 'notice', tone: 'calm', title: say('declared.same.title'), text }]
  }
  const counts = { declared, found, common: common.length, missing: missing.length, phantom: phantom.length }
  return [
    heading,
    { block: 'notice', tone: 'warning', title: say('declared.other.title'), text: say('declared.other.text', counts) },
    {
      block: 'lists',
      rows: [
        ...(missing.length > 0 ? [{ label: say('declared.missing'), items: runsOf(missing) }] : []),
        ...(phantom.length > 0 ? [{ label: say('declared.phantom'), items: runsOf(phantom) }] : []),
      ],
    },
  ]
}

/** Neighbours of a string are told as a run: S1-23 … S1-26. The identifiers come in string order. */
export function runsOf(ids: string[]): string[] {
  const runs: [first: string, last: string][] = []
  for (const id of ids) {
    const run = runs.at(-1)
    if (run && isNext(run[1], id)) run[1] = id
    else runs.push([id, id])
  }
  return runs.map(([first, last]) => (first === last ? first : `${first} … ${last}`))
}

function isNext(before: string, after: string): boolean {
  const [a, b] = [placeOf(before), placeOf(after)]
  return a !== undefined && b !== undefined && a.string === b.string && a.position + 1 === b.position
}
