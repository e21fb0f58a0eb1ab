import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { may } from '#kernel/access/role.ts'
import type { Change, ChangeSet } from '#kernel/record/change.ts'
import { inverse } from '#kernel/record/undo.ts'
import type { Refusal } from '#kernel/refusal.ts'
import type { DeviceRoom } from '#kernel/sync/device-room.ts'
import { onlyHere, type RoomStatus } from '#kernel/sync/room-status.ts'
import { usePresence, useRecords, useRoom, useSyncStatus } from '#kernel/sync/use-room.web.ts'
import { refusalOfProblem } from '#kernel/ui/api.web.ts'
import { currentLanguage, say } from '#kernel/ui/i18n.web.ts'
import { useMe } from '#kernel/ui/me.web.ts'
import { showNotice } from '#kernel/ui/notice.web.ts'
import type { LampState } from '#kernel/ui/SyncLamp.tsx'
import { saidRefusal } from '#kernel/ui/said-refusal.web.ts'
import { lowersAnother } from '../electroluminescence/attention.ts'
import { actSentence, type ToldAct } from './act-sentence.ts'
import { actTakenBackBy, takenBackBy } from './deed.ts'
import { nothingToTurn, type Turn, turnSentence } from './deed.web.ts'
import { loadHistory, type PastAct, undoOnServer } from './history.web.ts'
import { words as historyWords } from './history-words.ts'
import type { OpenAudit } from './open-audit.web.ts'
import { words } from './page-words.ts'
import { unsignedAuthor } from './unsigned-author.ts'

const LATEST = 30
const NONE: readonly PastAct[] = []

/** Opens an audit for the office: the live room, its latest acts and its people as one thing. */
export function useAuditRoom(token: string): { audit: OpenAudit | null; refusal: Refusal | null } {
  const device = useRoom(token, 'audit')
  const version = useRecords(device)
  const status = useSyncStatus(device)
  const [at, lookAt] = useState<string | null>(null)
  const present = usePresence(token, at, null)
  const { data: me } = useMe()
  const latest = useQuery({
    queryKey: ['history', token, 'latest', status.number],
    queryFn: ({ signal }) => loadHistory(token, { limit: LATEST }, signal),
    placeholderData: before => before,
  })
  const listen = useCallback<OpenAudit['listen']>(heard => device.subscribe(heard), [device])
  const acts = useActs(token, device, me?.person ?? '', me?.name ?? '')
  const audit = useMemo<OpenAudit | null>(() => {
    if (!me || !status.known) return null
    const people = present.filter(person => person.device !== me.device)
    const named = { ...latest.data?.people, ...device.people }
    const nameOf = (person: string) =>
      named[person] ||
      people.find(one => one.person === person)?.name ||
      (person === me.person ? me.name : unsignedAuthor(person, currentLanguage()))
    return {
      token,
      version,
      number: status.number,
      room: device.view,
      listen,
      me: me.person,
      mayWrite: may(me, 'write', token),
      rights: me,
      nameOf,
      authors: Object.keys(named).map(person => ({ person, name: nameOf(person) })),
      entries: latest.data?.items ?? NONE,
      people,
      lamp: lampOf(status),
      waiting: onlyHere(status),
      lookAt,
      ...acts,
    }
  }, [token, version, device, status, present, me, latest.data, acts, listen])
  return { audit, refusal: status.closed ? refusalOfProblem(status.closed) : null }
}

function lampOf(status: RoomStatus): LampState {
  if (status.updateNeeded || status.storageFull || status.refused.length > 0) return 'stopped'
  return status.connection
}

type Acts = Pick<OpenAudit, 'act' | 'settle' | 'undo' | 'undoLast' | 'redoLast' | 'lowering' | 'settleLowering'>

function useActs(room: string, device: DeviceRoom, me: string, name: string): Acts {
  const [lowering, setLowering] = useState<Change[] | null>(null)
  const commit = useCallback((changes: Change[]) => committed(device, { id: me, name }, changes), [device, me, name])
  return useMemo<Acts>(
    () => ({
      lowering,
      act: async changes => {
        const asks = changes.filter(change => lowersAnother(change, device.view, me))
        const free = changes.filter(change => !asks.includes(change))
        if (asks.length > 0) setLowering(asks)
        if (free.length > 0) await commit(free)
      },
      settle: commit,
      settleLowering: agreed => {
        setLowering(null)
        if (agreed && lowering) void commit(lowering)
      },
      undo: entry =>
        saidRefusal(() =>
          entry.undoes === undefined
            ? turnedOnServer(device, room, entry.id, 'undone', entry)
            : turnedOnServer(device, room, entry.id, 'redone', actTakenBackBy(entry)),
        ),
      undoLast: () => saidRefusal(async () => sayTurned('undone', await device.undo(), device)),
      redoLast: () => saidRefusal(async () => sayTurned('redone', await device.redo(), device)),
    }),
    [room, device, me, commit, lowering],
  )
}

async function committed(device: DeviceRoom, me: { id: string; name: string }, changes: Change[]): Promise<void> {
  if (changes.length === 0) return
  await saidRefusal(async () => {
    await device.commit(changes.map(({ kind, record, field, to }) => ({ kind, record, field, to })))
    const { key, fill } = actSentence({ changes }, me.name, currentLanguage(), device.view)
    showNotice(say(historyWords, key, fill), { undo: () => void saidRefusal(() => takenBack(device, changes, me.id)) })
  })
}

/** Turns one act of the history over, and offers to turn it back. */
async function turnedOnServer(device: DeviceRoom, room: string, id: string, way: Turn, act: ToldAct): Promise<void> {
  const made = await undoOnServer(room, id)
  sayTurn(way, turnSentence(way, act, device.view), back => turnedOnServer(device, room, made, back, act))
}

/** Says that an act was taken back or done again; the notice offers the contrary. */
function sayTurn(way: Turn, said: string, turnBack: (back: Turn) => Promise<void>): void {
  const back = (to: Turn) => () => void saidRefusal(() => turnBack(to))
  showNotice(said, way === 'undone' ? { redo: back('redone') } : { undo: back('undone') })
}

/** Takes an act back as far as it still stands: what somebody decided since is left to them. */
async function takenBack(device: DeviceRoom, changes: Change[], author: string, way: Turn = 'undone'): Promise<void> {
  const back = inverse(changes, device.view, author)
  if (back.length === 0) return showNotice(say(words, 'act.stands'), { tone: 'refused' })
  await device.commit(back.map(({ kind, record, field, to }) => ({ kind, record, field, to })))
  const said = turnSentence(way, { changes: way === 'undone' ? takenBackBy(back) : back }, device.view)
  sayTurn(way, said, to => takenBack(device, back, author, to))
}

function sayTurned(way: Turn, set: ChangeSet | undefined, device: DeviceRoom): void {
  if (!set) showNotice(nothingToTurn(way), { tone: 'refused' })
  else showNotice(turnSentence(way, { changes: way === 'undone' ? takenBackBy(set.changes) : set.changes }, device.view))
}
