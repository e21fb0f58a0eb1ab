import { useEffect, useRef, useSyncExternalStore } from 'react'

/** What the mounted parts of a page offer (shortcuts, commands), gathered for whoever lists or runs it. The newest offer comes first. */
export interface Registry<Item> {
  /** Offers items as long as the component lives. */
  useOffer(items: Item[]): void
  /** Every item on offer; redraws when parts come and go. */
  useItems(): readonly Item[]
  items(): readonly Item[]
}

export function createRegistry<Item>(onChange: (count: number) => void = () => undefined): Registry<Item> {
  let holders: readonly { current: Item[] }[] = []
  let listed: readonly Item[] = []
  const listeners = new Set<() => void>()
  const items = () => holders.flatMap(holder => holder.current)
  const update = (next: typeof holders) => {
    holders = next
    listed = items()
    onChange(holders.length)
    for (const listener of listeners) listener()
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    items,
    useItems: () => useSyncExternalStore(subscribe, () => listed),
    useOffer: offered => {
      const holder = useRef(offered)
      holder.current = offered
      const shown = offered.map(item => JSON.stringify(item)).join()
      // biome-ignore lint/correctness/useExhaustiveDependencies: what can be listed is in `shown`; what runs is read from the ref at the last moment
      useEffect(() => {
        update([holder, ...holders])
        return () => update(holders.filter(other => other !== holder))
      }, [shown])
    },
  }
}
