import { useEffect, useMemo, useRef, useState } from 'react'
import {
  type Capture,
  changeMode,
  choose,
  giveStatus,
  point,
  type Step,
  startCapture,
  type Walk,
} from '#audit/electroluminescence/capture.ts'
import { markModules, statusOf } from '#audit/electroluminescence/module.ts'
import type { Status } from '#audit/electroluminescence/status.ts'
import { entranceOf, modulesBetween, nextModule, nextNotDone, type WalkOrder } from '#audit/electroluminescence/walk.ts'
import { identifiersOf, type PlantConfiguration, totalModules } from '#audit/plant/configuration.ts'
import { placeOf } from '#audit/plant/module-id.ts'
import type { Pointing } from '#audit/plant-grid/grid-props.ts'
import type { Change } from '#kernel/record/change.ts'
import { MOST_CHANGES } from '#kernel/record/judge.ts'
import { useAsks } from './asks.web.ts'
import { type Acts, type Ask, act, decide, takeBack, tooMany, turn } from './desk-acts.web.ts'
import { feel } from './feel.web.ts'
import { type FieldRoom, useFieldRoom } from './field-room.web.ts'
import { useHabits } from './habit.web.ts'
import { inHandBefore, rememberInHand } from './in-hand.web.ts'

export interface Desk {
  capture: Capture
  /** The string shown alone; `null` for all. */
  only: number | null
  asks: readonly Ask[]
  point(id: string, how: Pointing): void
  give(status: Status): void
  change(next: (capture: Capture) => Capture): void
  step(by: 1 | -1): void
  toNextUndone(): void
  /** Takes the module in hand and shows its string. */
  jump(id: string): void
  show(only: number | null): void
  chooseString(): void
  /** What is not judged yet in the string in hand. */
  chooseRest(): void
  /** Every module on the screen: the string shown, or the whole plant. */
  chooseAll(): void
  /** One word for these questions, and one act. */
  settle(asks: readonly Ask[], lower: boolean): void
  undo(): void
  redo(): void
  /** A moment to come back to: the answer takes back what was done since, and what was in hand is again. */
  remember(): () => void
  /** Writes what may be written at once and asks about the rest, as a status key does. */
  decide(changes: Change[]): Promise<boolean>
  /** Writes; says what refused it. Resolves when on disk or refused. */
  act(changes: Change[]): Promise<boolean>
}

const NONE: readonly Ask[] = []

/** What the technician has in hand, and every act on the audit. */
export function useDesk(): Desk {
  const room = useFieldRoom()
  const { order } = useHabits()
  const { capture, only, latest, hold, show } = useInHand(room, order)
  const acts = useRef<Acts>({ kept: 0, last: Promise.resolve(true) }).current
  const { asks, setAsks, decide, settle } = useDecisions(room, acts)
  /** What is in hand is always on the screen: a status key never judges a module that is not. */
  const showAndEnter = (string: number | null) => {
    show(string)
    if (string === null || placeOf(latest.current.capture.cursor ?? '')?.string === string) return
    hold({ ...latest.current.capture, cursor: entranceOf(room.sight.plant().configuration, room.device.view, string, order) ?? null })
  }
  const walk = useMemo(() => walkOf(room, order), [room, order])
  const take = (step: Step) => {
    if (step.capture.chosen.size > MOST_CHANGES) return tooMany(step.capture.chosen.size)
    const before = latest.current.capture
    hold(step.capture)
    const marked = step.mark
    if (!marked) return
    void decide(markModules(room.device.view, marked.ids, marked.status)).then(kept => {
      if (!kept) hold(before.mode === 'choose' ? before : { ...latest.current.capture, cursor: marked.ids[0] ?? null })
    })
  }
  useWhereabouts(room, capture.cursor)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is in hand changes only with the right
  useEffect(() => {
    if (!room.mayWrite) hold(changeMode(latest.current.capture, 'walk'))
  }, [room.mayWrite])
  return {
    capture,
    only,
    asks: room.mayWrite ? asks : NONE,
    point: (id, how) => take(point(latest.current.capture, id, room.mayWrite ? how : 'plain', walk)),
    give: status => room.mayWrite && take(giveStatus(latest.current.capture, status, walk)),
    change: next => hold(next(latest.current.capture)),
    decide,
    act: changes => act(room, acts, changes),
    remember: () => {
      const [{ kept }, before] = [acts, latest.current.capture]
      return () => {
        hold(before)
        setAsks(asks)
        void takeBack(room, acts, kept)
      }
    },
    show: showAndEnter,
    ...moves(room, order, latest, hold, show),
    settle,
    undo: () => void turn(room, 'undo', id => hold({ ...latest.current.capture, cursor: id })),
    redo: () => void turn(room, 'redo', id => hold({ ...latest.current.capture, cursor: id })),
  }
}

