import { refusals } from '#kernel/refusal.ts'

/** Why a backup cannot be made or brought back. In every case the target is as it was. */
export const refuseBackup = refusals({
  'backup-exists': {
    status: 409,
    fr: 'Le fichier {path} existe déjà. Donnez un autre nom.',
    en: 'The file {path} exists already. Give another name.',
  },
  'not-a-backup': {
    status: 422,
    fr: 'Le fichier {path} n’est pas une sauvegarde de Courant.',
    en: 'The file {path} is not a backup of Courant.',
  },
  'backup-damaged': {
    status: 422,
    fr: 'La sauvegarde est abîmée ({entry}). Rien n’a été restauré ; prenez une autre copie du fichier.',
    en: 'The backup is damaged ({entry}). Nothing was restored; take another copy of the file.',
  },
  'backup-newer': {
    status: 409,
    fr: 'Cette sauvegarde vient d’une version plus récente de Courant ({version}). Installez au moins cette version, puis restaurez.',
    en: 'This backup comes from a newer version of Courant ({version}). Install at least that version, then restore.',
  },
  'target-not-empty': {
    status: 409,
    fr: 'La base de destination contient déjà des données ({table}). Une sauvegarde se restaure dans une installation vide.',
    en: 'The target database already holds data ({table}). A backup is restored into an empty installation.',
  },
  'passphrase-needed': {
    status: 400,
    fr: 'La clé de cette sauvegarde est protégée : donnez la phrase choisie à la sauvegarde dans COURANT_BACKUP_PASSPHRASE.',
    en: 'The key of this backup is protected: give the passphrase chosen for it in COURANT_BACKUP_PASSPHRASE.',
  },
  'wrong-passphrase': {
    status: 400,
    fr: 'Ce n’est pas la phrase choisie à la sauvegarde. Rien n’a été restauré.',
    en: 'This is not the passphrase chosen for the backup. Nothing was restored.',
  },
  'weak-passphrase': {
    status: 400,
    fr: 'La phrase qui protège la clé doit avoir au moins 12 caractères.',
    en: 'The passphrase that protects the key must have at least 12 characters.',
  },
  'key-needed': {
    status: 409,
    fr: 'Cette sauvegarde ne contient pas sa clé. Mettez le fichier de clé d’origine à {path}, puis recommencez.',
    en: 'This backup does not hold its key. Put the original key file at {path}, then try again.',
  },
  'other-key': {
    status: 409,
    fr: 'La clé déjà présente à {path} n’est pas celle de la sauvegarde. Mettez-la de côté, puis recommencez.',
    en: 'The key already at {path} is not that of the backup. Put it aside, then try again.',
  },
})
