import { useEffect, useMemo, useState } from 'react'
import { statusOf } from '#audit/electroluminescence/module.ts'
import { isStatus } from '#audit/electroluminescence/status.ts'
import type { RoomReader } from '#kernel/record/change.ts'
import { forget, remember, remembered } from '#kernel/ui/remember.web.ts'
import type { Ask } from './desk-acts.web.ts'
import { type FieldRoom, useRoomStatus } from './field-room.web.ts'

type SetAsks = (next: readonly Ask[] | ((known: readonly Ask[]) => readonly Ask[])) => void

/** The questions that wait for a word in this audit. The tablet remembers them; one whose module has another verdict by now is settled. */
export function useAsks(room: FieldRoom): [readonly Ask[], SetAsks] {
  useRoomStatus()
  const name = `asks.${room.me}.${room.token}`
  const [asks, setAsks] = useState<readonly Ask[]>(() => asksIn(remembered(name)))
  const { recordsVersion, view } = room.device
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version is why to look at the room again
  const standing = useMemo(() => asks.filter(ask => stands(ask, view)), [asks, view, recordsVersion])
  const text = JSON.stringify(standing)
  useEffect(() => (text === '[]' ? forget(name) : remember(name, text)), [name, text])
  return [standing, setAsks]
}

function stands({ module, now }: Ask, room: RoomReader): boolean {
  return statusOf(room, module) === now
}

/** What was remembered in another version of Courant may be of another shape. */
function asksIn(text: string | null): Ask[] {
  const found: unknown = text === null ? [] : JSON.parse(text)
  return Array.isArray(found) ? found.filter(isAsk) : []
}

function isAsk(value: unknown): value is Ask {
  const { module, by, now, wanted } = (value ?? {}) as Partial<Record<keyof Ask, unknown>>
  return typeof module === 'string' && typeof by === 'string' && [now, wanted].every(status => isStatus(status as string))
}
