import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { typeset } from '#kernel/ui/catalogue.ts'
import { EXPECTED, SECRET_SETTINGS } from './setting-expectations.ts'

const flag = z.enum(['on', 'off', 'true', 'false', '1', '0']).transform(word => ['on', 'true', '1'].includes(word))

const webAddress = z.url({ protocol: /^https?$/ })

/** Every setting, by the name of its environment variable. The same names serve in the file `courant.json` of the data folder. */
const Settings = z.object({
  COURANT_DATA: z.string().min(1).default('data'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8100),
  COURANT_HOST: z.string().min(1).default('0.0.0.0'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .refine(address => URL.canParse(address))
    .optional(),
  COURANT_KEY_FILE: z.string().min(1).optional(),
  COURANT_BOOTSTRAP_KEY: z.string().min(24).optional(),
  COURANT_ALLOW_PRIVATE_ADDRESSES: flag.default(true),
  COURANT_DEMO: flag.default(true),
  /** Address under which people reach the server, when a proxy stands in front of it. */
  COURANT_URL: webAddress.optional(),
  COURANT_BEHIND_PROXY: flag.default(false),
  COURANT_ROLES: z
    .string()
    .default('web,sync,jobs')
    .transform(list => list.split(','))
    .pipe(z.array(z.enum(['web', 'sync', 'jobs'])).min(1)),
  /** Address of an S3 bucket for files, such as https://s3.example/bucket; the data folder when absent. */
  COURANT_FILES_URL: webAddress.optional(),
  COURANT_FILES_KEY: z.string().optional(),
  COURANT_FILES_SECRET: z.string().optional(),
  COURANT_FILES_REGION: z.string().default('us-east-1'),
  /** Bytes of files that one organisation may keep; no limit when absent. */
  COURANT_FILES_QUOTA: z.coerce.number().int().min(1).optional(),
  /** Under which `courant backup` puts the key into a backup, and `courant restore` takes it out. */
  COURANT_BACKUP_PASSPHRASE: z.string().min(12).optional(),
  COURANT_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  COURANT_CALLS_PER_MINUTE: z.coerce.number().int().min(1).default(6000),
})
export type Configuration = z.output<typeof Settings>

interface Mistake {
  fr: string
  en: string
}

/** Mistakes in the configuration, one sentence a line: the server prints them and does not start. */
export class ConfigurationMistakes extends Error {
  override readonly name = 'ConfigurationMistakes'
  readonly fr: string
  readonly en: string
  constructor(mistakes: Mistake[]) {
    const en = mistakes.map(mistake => mistake.en).join('\n')
    super(en)
    this.en = en
    this.fr = mistakes.map(mistake => typeset(mistake.fr)).join('\n')
  }
}

/** Reads the environment over the file `courant.json` of the data folder. Unknown COURANT_ names are mistakes: they are typing errors. */
export function readConfiguration(environment: Record<string, string | undefined>): Configuration {
  const given = definedOnly(environment)
  const folder = given.COURANT_DATA ?? 'data'
  const all = { ...readFile(join(folder, 'courant.json')), ...given }
  const unknown = Object.keys(all).filter(name => !Object.hasOwn(Settings.shape, name))
  const read = Settings.safeParse(all)
  const wrong = new Set(read.success ? [] : read.error.issues.map(issue => String(issue.path[0])))
  const mistakes = [...unknown.map(unknownSetting), ...[...wrong].map(name => wrongSetting(name as keyof typeof EXPECTED, all[name]))]
  if (!read.success || mistakes.length > 0) throw new ConfigurationMistakes(mistakes)
  return { ...read.data, COURANT_DATA: resolve(read.data.COURANT_DATA) }
}

function unknownSetting(name: string): Mistake {
  const known = Object.keys(Settings.shape).join(', ')
  return { fr: `${name} n’est pas un réglage. Réglages connus : ${known}.`, en: `${name} is not a setting. Known settings: ${known}.` }
}

function wrongSetting(name: keyof typeof EXPECTED, value = ''): Mistake {
  const { fr, en } = EXPECTED[name]
  if (SECRET_SETTINGS.has(name)) return { fr: `${name} doit être ${fr}.`, en: `${name} must be ${en}.` }
  return { fr: `${name} doit être ${fr}, et non « ${value} ».`, en: `${name} must be ${en}, not “${value}”.` }
}

/** The S3 bucket that the settings name, if they name one; half a set of them is a mistake. */
export function bucketOf(configuration: Configuration): { url: string; key: string; secret: string; region: string } | undefined {
  const { COURANT_FILES_URL: url, COURANT_FILES_KEY: key, COURANT_FILES_SECRET: secret, COURANT_FILES_REGION: region } = configuration
  if (url === undefined && !key && !secret) return undefined
  if (url === undefined || !key || !secret)
    throw new ConfigurationMistakes([
      {
        fr: 'COURANT_FILES_URL, COURANT_FILES_KEY et COURANT_FILES_SECRET vont ensemble : donnez les trois, ou aucun.',
        en: 'COURANT_FILES_URL, COURANT_FILES_KEY and COURANT_FILES_SECRET go together: give all three, or none.',
      },
    ])
  return { url, key, secret, region }
}

function definedOnly(environment: Record<string, string | undefined>): Record<string, string> {
  const names = Object.keys(environment).filter(name => name.startsWith('COURANT_') || Object.hasOwn(Settings.shape, name))
  return Object.fromEntries(names.flatMap(name => (environment[name] ? [[name, environment[name]]] : [])))
}

function readFile(path: string): Record<string, string> {
  if (!existsSync(path)) return {}
  try {
    const read = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).parse(JSON.parse(readFileSync(path, 'utf8')))
    return Object.fromEntries(Object.entries(read).map(([name, value]) => [name, String(value)]))
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const unreadable = { fr: `${path} ne peut pas être lu (${code}).`, en: `${path} cannot be read (${code}).` }
    const malformed = {
      fr: `${path} doit contenir un objet JSON de réglages, comme {"PORT": 8100}.`,
      en: `${path} must hold a JSON object of settings, such as {"PORT": 8100}.`,
    }
    throw Object.assign(new ConfigurationMistakes([code === undefined ? malformed : unreadable]), { cause })
  }
}
