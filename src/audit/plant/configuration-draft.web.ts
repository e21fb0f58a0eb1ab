import { useState } from 'react'
import { forget, remember, remembered } from '#kernel/ui/remember.web.ts'
import type { StringPlan } from './configuration.ts'
import { readDraft, readTyped, type TypedNumbers } from './configuration-draft.ts'

export interface ConfigurationDraft {
  /** Strings prepared and not applied yet. */
  prepared: StringPlan[] | null
  /** Numbers typed and not prepared yet. */
  typed: TypedNumbers | null
  prepare(strings: StringPlan[]): void
  type(numbers: TypedNumbers | null): void
  drop(): void
}

/** What somebody began for an audit and did not apply. It stays on this device, over other tabs and a reload, until it is applied or dropped. */
export function useConfigurationDraft(audit: string): ConfigurationDraft {
  const [prepared, keepPrepared] = useKept(`configuration ${audit}`, readDraft)
  const [typed, type] = useKept(`configuration numbers ${audit}`, readTyped)
  const put = (strings: StringPlan[] | null) => {
    keepPrepared(strings)
    type(null)
  }
  return { prepared, typed, prepare: put, type, drop: () => put(null) }
}

function useKept<Value>(name: string, read: (kept: string | null) => Value | null): [Value | null, (value: Value | null) => void] {
  const keptNow = () => ({ name, value: read(remembered(name)) })
  const [kept, setKept] = useState(keptNow)
  // The tab can stay on the screen while another audit comes into it.
  if (kept.name !== name) setKept(keptNow())
  const keep = (value: Value | null) => {
    setKept({ name, value })
    if (value === null) forget(name)
    else remember(name, JSON.stringify(value))
  }
  return [kept.value, keep]
}
