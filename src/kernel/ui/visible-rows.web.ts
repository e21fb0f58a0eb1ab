import { type UIEvent, useCallback, useState } from 'react'

const AROUND = 12

/** Which rows of a long list are near the eye, so that 100,000 rows cost a screenful. */
export function useVisibleRows(count: number, rowHeight: number, frameHeight: number) {
  const [top, setTop] = useState(0)
  const onScroll = useCallback((event: UIEvent<HTMLElement>) => setTop(event.currentTarget.scrollTop), [])
  const first = Math.max(0, Math.min(Math.floor(top / rowHeight) - AROUND, count - 1))
  const last = Math.min(count, Math.ceil((top + frameHeight) / rowHeight) + AROUND)
  return { first, last, before: first * rowHeight, after: (count - last) * rowHeight, onScroll }
}
