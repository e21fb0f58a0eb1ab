import { useWords } from '#kernel/ui/i18n.web.ts'
import { gridWords } from '../plant-grid/grid-words.ts'
import { STATUS, type Status } from './status.ts'

/** The short name of a status in the language of the moment. */
export function useStatusName(): (status: Status) => string {
  const { language } = useWords(gridWords)
  return status => STATUS[status].short[language]
}
