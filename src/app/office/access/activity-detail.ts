import type { Activity } from '#kernel/access/activities.ts'
import { ROLES, SCOPES } from '#kernel/access/role.ts'
import type { Asked } from '#kernel/ui/catalogue.ts'
import type { words } from './words.ts'

type Tell = (key: Asked<keyof typeof words.fr>, fill?: Record<string, string | number>) => string

/** What an act was done to, in words: names, roles, rights, how many. An id says nothing to anybody and is never shown. */
export function activityDetail(action: string, details: Record<string, unknown>, t: Tell): string {
  const text = (key: string) => (typeof details[key] === 'string' ? details[key] : '')
  const turned = [text('from'), text('to')].map(value => (action === ('member.role' satisfies Activity) ? inWords(value, t) : value))
  const told = [
    text('name'),
    text('title'),
    text('email'),
    inWords(text('role'), t),
    inWords(text('scope'), t),
    turned[0] && turned[1] ? t('activity.turned', { from: turned[0], to: turned[1] }) : '',
    typeof details.taken === 'number' ? t('activity.modules', { count: details.taken }) : '',
  ]
  return told.filter(Boolean).join(' · ')
}

/** A role or the extent of an access, as the pages call it. */
function inWords(word: string, t: Tell): string {
  const role = ROLES.find(one => one === word)
  const scope = SCOPES.find(one => one === word)
  return role ? t(`role.${role}`) : scope ? t(`scope.${scope}`) : word
}
