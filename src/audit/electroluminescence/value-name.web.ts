import type { Value } from '#kernel/record/change.ts'
import { useWords } from '#kernel/ui/i18n.web.ts'
import { tagName } from './defect-tag.ts'
import { asStatus } from './module.ts'
import { words } from './office-words.ts'
import { useStatusName } from './status-name.web.ts'

/** What a field of a module is called on screen. */
export function useFieldName(): (field: string) => string {
  const { t, language } = useWords(words)
  return field => {
    if (field === 'status') return t('sheet.status')
    if (field.startsWith('tag:')) return tagName(field.slice(4), language)
    return field === 'serial' || field === 'row' || field === 'column' || field === 'deleted' ? t(`field.${field}`) : field
  }
}

/** What a value of a field of a module is called on screen. */
export function useValueName(): (field: string, value: Value) => string {
  const { t } = useWords(words)
  const status = useStatusName()
  return (field, value) => {
    if (field === 'status') return status(asStatus(value))
    if (value === null) return t('value.nothing')
    return value === true ? '✓' : String(value)
  }
}
