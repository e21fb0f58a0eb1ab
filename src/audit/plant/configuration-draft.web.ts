import { useState } from 'react'
import { forget, remember, remembered } from '#kernel/ui/remember.web.ts'
import type { StringPlan } from './configuration.ts'
import { readDraft } from './configuration-draft.ts'

/** What is prepared for an audit and not applied yet. It stays on this device, over other tabs and a reload, until it is applied or dropped. */
export function useConfigurationDraft(audit: string): [StringPlan[] | null, (strings: StringPlan[] | null) => void] {
  const name = `configuration ${audit}`
  const [kept, setKept] = useState(() => keptAs(name))
  // The tab can stay on the screen while another audit comes into it.
  if (kept.name !== name) setKept(keptAs(name))
  const keep = (strings: StringPlan[] | null) => {
    setKept({ name, strings })
    if (strings === null) forget(name)
    else remember(name, JSON.stringify(strings))
  }
  return [kept.strings, keep]
}

function keptAs(name: string): { name: string; strings: StringPlan[] | null } {
  return { name, strings: readDraft(remembered(name)) }
}