/** What is in hand and which strings are shown, remembered on the tablet with every move. */
function useInHand(room: FieldRoom, order: WalkOrder) {
  const [start] = useState(() => startOf(room, order))
  const [capture, setCapture] = useState(start.capture)
  const [only, setOnly] = useState(start.only)
  const latest = useRef(start)
  const hold = (next: Capture) => {
    latest.current.capture = next
    setCapture(next)
    const string = placeOf(next.cursor ?? '')?.string
    if (latest.current.only !== null && string !== undefined && next.mode !== 'choose') show(string)
    else rememberInHand(room, next.cursor, latest.current.only)
  }
  const show = (string: number | null) => {
    latest.current.only = string
    setOnly(string)
    rememberInHand(room, latest.current.capture.cursor, string)
  }
  return { capture, only, latest, hold, show }
}

/** The door by which every verdict goes, and what waits there for a word. */
function useDecisions(room: FieldRoom, acts: Acts) {
  const [asks, setAsks] = useAsks(room)
  return {
    asks,
    setAsks,
    decide: (changes: Change[]) => decide(room, acts, changes, setAsks),
    settle(settled: readonly Ask[], lower: boolean) {
      const others = (known: readonly Ask[]) => known.filter(({ module }) => !settled.some(ask => ask.module === module))
      setAsks(others)
      if (!lower) return
      const changes = settled.flatMap(({ module, wanted }) => markModules(room.device.view, [module], wanted))
      void act(room, acts, changes).then(kept => kept || setAsks(known => [...settled, ...others(known)]))
    },
  }
}

function moves(
  room: FieldRoom,
  order: WalkOrder,
  latest: { current: { capture: Capture; only: number | null } },
  hold: (next: Capture) => void,
  show: (string: number | null) => void,
) {
  const { configuration } = room.sight.plant()
  const cursor = () => latest.current.capture.cursor
  const ofString = () => modulesOfString(configuration, placeOf(cursor() ?? '')?.string)
  const goTo = (id: string | undefined) => (id === undefined ? feel('end') : hold({ ...latest.current.capture, cursor: id }))
  return {
    step: (by: 1 | -1) => goTo(nextModule(configuration, cursor() ?? '', order, by)),
    toNextUndone: () => goTo(nextNotDone(configuration, room.device.view, cursor() ?? undefined, order)),
    jump(id: string) {
      show(placeOf(id)?.string ?? null)
      goTo(id)
    },
    chooseAll: () => {
      const all = totalModules(configuration)
      if (latest.current.only !== null) return hold(choose(latest.current.capture, ofString()))
      if (all > MOST_CHANGES) return tooMany(all)
      hold(choose(latest.current.capture, identifiersOf(configuration)))
    },
    chooseString: () => hold(choose(latest.current.capture, ofString())),
    chooseRest: () =>
      hold(
        choose(
          latest.current.capture,
          ofString().filter(id => statusOf(room.device.view, id) === 'pending'),
        ),
      ),
  }
}

function walkOf(room: FieldRoom, order: WalkOrder): Walk {
  return {
    next: id => nextModule(room.sight.plant().configuration, id, order),
    between: (one, other) => modulesBetween(room.sight.plant().configuration, one, other, order),
  }
}

function modulesOfString({ strings }: PlantConfiguration, number: number | undefined): string[] {
  const count = strings.find(string => string.number === number)?.count ?? 0
  return Array.from({ length: count }, (_, place) => `S${number}-${place + 1}`)
}

/** As this tablet left it, otherwise where the work stopped. */
function startOf(room: FieldRoom, order: WalkOrder): { capture: Capture; only: number | null } {
  const before = inHandBefore(room)
  const module = before?.module ?? firstModule(room, order)
  return { capture: startCapture(module), only: before?.all ? null : (placeOf(module ?? '')?.string ?? null) }
}

/** Where the work stopped: the first module nobody has judged. */
function firstModule(room: FieldRoom, order: WalkOrder): string | null {
  const { configuration, tally } = room.sight.plant()
  const begun = tally.strings().find(({ done, total }) => done < total) ?? tally.strings()[0]
  return (begun && entranceOf(configuration, room.device.view, begun.string, order)) ?? null
}

/** Colleagues see the module in hand, a moment after it rests there. */
function useWhereabouts(room: FieldRoom, cursor: string | null): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      const place = placeOf(cursor ?? '')
      room.lookAt(cursor, place ? `S${place.string}` : null)
    }, 250)
    return () => clearTimeout(timer)
  }, [room, cursor])
}
