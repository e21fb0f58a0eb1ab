import { type Change, DELETED, type Entry, type RoomReader, type Value } from '#kernel/record/change.ts'
import type { Asked, Language } from '#kernel/ui/catalogue.ts'
import { DEFECT_TAGS, type DefectTag } from '../electroluminescence/defect-tag.ts'
import { asStatus } from '../electroluminescence/module.ts'
import { STATUS } from '../electroluminescence/status.ts'
import type { words } from './history-words.ts'

export interface ActSentence {
  key: Asked<keyof typeof words.fr>
  fill: Record<string, string | number>
}

const QUOTED = 80

/** Labels of acts that brought a whole survey in. */
const IMPORTS = /^audit\.(import|demo)/

/** An act as a sentence of the catalogue: who did what. The room is asked which module an old comment was about. */
export function actSentence(
  entry: Pick<Entry, 'changes' | 'label'> & { count?: number },
  who: string,
  language: Language,
  room?: RoomReader,
): ActSentence {
  const { changes } = entry
  const first = changes[0]
  if (!first) return { key: 'act.nothing', fill: { who } }
  const total = entry.count ?? changes.length
  if (IMPORTS.test(entry.label ?? '')) return { key: 'act.imported', fill: { who, count: total } }
  const modules = new Set(recordsOf(changes, 'module'))
  if (modules.size > 1) return manyModules(changes, { modules: modules.size, total }, who, language)
  if (first.kind === 'module') return oneModule(first, who, language)
  if (first.kind === 'comment') return comment(changes, who, room)
  if (first.kind === 'photo') return photo(changes, who, room)
  return plant(changes, who)
}

function recordsOf(changes: Change[], kind: string): string[] {
  return changes.filter(change => change.kind === kind).map(change => change.record)
}

function statusName(value: Value | undefined, language: Language): string {
  const status = STATUS[asStatus(value)]
  return language === 'fr' ? status.shortFr : status.shortEn
}

/** A large act comes with its first changes alone; as long as they are marks, one change is one module. */
function manyModules(
  changes: Change[],
  { modules, total }: { modules: number; total: number },
  who: string,
  language: Language,
): ActSentence {
  const given = new Set(changes.filter(change => change.field === 'status').map(change => change.to))
  const alike = given.size === 1 && changes.every(change => change.field === 'status')
  if (alike) return { key: 'act.statuses', fill: { who, count: total, status: statusName([...given][0], language) } }
  return total > changes.length ? { key: 'act.other', fill: { who, count: total } } : { key: 'act.mixed', fill: { who, count: modules } }
}

function oneModule(change: Change, who: string, language: Language): ActSentence {
  const fill = { who, module: change.record }
  if (change.field.startsWith('tag:')) {
    const tag = DEFECT_TAGS[change.field.slice(4) as DefectTag]?.[language] ?? change.field.slice(4)
    return { key: change.to === true ? 'act.tag' : 'act.untag', fill: { ...fill, tag } }
  }
  if (change.field === 'serial') {
    return typeof change.to === 'string' ? { key: 'act.serial', fill: { ...fill, serial: change.to } } : { key: 'act.serial.cleared', fill }
  }
  if (change.field !== 'status') return { key: 'act.place', fill }
  const before = statusName(change.from, language)
  if (change.to === null) return { key: 'act.status.cleared', fill: { ...fill, before } }
  const status = statusName(change.to, language)
  return typeof change.from === 'string'
    ? { key: 'act.status.from', fill: { ...fill, status, before } }
    : { key: 'act.status', fill: { ...fill, status } }
}

function comment(changes: Change[], who: string, room?: RoomReader): ActSentence {
  const text = changes.find(change => change.field === 'text' && typeof change.to === 'string')?.to
  if (typeof text !== 'string') return { key: 'act.comment.removed', fill: { who } }
  const quoted = text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text
  const module = moduleOf(changes, room)
  return module === null
    ? { key: 'act.comment.audit', fill: { who, text: quoted } }
    : { key: 'act.comment', fill: { who, module, text: quoted } }
}

function photo(changes: Change[], who: string, room?: RoomReader): ActSentence {
  const photos = new Set(recordsOf(changes, 'photo')).size
  const module = moduleOf(changes, room)
  const removed = changes.some(change => change.field === DELETED)
  return photos === 1 && module !== null && !removed
    ? { key: 'act.photo', fill: { who, module } }
    : { key: 'act.photos', fill: { who, count: photos } }
}

function moduleOf(changes: Change[], room?: RoomReader): string | null {
  const said = changes.find(change => change.field === 'module')?.to ?? room?.field(changes[0]!.kind, changes[0]!.record, 'module')?.value
  return typeof said === 'string' ? said : null
}

function plant(changes: Change[], who: string): ActSentence {
  const strings = new Set(recordsOf(changes, 'string')).size
  if (strings > 0) return { key: 'act.configuration', fill: { who, count: strings } }
  const state = changes.find(change => change.kind === 'plant' && change.field === 'state')?.to
  if (state === 'draft' || state === 'validated' || state === 'locked') return { key: `act.state.${state}`, fill: { who } }
  return changes.every(change => change.kind === 'plant')
    ? { key: 'act.plant', fill: { who } }
    : { key: 'act.other', fill: { who, count: changes.length } }
}
