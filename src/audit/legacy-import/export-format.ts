import * as z from 'zod/mini'
import type { Value } from '#kernel/record/change.ts'
import { refusals } from '#kernel/refusal.ts'
import { isKeepable } from '#kernel/sync/change-text.ts'
import { CREATION_BODY, creationOfBody } from './creation-body.ts'
import { CREATION, type CreationFile, count, place, text } from './creation-format.ts'

export const refuseImport = refusals({
  'import-not-json': {
    status: 400,
    fr: 'Le fichier « {file} » n’est pas du JSON lisible. Exportez-le à nouveau ; rien n’a été importé.',
    en: 'The file “{file}” is not readable JSON. Export it again; nothing was imported.',
  },
  'import-wrong-kind': {
    status: 422,
    fr: 'Le fichier « {file} » n’est ni un export d’audits ou de modules, ni une configuration JSON d’audit ({where}). Rien n’a été importé.',
    en: 'The file “{file}” is neither an export of audits or modules nor an audit configuration in JSON ({where}). Nothing was imported.',
  },
  'import-unkeepable-text': {
    status: 422,
    fr: 'Le fichier « {file} » contient un caractère qui ne peut pas être conservé ({where}) : caractère nul ou moitié de caractère. Retirez-le ; rien n’a été importé.',
    en: 'The file “{file}” holds a character that cannot be kept ({where}): a null character or half of one. Remove it; nothing was imported.',
  },
  'import-without-audits': {
    status: 422,
    fr: 'Il manque le fichier des audits. Donnez ensemble l’export des audits et celui des modules.',
    en: 'The file of audits is missing. Give the export of audits and that of modules together.',
  },
  'import-without-modules': {
    status: 422,
    fr: 'L’audit « {project} » n’a aucun module dans ces fichiers. Donnez ensemble l’export des audits et celui des modules.',
    en: 'The audit “{project}” has no module in these files. Give the export of audits and that of modules together.',
  },
  'import-audit-twice': {
    status: 422,
    fr: 'L’audit {token} est décrit deux fois dans ces fichiers. Retirez-en un.',
    en: 'The audit {token} is described twice in these files. Remove one.',
  },
})

export interface ImportFile {
  name: string
  text: string
}

const AUDIT_ROW = z.object({
  token: z.string().check(z.regex(/^[A-Za-z0-9-]{8,64}$/)),
  project_name: z.string(),
  client_name: text,
  location: text,
  string_count: count,
  modules_per_string: count,
  total_modules: count,
  status: text,
  json_config: text,
  created_at: text,
  updated_at: text,
})
export type AuditRow = z.infer<typeof AUDIT_ROW>

const MODULE_ROW = z.object({
  audit_token: z.string(),
  module_id: z.string(),
  string_number: count,
  position_in_string: count,
  status: z.nullable(z.string()),
  comment: text,
  physical_row: z.optional(z.nullable(place)),
  physical_col: z.optional(z.nullable(place)),
})
export type ModuleRow = z.infer<typeof MODULE_ROW>

/** What a set of files holds, told by their content whatever their names and order. */
export interface LegacyFiles {
  audits: AuditRow[]
  modules: ModuleRow[]
  creations: CreationFile[]
}

/** Reads the files of an import; refuses the whole as soon as one of them is something else. */
export function readLegacyFiles(files: ImportFile[]): LegacyFiles {
  const read: LegacyFiles = { audits: [], modules: [], creations: [] }
  for (const file of files) sort(file, parse(file), read)
  if (read.modules.length > 0 && read.audits.length === 0) throw refuseImport('import-without-audits')
  const tokens = new Set<string>()
  for (const { token } of read.audits) {
    if (tokens.has(token)) throw refuseImport('import-audit-twice', { token })
    tokens.add(token)
  }
  return read
}

function parse({ name, text: content }: ImportFile): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''))
  } catch {
    throw refuseImport('import-not-json', { file: name })
  }
}

function sort(file: ImportFile, content: unknown, read: LegacyFiles): void {
  const creation = (content as { jsonConfig?: unknown } | null)?.jsonConfig ?? content
  if (isObject(creation) && 'strings_configuration' in creation) {
    read.creations.push(keepable(checked(CREATION, creation, file), file))
    return
  }
  if (isObject(creation) && 'projectName' in creation && 'configuration' in creation) {
    read.creations.push(keepable(creationOfBody(checked(CREATION_BODY, creation, file)), file))
    return
  }
  const rows = rowsOf(content)
  const first = rows?.[0]
  if (!rows || !isObject(first)) throw refuseImport('import-wrong-kind', { file: file.name, where: 'results' })
  if ('module_id' in first) read.modules.push(...rows.map((row, i) => checked(MODULE_ROW, row, file, i)))
  else read.audits.push(...rows.map((row, i) => keepable(checked(AUDIT_ROW, row, file, i), file, i)))
}

/** An export is a list of `{results}`, one for each statement that was run; a bare `{results}` is read too. */
function rowsOf(content: unknown): unknown[] | undefined {
  const parts = Array.isArray(content) ? content : [content]
  if (!parts.every(part => isObject(part) && Array.isArray(part.results))) return undefined
  return parts.flatMap(part => (part as { results: unknown[] }).results)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function checked<Schema extends z.ZodMiniType>(schema: Schema, value: unknown, file: ImportFile, row?: number): z.infer<Schema> {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const where = [...(row === undefined ? [] : [row + 1]), ...(read.error.issues[0]?.path ?? [])].join('.')
  throw refuseImport('import-wrong-kind', { file: file.name, where })
}

/** What describes an audit is kept as it was given, to the letter. */
function keepable<Described extends AuditRow | CreationFile>(described: Described, file: ImportFile, row?: number): Described {
  const bad = Object.entries(described).find(([, value]) => !isKeepable(value as Value))
  if (!bad) return described
  throw refuseImport('import-unkeepable-text', { file: file.name, where: [...(row === undefined ? [] : [row + 1]), bad[0]].join('.') })
}
