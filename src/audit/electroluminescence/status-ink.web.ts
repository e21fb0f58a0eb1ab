import { useMemo } from 'react'
import { useTheme } from '#kernel/ui/ThemeProvider.tsx'
import { inkOf, type StatusInk } from '../plant-grid/grid-ink.ts'
import { STATUSES, type Status } from './status.ts'

/** The colours of a status under the theme of the screen, the same as on the plan: at night no mark shines. */
export function useStatusInk(): (status: Status) => StatusInk {
  const { name } = useTheme()
  return useMemo(() => {
    const inks = inkOf(name).statuses
    return status => inks[STATUSES.indexOf(status)]!
  }, [name])
}
