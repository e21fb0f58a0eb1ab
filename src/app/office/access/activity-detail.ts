import type { Activity } from '#kernel/access/activities.ts'
import { ROLES, SCOPES } from '#kernel/access/role.ts'
import type { Language } from '#kernel/ui/catalogue.ts'
import { day } from '#kernel/ui/format.ts'
import { sayIn } from '#kernel/ui/say.ts'
import { words } from './activity-words.ts'
import { words as shared } from './words.ts'

/** What an act was done to, in words: names, roles, rights, how many. An id says nothing to anybody and is never shown. */
export function activityDetail(action: string, details: Record<string, unknown>, language: Language): string {
  const t = sayIn(words, language)
  const text = (key: string) => (typeof details[key] === 'string' ? details[key] : '')
  const turned = [text('from'), text('to')].map(value => (action === ('member.role' satisfies Activity) ? inWords(value, language) : value))
  const told = [
    text('name').replace(DAY_OF_VISIT, date => day(date, language)),
    text('title'),
    text('email'),
    inWords(text('role'), language),
    inWords(text('scope'), language),
    turned[0] && turned[1] ? t('activity.turned', { from: turned[0], to: turned[1] }) : '',
    typeof details.taken === 'number' ? t('activity.modules', { count: details.taken }) : '',
  ]
  return told.filter(Boolean).join(' · ')
}

/** What has no name of its own is called by its day, then by what it belongs to. */
const DAY_OF_VISIT = /^\d{4}-\d{2}-\d{2}(?= · )/

/** A role or the extent of an access, as the pages call it. */
function inWords(word: string, language: Language): string {
  const tell = sayIn(shared, language)
  const role = ROLES.find(one => one === word)
  const scope = SCOPES.find(one => one === word)
  return role ? tell(`role.${role}`) : scope ? tell(`scope.${scope}`) : word
}
