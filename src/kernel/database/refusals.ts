import { refusals } from '#kernel/refusal.ts'

/** Why a PostgreSQL server cannot be used. None of the sentences holds the password of its address. */
export const refuseDatabase = refusals({
  'database-unreachable': {
    status: 503,
    fr: 'La base de données {place} ne répond pas ({reason}). Vérifiez DATABASE_URL et que le serveur PostgreSQL tourne.',
    en: 'The database {place} does not answer ({reason}). Check DATABASE_URL and that the PostgreSQL server runs.',
  },
  'database-login': {
    status: 503,
    fr: 'La base de données {place} refuse ce nom ou ce mot de passe. Corrigez DATABASE_URL.',
    en: 'The database {place} refuses this name or password. Correct DATABASE_URL.',
  },
  'database-missing': {
    status: 503,
    fr: 'Le serveur PostgreSQL répond, mais la base {place} n’existe pas. Créez-la, ou corrigez DATABASE_URL.',
    en: 'The PostgreSQL server answers, but there is no database {place}. Create it, or correct DATABASE_URL.',
  },
  'database-rights': {
    status: 503,
    fr: 'Dans la base de données {place}, le rôle {login} n’a pas le droit de créer ce dont Courant a besoin. Un administrateur de PostgreSQL le lui donne ainsi : {statements}',
    en: 'In the database {place}, the role {login} may not create what Courant needs. An administrator of PostgreSQL gives it the right so: {statements}',
  },
  'database-too-old': {
    status: 503,
    fr: 'Le serveur PostgreSQL de {place} est en version {version}. Courant demande la version {oldest} ou une plus récente.',
    en: 'The PostgreSQL server of {place} is version {version}. Courant needs version {oldest} or later.',
  },
})
