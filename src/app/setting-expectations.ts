const FLAG = { fr: 'on ou off', en: 'on or off' }
const TEXT = { fr: 'un texte', en: 'a text' }
const ADDRESS = { fr: 'une adresse complète, comme https://courant.example', en: 'a full address, such as https://courant.example' }
const COUNT = { fr: 'un nombre entier d’au moins 1', en: 'a whole number of at least 1' }

/** What each setting must be, as its mistakes say it. */
export const EXPECTED = {
  COURANT_DATA: { fr: 'le nom d’un dossier', en: 'the name of a folder' },
  PORT: { fr: 'un nombre entier de 0 à 65535', en: 'a whole number from 0 to 65535' },
  COURANT_HOST: { fr: 'une adresse de cette machine, comme 0.0.0.0', en: 'an address of this machine, such as 0.0.0.0' },
  DATABASE_URL: {
    fr: 'une adresse qui commence par postgres:// ou postgresql://',
    en: 'an address that starts with postgres:// or postgresql://',
  },
  COURANT_KEY_FILE: { fr: 'le nom d’un fichier', en: 'the name of a file' },
  COURANT_BOOTSTRAP_KEY: { fr: 'un texte d’au moins 24 caractères', en: 'a text of at least 24 characters' },
  COURANT_ALLOW_PRIVATE_ADDRESSES: FLAG,
  COURANT_DEMO: FLAG,
  COURANT_URL: ADDRESS,
  COURANT_BEHIND_PROXY: FLAG,
  COURANT_ROLES: { fr: 'un ou plusieurs de web, sync, jobs, séparés par des virgules', en: 'one or more of web, sync, jobs, with commas' },
  COURANT_FILES_URL: ADDRESS,
  COURANT_FILES_KEY: TEXT,
  COURANT_FILES_SECRET: TEXT,
  COURANT_FILES_REGION: TEXT,
  COURANT_FILES_QUOTA: COUNT,
  COURANT_BACKUP_PASSPHRASE: { fr: 'une phrase d’au moins 12 caractères', en: 'a phrase of at least 12 characters' },
  COURANT_LOG_LEVEL: {
    fr: 'un de fatal, error, warn, info, debug, trace, silent',
    en: 'one of fatal, error, warn, info, debug, trace, silent',
  },
  COURANT_CALLS_PER_MINUTE: COUNT,
} as const satisfies Record<string, { fr: string; en: string }>

/** Settings whose value no sentence repeats: a terminal is read over a shoulder, and a log is sent to others. */
export const SECRET_SETTINGS: ReadonlySet<string> = new Set([
  'DATABASE_URL',
  'COURANT_BOOTSTRAP_KEY',
  'COURANT_FILES_KEY',
  'COURANT_FILES_SECRET',
  'COURANT_BACKUP_PASSPHRASE',
])
