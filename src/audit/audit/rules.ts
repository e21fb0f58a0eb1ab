import { permissionsOf, ROLES } from '#kernel/access/role.ts'
import { type Behaviour, type Change, DELETED, type RoomReader, type Rule } from '#kernel/record/change.ts'
import { type Refusal, refusals } from '#kernel/refusal.ts'
import { COMMENT_LIMIT } from '../electroluminescence/comment.ts'
import { isStatus } from '../electroluminescence/status.ts'
import { isConfigured } from '../plant/configuration.ts'
import { PLANT } from '../plant/plant-record.ts'

export const refuse = refusals({
  'module-not-in-configuration': {
    status: 422,
    fr: 'Le module {module} ne fait pas partie de la configuration de cette centrale. Vérifiez le numéro, ou complétez la configuration.',
    en: 'Module {module} is not part of the configuration of this plant. Check the number, or complete the configuration.',
  },
  'unknown-status': {
    status: 422,
    fr: 'Le statut « {status} » n’existe pas. Choisissez un des statuts d’électroluminescence.',
    en: 'There is no status “{status}”. Choose one of the electroluminescence statuses.',
  },
  'comment-too-long': {
    status: 413,
    fr: 'Le commentaire dépasse {limit} caractères. Raccourcissez-le ou joignez un fichier.',
    en: 'The comment is over {limit} characters. Shorten it or attach a file.',
  },
  'comment-kept': {
    status: 409,
    fr: 'Un commentaire écrit ne se modifie pas. Ajoutez-en un autre.',
    en: 'A written comment is not changed. Add another one.',
  },
  'comment-of-another': {
    status: 403,
    fr: 'Ce commentaire a été écrit par une autre personne. Seuls son auteur ou un responsable peuvent le retirer.',
    en: 'This comment was written by somebody else. Only its author or a lead may remove it.',
  },
  'configuration-locked': {
    status: 409,
    fr: 'La configuration est verrouillée. Un responsable doit la déverrouiller en disant pourquoi.',
    en: 'The configuration is locked. A lead has to unlock it and say why.',
  },
  'configuration-of-lead': {
    status: 403,
    fr: 'La configuration est validée. Seul un responsable peut la changer.',
    en: 'The configuration is validated. Only a lead may change it.',
  },
  'unlock-needs-reason': {
    status: 422,
    fr: 'Indiquez pourquoi la configuration est déverrouillée.',
    en: 'Say why the configuration is unlocked.',
  },
})

type Author = Parameters<Rule>[2]

function leads(author: Author): boolean {
  const role = ROLES.find(known => known === author.role)
  return role !== undefined && permissionsOf(role).includes('manage')
}

/** The configuration follows the state of the plant: draft, validated, locked. */
export function configurationRule(change: Change, room: RoomReader, author: Author): Refusal | undefined {
  if (change.kind !== PLANT && change.kind !== 'string') return undefined
  const state = room.field(PLANT, PLANT, 'state')?.value ?? 'draft'
  const movesState = change.kind === PLANT && change.field === 'state'
  if (state !== 'draft' || movesState) {
    if (!leads(author)) return refuse('configuration-of-lead')
  }
  if (state !== 'locked' || (change.kind === PLANT && change.field === 'unlockReason')) return undefined
  if (!movesState) return refuse('configuration-locked')
  const reason = room.field(PLANT, PLANT, 'unlockReason')?.value
  return change.to !== 'locked' && (typeof reason !== 'string' || reason.trim() === '') ? refuse('unlock-needs-reason') : undefined
}

/** A module that is not on the plant gets no result. */
export function moduleRule(change: Change, room: RoomReader): Refusal | undefined {
  const module = change.kind === 'module' ? change.record : moduleNamedBy(change)
  if (module === undefined || isConfigured(room, module)) return undefined
  return refuse('module-not-in-configuration', { module: module.slice(0, 60) })
}

function moduleNamedBy(change: Change): string | undefined {
  const names = (change.kind === 'comment' || change.kind === 'photo') && change.field === 'module'
  return names && typeof change.to === 'string' ? change.to : undefined
}

export function statusRule(change: Change): Refusal | undefined {
  if (change.kind !== 'module' || change.field !== 'status' || change.to === null || isStatus(change.to)) return undefined
  return refuse('unknown-status', { status: String(change.to).slice(0, 60) })
}

/** Comments append: a text is written once, and removed by who wrote it. */
export function commentRule(change: Change, room: RoomReader, author: Author): Refusal | undefined {
  if (change.kind !== 'comment') return undefined
  const text = room.field('comment', change.record, 'text')
  if (change.field === 'text' && typeof change.to === 'string') {
    if (change.to.length > COMMENT_LIMIT) return refuse('comment-too-long', { limit: COMMENT_LIMIT })
    if (typeof text?.value === 'string' && text.value !== change.to) return refuse('comment-kept')
  }
  const removes = (change.field === 'text' && change.to === null) || change.field === DELETED
  return removes && text && text.stamp.by !== author.person && !leads(author) ? refuse('comment-of-another') : undefined
}

/** A lock starts without a reason to unlock, so that each unlocking says its own. */
export const lockForgetsReason: Behaviour = (changes, room) => {
  const locks = changes.some(change => change.kind === PLANT && change.field === 'state' && change.to === 'locked')
  const reason = room.field(PLANT, PLANT, 'unlockReason')?.value
  return locks && typeof reason === 'string' ? [{ kind: PLANT, record: PLANT, field: 'unlockReason', from: reason, to: null }] : []
}
