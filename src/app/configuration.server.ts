import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const flag = z.enum(['on', 'off', 'true', 'false', '1', '0']).transform(word => ['on', 'true', '1'].includes(word))

/** Every setting, by the name of its environment variable. The same names serve in the file `courant.json` of the data folder. */
const Settings = z.object({
  COURANT_DATA: z.string().min(1).default('data'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8100),
  COURANT_HOST: z.string().min(1).default('0.0.0.0'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  COURANT_KEY_FILE: z.string().min(1).optional(),
  COURANT_BOOTSTRAP_KEY: z.string().min(24, 'must be at least 24 characters long').optional(),
  COURANT_ALLOW_PRIVATE_ADDRESSES: flag.default(true),
  COURANT_DEMO: flag.default(true),
  /** Address under which people reach the server, when a proxy stands in front of it. */
  COURANT_URL: z.url('must be a full address such as https://courant.example').optional(),
  COURANT_BEHIND_PROXY: flag.default(false),
  COURANT_ROLES: z
    .string()
    .default('web,sync,jobs')
    .transform(list => list.split(','))
    .pipe(z.array(z.enum(['web', 'sync', 'jobs'])).min(1)),
  /** Address of an S3 bucket for files, such as https://s3.example/bucket; the data folder when absent. */
  COURANT_FILES_URL: z.url('must be the full address of a bucket').optional(),
  COURANT_FILES_KEY: z.string().optional(),
  COURANT_FILES_SECRET: z.string().optional(),
  COURANT_FILES_REGION: z.string().default('us-east-1'),
  /** Bytes of files that one organisation may keep; no limit when absent. */
  COURANT_FILES_QUOTA: z.coerce.number().int().min(1).optional(),
  /** Under which `courant backup` puts the key into a backup, and `courant restore` takes it out. */
  COURANT_BACKUP_PASSPHRASE: z.string().min(12, 'must be at least 12 characters long').optional(),
  COURANT_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  COURANT_CALLS_PER_MINUTE: z.coerce.number().int().min(1).default(6000),
})
export type Configuration = z.output<typeof Settings>

/** A mistake in the configuration, as one sentence a line: the server prints them and does not start. */
export class ConfigurationMistakes extends Error {
  override readonly name = 'ConfigurationMistakes'
}

/** Reads the environment over the file `courant.json` of the data folder. Unknown COURANT_ names are mistakes: they are typing errors. */
export function readConfiguration(environment: Record<string, string | undefined>): Configuration {
  const given = definedOnly(environment)
  const folder = given.COURANT_DATA ?? 'data'
  const all = { ...readFile(join(folder, 'courant.json')), ...given }
  const unknown = Object.keys(all).filter(name => name.startsWith('COURANT_') && !(name in Settings.shape))
  const read = Settings.safeParse(all)
  const mistakes = [
    ...unknown.map(name => `${name} is not a setting. Known settings: ${Object.keys(Settings.shape).join(', ')}.`),
    ...(read.success
      ? []
      : read.error.issues.map(issue => `${String(issue.path[0])}: ${issue.message}. It is “${all[String(issue.path[0])] ?? ''}”.`)),
  ]
  if (!read.success || mistakes.length > 0) throw new ConfigurationMistakes(mistakes.join('\n'))
  return { ...read.data, COURANT_DATA: resolve(read.data.COURANT_DATA) }
}

/** The S3 bucket that the settings name, if they name one; half a set of them is a mistake. */
export function bucketOf(configuration: Configuration): { url: string; key: string; secret: string; region: string } | undefined {
  const { COURANT_FILES_URL: url, COURANT_FILES_KEY: key, COURANT_FILES_SECRET: secret, COURANT_FILES_REGION: region } = configuration
  if (url === undefined) return undefined
  if (!key || !secret) throw new ConfigurationMistakes('COURANT_FILES_URL needs COURANT_FILES_KEY and COURANT_FILES_SECRET.')
  return { url, key, secret, region }
}

function definedOnly(environment: Record<string, string | undefined>): Record<string, string> {
  const names = Object.keys(environment).filter(name => name.startsWith('COURANT_') || name in Settings.shape)
  return Object.fromEntries(names.flatMap(name => (environment[name] ? [[name, environment[name]]] : [])))
}

function readFile(path: string): Record<string, string> {
  if (!existsSync(path)) return {}
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new ConfigurationMistakes(`${path} must hold a JSON object of texts, such as {"PORT": "8100"}: ${(error as Error).message}`)
  }
}
