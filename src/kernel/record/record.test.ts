import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { PendingView } from '#kernel/sync/pending-view.ts'
import { canonical, sameValue } from './canonical.ts'
import { chainHash, verifyChain } from './chain.ts'
import type { ChangeSet, FieldState, Value } from './change.ts'
import { DraftState } from './draft-state.ts'
import { judge, readChangeSet } from './judge.ts'
import { merge } from './merge.ts'
import { packChanges, unpackChanges } from './pack.ts'
import { change, changeSet, history, step, value, written } from './record.arbitrary.ts'
import { RoomState } from './room-state.ts'
import { inverse } from './undo.ts'

const AT = '2026-01-01T00:00:00Z'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Adrien and Sophie on S1-1, one step after the other. */
function marks(...steps: { by: string; base: number; to: Value; field?: string }[]) {
  const state = new RoomState('plant', 'audit')
  const entries = steps.map(({ by, base, to, field = 'status' }) => {
    const set: ChangeSet = {
      id: `${state.number}`,
      room: 'plant',
      base,
      device: `tablet of ${by}`,
      at: AT,
      changes: [{ kind: 'module', record: 'S1-1', field, to }],
    }
    const entry = merge(state, set, by, state.number + 1, AT)
    state.apply(entry)
    return entry
  })
  return { state, entries, status: state.field('module', 'S1-1', 'status') }
}

describe('merging', () => {
  it('keeps both when two people decide different fields of a module', () => {
    const { state } = marks({ by: 'Adrien', base: 0, to: 'dead' }, { by: 'Sophie', base: 0, to: 'SN1', field: 'serial' })
    expect(state.field('module', 'S1-1', 'status')?.value).toBe('dead')
    expect(state.field('module', 'S1-1', 'serial')?.value).toBe('SN1')
    expect(state.field('module', 'S1-1', 'serial')?.contested).toBeUndefined()
  })

  it('shows the later arrival and keeps the value that lost with its author', () => {
    const { status } = marks({ by: 'Adrien', base: 0, to: 'dead' }, { by: 'Sophie', base: 0, to: 'ok' })
    expect(status?.value).toBe('ok')
    expect(status?.contested).toEqual([{ value: 'dead', number: 1, by: 'Adrien', at: AT, device: 'tablet of Adrien' }])
  })

  it('sees no conflict when both decide the same', () => {
    const { status, entries } = marks({ by: 'Adrien', base: 0, to: 'dead' }, { by: 'Sophie', base: 0, to: 'dead' })
    expect(status?.contested).toBeUndefined()
    expect(status?.stamp.by).toBe('Adrien')
    expect(entries[1]?.changes).toEqual([])
  })

  it('sees no conflict with what waited in the same queue', () => {
    const { status } = marks({ by: 'Adrien', base: 0, to: 'dead' }, { by: 'Adrien', base: 0, to: 'ok' })
    expect(status?.contested).toBeUndefined()
  })

  it('keeps a colleague’s lost value through the author’s next change made before seeing it', () => {
    const { status } = marks(
      { by: 'Sophie', base: 0, to: 'dead' },
      { by: 'Adrien', base: 0, to: 'ok' },
      { by: 'Adrien', base: 0, to: 'inequality' },
    )
    expect(status?.contested?.map(lost => lost.value)).toEqual(['dead'])
  })

  it('is settled by whoever has seen both and says the same again', () => {
    const steps = [
      { by: 'Adrien', base: 0, to: 'dead' },
      { by: 'Sophie', base: 0, to: 'ok' },
    ]
    expect(marks(...steps, { by: 'Paul', base: 1, to: 'ok' }).status?.contested).toHaveLength(1)
    const { status } = marks(...steps, { by: 'Paul', base: 2, to: 'ok' })
    expect(status?.contested).toBeUndefined()
    expect(status?.stamp.by).toBe('Paul')
  })

  it('does not take null for absent', () => {
    const { state } = marks({ by: 'Adrien', base: 0, to: null })
    expect(state.field('module', 'S1-1', 'status')?.value).toBeNull()
    expect(state.field('module', 'S1-1', 'serial')).toBeUndefined()
  })

  it('loses no value to a concurrent one, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), steps => {
        const before = new RoomState('plant', 'audit')
        for (const taken of steps) {
          const set = changeSet(before, taken)
          const entry = merge(before, set, `person of ${taken.device}`, before.number + 1, AT)
          for (const { kind, record, field, to } of entry.changes) {
            const now = before.field(kind, record, field)
            const unseen = now && now.stamp.number > set.base && now.stamp.device !== set.device && !sameValue(now.value, to)
            const kept = entry.contested?.some(
              item => item.lost.number === now?.stamp.number && item.record === record && item.field === field,
            )
            expect(!unseen || kept).toBe(true)
          }
          before.apply(entry)
        }
      }),
    )
  })
})

