import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { Entry } from '#kernel/record/change.ts'
import { RoomState } from '#kernel/record/room-state.ts'
import { DeviceRoom } from './device-room.ts'
import type { DeviceRoomSettings } from './device-settings.ts'
import type { Mark, StorageWrites, StoredRoom } from './device-storage.ts'
import { PROTOCOL, type ToServer } from './protocol.ts'
import { readQueueFile, writeQueueFile } from './queue-file.ts'
import { allSent, onlyHere, refusedIn } from './room-status.ts'

const AT = '2026-01-01T00:00:00Z'
const PLANT = {
  sort: 'audit',
  records: [{ kind: 'module', id: /^S\d+-\d+$/, fields: { status: z.string(), 'tag:*': z.boolean() } }],
  rules: [],
  behaviours: [],
}
const NOTHING: StoredRoom = { snapshot: null, tail: [], queue: [], refused: [], acts: [], people: {}, resets: 0 }

/** A tablet whose disk, mark and line the test holds in its hands. */
class Tablet {
  kept: StoredRoom | undefined
  mark: Mark | undefined
  full = false
  sent: ToServer[] = []
  room = this.starts()

  starts(more: Partial<DeviceRoomSettings> = {}): DeviceRoom {
    this.room = new DeviceRoom({
      room: 'plant',
      definition: PLANT,
      person: { id: 'Adrien', role: 'technician' },
      device: 'tablet A',
      clock: { now: () => 1_700_000_000_000, after: () => () => {} },
      random: Math.random,
      storage: { load: async () => structuredClone(this.kept), save: async (_room, writes) => this.#write(writes) },
      marker: { read: () => this.mark, write: (_room, mark) => (this.mark = mark) },
      send: message => this.sent.push(message),
      ...more,
    })
    void this.room.open()
    return this.room
  }

  marks(record: string, to: string): Promise<string> {
    return this.room.commit([{ kind: 'module', record, field: 'status', to }])
  }

  shows(record: string): unknown {
    return this.room.view.field('module', record, 'status')?.value
  }

  async goesOnline(): Promise<void> {
    this.room.connected('live')
    await this.room.receive({ type: 'snapshot', snapshot: new RoomState('plant', 'audit').snapshot('', {}) })
  }

  async hears(number: number, id: string, record: string, to: string, by = 'Adrien', head = `head ${number}`): Promise<void> {
    const entry: Entry = { number, id, by, device: `tablet of ${by}`, at: AT, changes: [{ kind: 'module', record, field: 'status', to }] }
    await this.room.receive({ type: 'entry', room: 'plant', entry, head, name: by })
  }

  #write({
    snapshot,
    resets,
    head,
    entries = [],
    queued = [],
    settled = [],
    refused = [],
    acts = [],
    forgottenActs = [],
  }: StorageWrites): void {
    if (this.full) throw Object.assign(new Error('full'), { name: 'QuotaExceededError' })
    const kept = this.kept ?? NOTHING
    this.kept = {
      snapshot: snapshot ?? kept.snapshot,
      tail: [...kept.tail, ...entries],
      queue: [...kept.queue.filter(set => !settled.includes(set.id)), ...queued],
      refused: [...kept.refused.filter(({ set }) => !settled.includes(set.id)), ...refused],
      acts: [...kept.acts.filter(act => !forgottenActs.includes(act.id) && !acts.some(other => other.id === act.id)), ...acts],
      people: {},
      resets: resets ?? kept.resets,
      ...(head ? { head } : kept.head ? { head: kept.head } : {}),
    }
  }
}

