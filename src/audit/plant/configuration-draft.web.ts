import { useState } from 'react'
import { forget, remember, remembered } from '#kernel/ui/remember.web.ts'
import type { StringPlan } from './configuration.ts'
import { readDraft } from './configuration-draft.ts'

/** What is prepared for an audit and not applied yet. It stays on this device, over other tabs and a reload, until it is applied or dropped. */
export function useConfigurationDraft(audit: string): [StringPlan[] | null, (strings: StringPlan[] | null) => void] {
  const name = `configuration ${audit}`
  const [prepared, setPrepared] = useState(() => readDraft(remembered(name)))
  const keep = (strings: StringPlan[] | null) => {
    setPrepared(strings)
    if (strings === null) forget(name)
    else remember(name, JSON.stringify(strings))
  }
  return [prepared, keep]
}