describe('a room in memory', () => {
  it('opens from any snapshot plus its tail as it was built', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), fc.nat(15), (steps, cut) => {
        const { state, entries } = history(steps)
        const half = new RoomState('plant', 'audit')
        for (const entry of entries.slice(0, cut)) half.apply(entry)
        const opened = RoomState.open(JSON.parse(JSON.stringify(half.snapshot('', {}))))
        for (const entry of entries.slice(cut)) opened.apply(entry)
        expect(written(opened)).toEqual(written(state))
        expect([...opened.ids('module')]).toEqual([...state.ids('module')])
      }),
    )
  })

  it('visits a field of every record as if they were asked for one by one, under a draft and under what waits too', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), fc.nat(15), step, (steps, cut, { changes }) => {
        const { entries } = history(steps)
        const half = new RoomState('plant', 'audit')
        for (const entry of entries.slice(0, cut)) half.apply(entry)
        const opened = RoomState.open(half.snapshot('', {}))
        for (const entry of entries.slice(cut)) opened.apply(entry)
        const draft = new DraftState(opened)
        draft.lay(changes.map(({ to, ...rest }) => ({ ...rest, state: { value: to, stamp: { number: 99, by: '', at: AT, device: '' } } })))
        const pending = new PendingView(opened, 'Adrien')
        pending.add({ id: 'mine', room: 'plant', base: 0, device: 'tablet A', at: AT, changes })
        for (const room of [opened, draft, pending]) {
          for (const field of ['status', 'tag:hotspot', 'nowhere']) {
            const visited: [string, FieldState][] = []
            room.each('module', field, (record, state) => visited.push([record, state]))
            const asked = [...room.ids('module')].flatMap(id => {
              const state = room.field('module', id, field)
              return state ? [[id, state]] : []
            })
            expect(visited.length).toBe(asked.length)
            expect(Object.fromEntries(visited)).toEqual(Object.fromEntries(asked))
          }
        }
      }),
    )
  })

  it('refuses an entry that does not follow', () => {
    const { entries } = marks({ by: 'Adrien', base: 0, to: 'dead' }, { by: 'Adrien', base: 1, to: 'ok' })
    expect(() => new RoomState('plant', 'audit').apply(entries[1]!)).toThrow('does not follow')
  })
})

describe('undo', () => {
  it('takes back my mark and leaves my colleague’s', () => {
    const mine = [
      { kind: 'module', record: 'S1-1', field: 'status', to: 'dead' },
      { kind: 'module', record: 'S1-2', field: 'status', from: 'ok', to: 'dead' },
    ]
    const { state } = history([
      { device: 'tablet A', behind: 0, changes: mine },
      { device: 'tablet B', behind: 0, changes: [{ ...mine[0]!, to: 'ok' }] },
    ])
    expect(inverse(mine, state, 'person of tablet A')).toEqual([
      { kind: 'module', record: 'S1-2', field: 'status', from: 'dead', to: 'ok' },
    ])
  })

  it('brings back every shown value when nobody else came between, and redo does it again', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), step, (steps, mine) => {
        const { state } = history(steps)
        const shown = () =>
          JSON.stringify(Object.entries(written(state)).map(([key, field]) => [key, canonical((field as { value: Value }).value)]))
        const act = (changes: ChangeSet['changes']) => {
          const entry = merge(state, changeSet(state, { ...mine, behind: 0, changes }), `person of ${mine.device}`, state.number + 1, AT)
          state.apply(entry)
          return entry.changes
        }
        const done = act(mine.changes)
        const after = shown()
        const undone = act(inverse(done, state, `person of ${mine.device}`))
        for (const { kind, record, field, from, to } of done) {
          if (!sameValue(from ?? null, to)) expect(state.field(kind, record, field)?.value).toEqual(from ?? null)
        }
        act(inverse(undone, state, `person of ${mine.device}`))
        expect(shown()).toBe(after)
      }),
    )
  })
})

