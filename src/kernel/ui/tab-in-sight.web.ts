import { type RefObject, useEffect, useRef } from 'react'

/** On a phone the list of tabs is wider than the screen: the one that is open is brought where it can be read. */
export function useTabInSight(tab: string): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab is why to look again
  useEffect(() => {
    // Newer browsers answer a promise here, and React takes what an effect returns for its way to clean up.
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [tab])
  return list
}
