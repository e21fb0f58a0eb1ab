import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { AUDIT_CHOICES } from './audit-row.ts'
import type { Wanted } from './audits.web.ts'

export const EVERYTHING: Wanted = { text: '', choice: 'all' }

interface Search {
  q?: string
  choice?: string
}

/**
 * What the list is narrowed to. The address keeps it, so that going back finds it again; what is typed does not wait for the address,
 * which follows.
 */
export function useAuditListAddress(): [Wanted, (next: Wanted) => void] {
  const search = useSearch({ strict: false }) as Search
  const { typed } = useLocation().state as { typed?: number }
  // What was typed since the address last came from elsewhere bears its mark: only another address is taken over.
  const mark = useRef(0)
  const navigate = useNavigate()
  const [wanted, setWanted] = useState(() => wantedOf(search))
  const asked = JSON.stringify(wantedOf(search))
  useEffect(() => {
    if (typed === mark.current) return
    mark.current = Date.now()
    setWanted(JSON.parse(asked) as Wanted)
  }, [typed, asked])
  const want = (next: Wanted) => {
    setWanted(next)
    void navigate({
      to: '/audits',
      search: searchOf(next) as never,
      state: { typed: mark.current } as never,
      replace: true,
      resetScroll: false,
    })
  }
  return [wanted, want]
}

function wantedOf({ q, choice }: Search): Wanted {
  return { text: String(q ?? ''), choice: AUDIT_CHOICES.find(known => known === choice) ?? 'all' }
}

function searchOf({ text, choice }: Wanted): Search {
  return { ...(text === '' ? {} : { q: text }), ...(choice === 'all' ? {} : { choice }) }
}