describe('packing', () => {
  it('gives back every list of changes', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), changes => {
        expect(unpackChanges(JSON.parse(JSON.stringify(packChanges(changes))))).toEqual(changes)
      }),
    )
  })

  it('writes an import of 10,000 modules in little more than their names', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `S${Math.floor(index / 26) + 1}-${(index % 26) + 1}`)
    const changes = ids.flatMap(record => [
      { kind: 'module', record, field: 'status', to: 'ok' },
      { kind: 'module', record, field: 'tag:new', to: true },
    ])
    expect(JSON.stringify(packChanges(changes)).length).toBeLessThan(JSON.stringify(ids).length + 300)
  })
})

describe('the chain', () => {
  it('is the same text whatever order keys came in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string(), value)),
        pairs =>
          canonical(Object.fromEntries(pairs)) === canonical(Object.fromEntries(pairs.reverse())) ||
          new Set(pairs.map(([key]) => key)).size < pairs.length,
      ),
    )
  })

  it('names the first row that is not what was written', async () => {
    const { entries } = history(
      [1, 2, 3].map(to => ({ device: 'tablet A', behind: 0, changes: [{ kind: 'module', record: 'S1-1', field: 'status', to }] })),
    )
    let hash = ''
    const rows = entries.map(entry => {
      hash = chainHash(hash, entry, sha256)
      return { entry, hash }
    })
    expect(await verifyChain(rows, sha256)).toEqual({ intact: true, number: 3, head: hash })
    const forged = rows.map(row => (row.entry.number === 2 ? { ...row, entry: { ...row.entry, by: 'somebody else' } } : row))
    expect(await verifyChain(forged, sha256)).toEqual({ intact: false, number: 2, reason: 'hash-differs' })
    expect(await verifyChain([rows[0]!, rows[2]!], sha256)).toEqual({ intact: false, number: 2, reason: 'number-missing' })
  })
})

describe('judging', () => {
  const definition = {
    sort: 'audit',
    records: [{ kind: 'module', id: /^S\d+-\d+$/, fields: { status: z.enum(['ok', 'dead']), 'tag:*': z.boolean() } }],
    rules: [],
    behaviours: [],
  }
  const set = (changes: ChangeSet['changes']) => ({ id: '', room: 'plant', base: 0, device: 'd', at: AT, changes })
  const judged = (changes: ChangeSet['changes']) => () =>
    judge(set(changes), { definition, room: new RoomState('plant', 'audit'), author: { person: 'Adrien', role: 'technician' } })

  it.each([
    ['unknown-kind', { kind: 'step', record: 'S1-1', field: 'status', to: 'ok' }],
    ['bad-record-id', { kind: 'module', record: 'M001', field: 'status', to: 'ok' }],
    ['unknown-field', { kind: 'module', record: 'S1-1', field: 'constructor', to: 'ok' }],
    ['unknown-field', { kind: 'module', record: 'S1-1', field: 'tag:', to: true }],
    ['bad-value', { kind: 'module', record: 'S1-1', field: 'status', to: 'broken' }],
  ])('refuses %s', (code, refused) => {
    expect(judged([refused])).toThrow(code)
  })

  it('accepts a family of fields, and null as a decision taken back', () => {
    expect(judged([{ kind: 'module', record: 'S1-1', field: 'tag:hotspot', to: true }])).not.toThrow()
    expect(judged([{ kind: 'module', record: 'S1-1', field: 'status', to: null }])).not.toThrow()
  })

  it('refuses 10,000 modules in one act', () => {
    const one = { kind: 'module', record: 'S1-1', field: 'status', to: 'ok' }
    expect(judged(Array.from({ length: 10_000 }, () => one))).toThrow('too-many-changes')
  })

  it('says where a change set is malformed', () => {
    const good = { ...set([{ kind: 'module', record: 'S1-1', field: 'status', to: 'ok' }]), id: '0199c873-789f-7c96-b9d6-93b38c9133ec' }
    expect(readChangeSet(good)).toEqual(good)
    expect(() => readChangeSet({ ...good, base: -1 })).toThrow('base')
    expect(() => readChangeSet('nonsense')).toThrow('malformed-change-set')
  })
})
