import { useEffect, useState } from 'react'
import { loadHistory } from '#audit/audit/history.web.ts'
import { ModuleSheet } from '#audit/electroluminescence/ModuleSheet.tsx'
import { modulePast, type PastDecision } from '#audit/electroluminescence/module-past.ts'
import type { Change } from '#kernel/record/change.ts'
import type { Desk } from './desk.web.ts'
import { nameOf, useFieldRoom, useRoomStatus } from './field-room.web.ts'
import { LoweringAsk } from './LoweringAsk.tsx'
import { PhotoSheet } from './PhotoSheet.tsx'

/** The same sheet as in the office, under the thumb. Without network it lacks the history, and says so. */
export function FieldModuleSheet({ module, desk }: { module: string; desk: Desk }) {
  const room = useFieldRoom()
  const { number, connection } = useRoomStatus()
  const [past, setPast] = useState<readonly PastDecision[] | null | 'away'>(null)
  // A new number means that the past has grown, a line to the server that it may be had.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number and the line are why to ask again, not what is asked
  useEffect(() => {
    const stop = new AbortController()
    loadHistory(room.token, { kind: 'module', record: module }, stop.signal)
      .then(({ items }) => setPast(modulePast(items, module)))
      .catch(() => stop.signal.aborted || setPast('away'))
    return () => stop.abort()
  }, [room, module, number, connection])
  const decide = async (changes: Change[]) => void (await desk.decide(changes))
  const settle = async (changes: Change[]) => void (await desk.act(changes))
  return (
    <>
      <ModuleSheet
        id={module}
        room={room.device.view}
        version={room.device.version}
        nameOf={person => nameOf(room, person)}
        act={room.mayWrite ? decide : null}
        settle={settle}
        past={past}
        photos={<PhotoSheet module={module} act={desk.act} />}
      />
      <LoweringAsk asks={desk.asks.filter(ask => ask.module === module)} settle={desk.settle} />
    </>
  )
}
