import { ROLES, type Role } from '#kernel/access/role.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { words } from './words.ts'

/** The roles that somebody of this role can give. */
export function useRoleChoices(own: Role | undefined): { value: Role; label: string }[] {
  const { t } = useWords(words)
  return ROLES.filter(role => role !== 'owner' || own === 'owner').map(role => ({ value: role, label: t(`role.${role}`) }))
}