describe('a room on a tablet', () => {
  it('reads its storage again when it could not be read', async () => {
    const tablet = new Tablet()
    await tablet.marks('S1-1', 'dead')
    const later: (() => void)[] = []
    let readable = false
    const load = async () => {
      if (!readable) throw new Error('the browser lost its storage')
      return structuredClone(tablet.kept)
    }
    const after = (delay: number, work: () => void) => {
      if (delay === 1_000) later.push(work)
      return () => {}
    }
    const room = tablet.starts({ storage: { load, save: async () => undefined }, clock: { now: Date.now, after } })
    await room.open()
    expect([room.status.opened, room.status.lastError]).toEqual([false, 'storage-failed Error: the browser lost its storage'])
    readable = true
    later.at(-1)?.()
    await expect.poll(() => room.status.opened).toBe(true)
    expect(tablet.shows('S1-1')).toBe('dead')
  })

  it('keeps what was marked without network through a restart, and sends it in order', async () => {
    const tablet = new Tablet()
    await tablet.marks('S1-1', 'dead')
    await tablet.marks('S1-2', 'ok')
    tablet.starts()
    await tablet.goesOnline()
    expect(tablet.shows('S1-1')).toBe('dead')
    expect(tablet.room.status.pending).toBe(2)
    const commit = tablet.sent.find(message => message.type === 'commit')
    expect(commit?.changeSets.map(set => set.changes[0]?.record)).toEqual(['S1-1', 'S1-2'])
  })

  it('counts what waits as its author does: the modules of a string, the comment, not the acts that carried them', async () => {
    const tablet = new Tablet()
    const string = Array.from({ length: 22 }, (_, place) => ({ kind: 'module', record: `S1-${place + 1}`, field: 'status', to: 'dead' }))
    await tablet.room.commit(string)
    await tablet.room.commit(['tag:dirt', 'tag:shade'].map(field => ({ kind: 'module', record: 'S2-1', field, to: true })))
    expect(tablet.room.status.pending).toBe(23)
    expect(tablet.mark?.pending).toBe(23)
    await tablet.goesOnline()
    const [first] = tablet.room.pendingChanges()
    const problem = { type: '', title: '', status: 409, code: 'plant-locked', fr: 'Verrouillée.', en: 'Locked.' }
    await tablet.room.receive({ type: 'refused', room: 'plant', id: first!.id, problem })
    expect([tablet.room.status.pending, refusedIn(tablet.room.status), onlyHere(tablet.room.status)]).toEqual([1, 22, 23])
  })

  it('says that it is connecting until the first answer or failure, and no longer than a person waits', async () => {
    const due: (() => void)[] = []
    const clock = {
      now: () => 0,
      after: (_delay: number, work: () => void) => {
        due.push(work)
        return () => void due.splice(due.indexOf(work), 1)
      },
    }
    const tablet = new Tablet()
    tablet.starts({ clock })
    await tablet.room.refresh()
    expect(tablet.room.status.connection).toBe('connecting')
    for (const work of [...due]) work()
    expect(tablet.room.status.connection).toBe('offline')
    tablet.starts({ clock })
    tablet.room.disconnected(null, 'connecting')
    tablet.room.disconnected('socket 1006')
    await tablet.room.refresh()
    expect(tablet.room.status.connection).toBe('offline')
    await tablet.goesOnline()
    for (const work of [...due]) work()
    expect(tablet.room.status.connection).toBe('live')
  })

  it('says all sent only when its own entry has come back', async () => {
    const tablet = new Tablet()
    expect(allSent(tablet.room.status)).toBe(false)
    await tablet.goesOnline()
    expect(allSent(tablet.room.status)).toBe(true)
    const id = await tablet.marks('S1-1', 'dead')
    await tablet.room.receive({ type: 'taken', room: 'plant', id, number: 1 })
    expect(tablet.shows('S1-1')).toBe('dead')
    expect(allSent(tablet.room.status)).toBe(false)
    await tablet.hears(1, id, 'S1-1', 'dead')
    expect(allSent(tablet.room.status)).toBe(true)
  })

  it('undoes and does again after a restart, and leaves a colleague’s later mark alone', async () => {
    const tablet = new Tablet()
    await tablet.goesOnline()
    const id = await tablet.marks('S1-1', 'dead')
    await tablet.hears(1, id, 'S1-1', 'dead')
    tablet.starts()
    await tablet.room.undo()
    expect(tablet.shows('S1-1')).toBeNull()
    await tablet.room.redo()
    expect(tablet.shows('S1-1')).toBe('dead')
    const second = await tablet.marks('S1-2', 'dead')
    await tablet.goesOnline()
    await tablet.hears(2, second, 'S1-2', 'dead')
    await tablet.hears(3, 'other', 'S1-2', 'ok', 'Sophie')
    await tablet.room.undo()
    expect(tablet.shows('S1-2')).toBe('ok')
  })

  it('offers to undo neither what was done for good, nor what had been done to the same record alone', async () => {
    const tablet = new Tablet()
    await tablet.marks('S1-1', 'dead')
    await tablet.marks('S1-2', 'dead')
    await tablet.room.commit([{ kind: 'module', record: 'S1-2', field: 'status', to: 'ok' }], { forGood: true })
    tablet.starts()
    await tablet.room.undo()
    expect([tablet.shows('S1-1'), tablet.shows('S1-2'), tablet.room.status.canUndo]).toEqual([null, 'ok', false])
    await tablet.room.redo()
    expect([tablet.shows('S1-1'), tablet.shows('S1-2')]).toEqual(['dead', 'ok'])
  })

  it('does not confirm a mark that a full disk did not keep, and tries to free space first', async () => {
    const tablet = new Tablet()
    tablet.full = true
    await expect(tablet.marks('S1-1', 'dead')).rejects.toMatchObject({ code: 'storage-full' })
    expect(tablet.shows('S1-1')).toBeUndefined()
    expect(tablet.room.status).toMatchObject({ storageFull: true, pending: 0 })
    tablet.starts({
      freeSpace: async () => {
        tablet.full = false
        return true
      },
    })
    await tablet.marks('S1-1', 'dead')
    expect(tablet.room.status).toMatchObject({ storageFull: false, pending: 1 })
  })

  it('says that there is room again without being asked to mark anything', async () => {
    const tablet = new Tablet()
    await tablet.goesOnline()
    tablet.full = true
    await expect(tablet.marks('S1-1', 'dead')).rejects.toMatchObject({ code: 'storage-full' })
    tablet.full = false
    await tablet.room.receive({ type: 'pong', now: AT })
    expect(tablet.room.status.storageFull).toBe(false)
  })

  it('says how much was lost when the browser emptied its storage, until somebody has read it', async () => {
    const tablet = new Tablet()
    await tablet.marks('S1-1', 'dead')
    tablet.kept = undefined
    tablet.starts()
    await tablet.goesOnline()
    tablet.starts()
    await tablet.goesOnline()
    expect(tablet.room.status.evicted).toMatchObject({ pending: 1 })
    expect(allSent(tablet.room.status)).toBe(false)
    tablet.room.acknowledgeEviction()
    tablet.starts()
    await tablet.goesOnline()
    expect(tablet.room.status.evicted).toBeNull()
  })

  it('says that it cannot know when even the mark is gone but the server knows this device', async () => {
    const state = new RoomState('plant', 'audit')
    state.apply({
      number: 1,
      id: 'x',
      by: 'Adrien',
      device: 'tablet A',
      at: AT,
      changes: [{ kind: 'module', record: 'S1-1', field: 'status', to: 'ok' }],
    })
    const tablet = new Tablet()
    tablet.room.connected('live')
    await tablet.room.receive({ type: 'snapshot', snapshot: state.snapshot('', {}) })
    expect(tablet.room.status.evicted).toMatchObject({ pending: null })
  })

  it('keeps a refused act in sight until its author lets go of it', async () => {
    const tablet = new Tablet()
    await tablet.goesOnline()
    const id = await tablet.marks('S1-1', 'dead')
    const problem = { type: '', title: '', status: 409, code: 'plant-locked', fr: 'Verrouillée.', en: 'Locked.' }
    await tablet.room.receive({ type: 'refused', room: 'plant', id, problem })
    tablet.starts()
    await tablet.goesOnline()
    expect(tablet.shows('S1-1')).toBeUndefined()
    expect(tablet.room.status.refused.map(refused => refused.problem.code)).toEqual(['plant-locked'])
    expect(allSent(tablet.room.status)).toBe(false)
    await tablet.room.resend(id)
    expect(tablet.room.status).toMatchObject({ pending: 1, refused: [] })
    await tablet.room.receive({ type: 'refused', room: 'plant', id, problem })
    await tablet.room.discard(id)
    expect(allSent(tablet.room.status)).toBe(true)
  })

  it('goes on capturing for a newer server, sends nothing and asks for the update', async () => {
    const tablet = new Tablet()
    await tablet.room.receive({ type: 'hello', protocol: PROTOCOL + 1, now: AT, person: 'Adrien', name: 'Adrien' })
    tablet.room.connected('live')
    await tablet.marks('S1-1', 'dead')
    expect(tablet.room.status).toMatchObject({ updateNeeded: true, pending: 1 })
    expect(tablet.sent).toEqual([])
  })

  it('asks for the tail from its cursor when a number is missing', async () => {
    const tablet = new Tablet()
    await tablet.goesOnline()
    await tablet.hears(2, 'late', 'S1-2', 'ok', 'Sophie')
    expect(tablet.shows('S1-2')).toBeUndefined()
    expect(tablet.sent.at(-1)).toEqual({ type: 'open', room: 'plant', since: 0, head: '' })
  })

  it('starts again from a server that came back from a backup, with its queue', async () => {
    const HERE = { since: 1, head: 'head 1' }
    const tablet = new Tablet()
    await tablet.goesOnline()
    await tablet.hears(1, 'first', 'S1-1', 'ok', 'Sophie')
    const taken = await tablet.marks('S1-2', 'dead')
    await tablet.room.receive({ type: 'taken', room: 'plant', id: taken, number: 2 })
    expect(tablet.sent.at(-1)).toEqual({ type: 'open', room: 'plant', ...HERE })
    await tablet.room.receive({ type: 'snapshot', snapshot: new RoomState('plant', 'audit').snapshot('', {}), reset: HERE })
    expect(tablet.shows('S1-1')).toBeUndefined()
    expect(tablet.shows('S1-2')).toBe('dead')
    expect(tablet.room.pendingChanges().map(set => set.base)).toEqual([0])
    expect(tablet.sent.at(-1)).toMatchObject({ type: 'commit', changeSets: [{ id: taken, base: 0 }] })
    expect(tablet.kept).toMatchObject({ resets: 1, head: { number: 0, hash: '' }, queue: [{ id: taken }] })
    await tablet.hears(1, taken, 'S1-2', 'dead', 'Adrien', 'another head 1')
    const late = new RoomState('plant', 'audit').snapshot('', {})
    await tablet.room.receive({ type: 'snapshot', snapshot: late, reset: HERE })
    expect([tablet.room.status.number, tablet.shows('S1-2')]).toEqual([1, 'dead'])
  })

  it('believes no number of a server that has not said yet which history it has', async () => {
    const tablet = new Tablet()
    await tablet.goesOnline()
    await tablet.hears(1, 'first', 'S1-1', 'ok', 'Sophie')
    tablet.room.disconnected()
    tablet.room.connected('live')
    await tablet.marks('S1-2', 'dead')
    await tablet.hears(2, 'of another history', 'S1-1', 'dead', 'Sophie')
    expect(tablet.shows('S1-1')).toBe('ok')
    expect(tablet.sent.at(-1)?.type).toBe('open')
  })

  it('stops asking for a room that the server has closed, until somebody looks again', async () => {
    const tablet = new Tablet()
    let beat = () => {}
    const after = (_delay: number, work: () => void) => {
      beat = work
      return () => {}
    }
    tablet.starts({ clock: { now: () => 1_700_000_000_000, after } })
    await tablet.goesOnline()
    const problem = { type: '', title: '', status: 403, code: 'not-allowed', fr: 'Non.', en: 'No.' }
    await tablet.room.receive({ type: 'closed', room: 'plant', problem })
    const sent = tablet.sent.length
    for (let second = 0; second < 60; second += 1) beat()
    expect(tablet.sent.length).toBe(sent)
    expect(tablet.room.status.closed?.code).toBe('not-allowed')
    tablet.room.askAgain()
    await expect.poll(() => tablet.sent.length).toBe(sent + 1)
  })

  it('tells which records changed, and only those', async () => {
    const tablet = new Tablet()
    await tablet.goesOnline()
    const told: (readonly string[] | null)[] = []
    tablet.room.subscribe(changed => told.push(changed && [...changed]))
    await tablet.marks('S1-1', 'dead')
    expect(told.at(-1)).toEqual(['module\nS1-1'])
  })
})

describe('the file of the unsent queue', () => {
  it('brings back what was written, and refuses another kind of file', () => {
    const set = {
      id: '0199c873-789f-7c96-b9d6-93b38c9133ec',
      room: 'plant',
      base: 0,
      device: 'd',
      at: AT,
      changes: [{ kind: 'module', record: 'S1-1', field: 'status', to: 'ok' }],
    }
    const file = { person: 'anna', changeSets: [set] }
    expect(readQueueFile(writeQueueFile(file))).toEqual(file)
    expect(() => readQueueFile('{"modules":[]}')).toThrow('not-a-queue-file')
    expect(() => readQueueFile('{"format":"courant-queue-1","changeSets":[]}')).toThrow('not-a-queue-file')
    expect(() => readQueueFile('PDF')).toThrow('not-a-queue-file')
  })
})
