import { type Change, DELETED, type Entry, type RoomReader, type Value } from '#kernel/record/change.ts'
import type { Asked, Language } from '#kernel/ui/catalogue.ts'
import { tagName } from '../electroluminescence/defect-tag.ts'
import { asStatus } from '../electroluminescence/module.ts'
import { STATUS } from '../electroluminescence/status.ts'
import type { words } from './history-words.ts'

export interface ActSentence {
  key: Asked<keyof typeof words.fr>
  fill: Record<string, string | number>
}

const QUOTED = 80

/** Acts that brought a whole survey in, by their label. */
const SURVEYS = new Map([
  ['audit.import', 'act.imported'],
  ['audit.demo', 'act.demo'],
] as const)

/** An act to tell; a large one comes with its first changes and what is known of the rest. */
export interface ToldAct extends Pick<Entry, 'changes' | 'label'> {
  count?: number
  records?: Record<string, number>
  alike?: boolean
}

/** An act as a sentence of the catalogue: who did what. The room is asked which module an old comment was about. */
export function actSentence(entry: ToldAct, who: string, language: Language, room?: RoomReader): ActSentence {
  const { changes } = entry
  const first = changes[0]
  if (!first) return { key: 'act.nothing', fill: { who } }
  const survey = SURVEYS.get(entry.label as 'audit.import')
  const modules = touched(entry, 'module')
  if (survey) return { key: survey, fill: { who, count: modules } }
  if (modules > 1) return manyModules(entry, modules, who, language)
  if (first.kind === 'module') return oneModule(first, who, language)
  if (first.kind === 'comment') return comment(changes, who, room)
  if (first.kind === 'photo') return photo(entry, who, room)
  return plant(entry, who)
}

/** How many modules, strings, photos… the act is about. */
function touched({ changes, records }: ToldAct, kind: string): number {
  return records ? (records[kind] ?? 0) : new Set(changes.filter(change => change.kind === kind).map(change => change.record)).size
}

function statusName(value: Value | undefined, language: Language): string {
  return STATUS[asStatus(value)].short[language]
}

function manyModules({ changes, alike }: ToldAct, count: number, who: string, language: Language): ActSentence {
  const first = changes[0]!
  const same = alike ?? changes.every(change => change.field === first.field && change.to === first.to)
  return same && first.field === 'status'
    ? { key: 'act.statuses', fill: { who, count, status: statusName(first.to, language) } }
    : { key: 'act.mixed', fill: { who, count } }
}

function oneModule(change: Change, who: string, language: Language): ActSentence {
  const fill = { who, module: change.record }
  if (change.field.startsWith('tag:')) {
    const tag = tagName(change.field.slice(4), language)
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

function photo(entry: ToldAct, who: string, room?: RoomReader): ActSentence {
  const { changes } = entry
  const fill = { who, module: moduleOf(changes, room) ?? '', count: touched(entry, 'photo') }
  const removed = changes.find(change => change.field === DELETED)?.to
  if (removed !== undefined) return { key: removed === true ? 'act.photo.removed' : 'act.photo.back', fill }
  if (changes.every(change => change.field === 'caption'))
    return { key: 'act.photo.caption', fill: { ...fill, text: String(changes[0]?.to ?? '') } }
  return { key: 'act.photo', fill }
}

function moduleOf(changes: Change[], room?: RoomReader): string | null {
  const said = changes.find(change => change.field === 'module')?.to ?? room?.field(changes[0]!.kind, changes[0]!.record, 'module')?.value
  return typeof said === 'string' ? said : null
}

function plant(entry: ToldAct, who: string): ActSentence {
  const { changes } = entry
  const strings = touched(entry, 'string')
  if (strings > 0) return { key: 'act.configuration', fill: { who, count: strings } }
  const state = changes.find(change => change.kind === 'plant' && change.field === 'state')?.to
  const reason = changes.find(change => change.field === 'unlockReason')?.to
  if (state === 'draft' && typeof reason === 'string') return { key: 'act.unlocked', fill: { who, reason } }
  if (state === 'draft' || state === 'validated' || state === 'locked') return { key: `act.state.${state}`, fill: { who } }
  return changes.every(change => change.kind === 'plant')
    ? { key: 'act.plant', fill: { who } }
    : { key: 'act.other', fill: { who, count: changes.length } }
}
