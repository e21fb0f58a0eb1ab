import { DELETED, type FieldState, type RoomReader } from '#kernel/record/change.ts'
import { commentsOf } from '../electroluminescence/comment.ts'
import { asStatus, statusOf, tagsOf } from '../electroluminescence/module.ts'
import { EDITION } from '../electroluminescence/status.ts'
import { configurationOf } from '../plant/configuration.ts'
import { compareModules } from '../plant/module-id.ts'
import { PLANT, PLANT_STATES } from '../plant/plant-record.ts'
import { declaredStrings } from './declared-plant.ts'
import { type ElSnapshot, type ModuleFacts, type PhotoFacts, type PlantFacts, SNAPSHOT_FORMAT } from './el-snapshot.ts'

/** What the room does not hold: who reports, about which audit, from which history. */
export type Outside = Pick<ElSnapshot, 'report' | 'audit' | 'people' | 'history' | 'chain' | 'software'> & {
  /** From the project, used where the audit says nothing itself. */
  project?: { moduleModel?: string; powerWp?: number }
}

/** Freezes an audit for its report: the facts of the room at the moment of `reader`, in an order that never varies. */
export function freezeEl(reader: RoomReader, { project, ...outside }: Outside): ElSnapshot {
  return {
    format: SNAPSHOT_FORMAT,
    report: outside.report,
    audit: outside.audit,
    plant: { ...project, ...plantFacts(reader) },
    modules: moduleFacts(reader),
    comments: commentsOf(reader).map(({ module, text, by, at }) => ({ module, text, by, at })),
    photos: photoFacts(reader),
    people: outside.people,
    history: outside.history,
    chain: outside.chain,
    software: outside.software,
    thresholds: EDITION,
  }
}

/** Everybody whom the frozen facts name. */
export function peopleIn({ report, modules, comments, photos, history }: Omit<ElSnapshot, 'people'>): string[] {
  const contested = modules.flatMap(module => [...(module.decided ? [module.decided] : []), ...(module.contested ?? [])])
  const named = [report, ...contested, ...comments, ...photos, ...history.people]
  return [...new Set(named.map(one => one.by))].sort()
}

function plantFacts(reader: RoomReader): PlantFacts {
  const value = (field: string) => reader.field(PLANT, PLANT, field)?.value
  const [state, model, power, declared] = [value('state'), value('moduleModel'), value('powerWp'), declaredStrings(value('declared'))]
  const known = PLANT_STATES.find(one => one === state)
  return {
    ...(known ? { state: known } : {}),
    ...(typeof model === 'string' && model !== '' ? { moduleModel: model } : {}),
    ...(typeof power === 'number' ? { powerWp: power } : {}),
    strings: configurationOf(reader).strings,
    ...(declared ? { declared } : {}),
  }
}

function moduleFacts(reader: RoomReader): ModuleFacts[] {
  const modules = [...reader.ids('module')].map(id => moduleFact(reader, id))
  return modules.filter(module => Object.keys(module).length > 3 || module.tags.length > 0).sort((a, b) => compareModules(a.id, b.id))
}

function moduleFact(reader: RoomReader, id: string): ModuleFacts {
  const record = reader.record('module', id) ?? {}
  const [serial, row, column] = [record.serial?.value, record.row?.value, record.column?.value]
  const isDeleted = record[DELETED]?.value === true
  return {
    id,
    status: statusOf(reader, id),
    tags: tagsOf(reader, id),
    ...(typeof serial === 'string' && serial !== '' ? { serial } : {}),
    ...(typeof row === 'number' && !isDeleted ? { row } : {}),
    ...(typeof column === 'number' && !isDeleted ? { column } : {}),
    ...decision(record.status),
  }
}

function decision(status: FieldState | undefined): Pick<ModuleFacts, 'decided' | 'contested'> {
  if (!status) return {}
  const contested = status.contested?.map(({ value, by, at }) => ({ status: asStatus(value), by, at }))
  return { decided: { by: status.stamp.by, at: status.stamp.at }, ...(contested?.length ? { contested } : {}) }
}

function photoFacts(reader: RoomReader): PhotoFacts[] {
  const photos = [...reader.ids('photo')].flatMap(id => {
    const { module, file, name, takenAt, [DELETED]: deleted } = reader.record('photo', id) ?? {}
    if (typeof file?.value !== 'string' || deleted?.value === true) return []
    return {
      module: typeof module?.value === 'string' ? module.value : null,
      name: typeof name?.value === 'string' ? name.value : id,
      ...(typeof takenAt?.value === 'string' ? { takenAt: takenAt.value } : {}),
      file: file.value,
      by: file.stamp.by,
      at: file.stamp.at,
    }
  })
  return photos.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.file < b.file ? -1 : 1))
}
