import { Dexie, type EntityTable, type Table } from 'dexie'
import type { ChangeSet, Entry } from '#kernel/record/change.ts'
import {
  type Act,
  afterRestore,
  type DeviceStorage,
  type Head,
  type Reached,
  type RefusedSet,
  type StorageWrites,
  type StoredRoom,
  unseeing,
} from './device-storage.ts'
import type { Snapshot } from './protocol.ts'

interface Queued {
  order: number
  id: string
  room: string
  set: ChangeSet
}

interface KeptRoom {
  room: string
  number: number
  people: Record<string, string>
  resets: number
  head?: Head
}

class RoomDatabase extends Dexie {
  rooms!: EntityTable<KeptRoom, 'room'>
  /** JSON text: 100,000 records are one value, and a text is read and parsed faster than as many objects. */
  snapshots!: EntityTable<{ room: string; json: string }, 'room'>
  entries!: Table<{ room: string; number: number; entry: Entry }, [string, number]>
  queue!: EntityTable<Queued, 'order'>
  refused!: EntityTable<{ id: string; room: string; refused: RefusedSet }, 'id'>
  acts!: EntityTable<{ id: string; room: string; act: Act }, 'id'>

  constructor(name: string) {
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({
      rooms: 'room',
      snapshots: 'room',
      entries: '[room+number], room',
      queue: '++order, &id, room',
      refused: 'id, room',
      acts: 'id, room',
    })
  }
}

const OF_A_PERSON = 'courant-of-'

/** Ids of those whose rooms this device keeps, signed in or not. */
export async function personsKeptHere(): Promise<string[]> {
  const names = await Dexie.getDatabaseNames()
  return names.filter(name => name.startsWith(OF_A_PERSON)).map(name => name.slice(OF_A_PERSON.length))
}

/** The rooms of one person on this device, in one IndexedDB database: what one person queued is never sent as another. */
export class DexieStorage implements DeviceStorage {
  readonly #database: RoomDatabase

  constructor(person: string) {
    this.#database = new RoomDatabase(`${OF_A_PERSON}${person}`)
  }

  load(room: string, reached?: Reached): Promise<StoredRoom | undefined> {
    const { rooms, snapshots, entries, queue, refused, acts } = this.#database
    return this.#database.transaction('r', [rooms, snapshots, entries, queue, refused, acts], async () => {
      const kept = await rooms.get(room)
      if (!kept) return undefined
      const recent = reached?.resets === kept.resets && kept.number <= reached.number
      const packed = recent || kept.number === 0 ? undefined : await snapshots.get(room)
      const after = recent ? reached.number : kept.number
      const tail = await entries.where('[room+number]').between([room, after], [room, Dexie.maxKey], false, true).toArray()
      return {
        snapshot: packed ? (JSON.parse(packed.json) as Snapshot) : null,
        tail: tail.map(row => row.entry),
        queue: (await queue.where({ room }).sortBy('order')).map(row => row.set),
        refused: (await refused.where({ room }).toArray()).map(row => row.refused),
        acts: (await acts.where({ room }).toArray()).map(row => row.act),
        people: kept.people,
        resets: kept.resets,
        ...(kept.head ? { head: kept.head } : {}),
      }
    })
  }

  async save(room: string, writes: StorageWrites): Promise<void> {
    const database = this.#database
    await database.transaction(
      'rw',
      [database.rooms, database.snapshots, database.entries, database.queue, database.refused, database.acts],
      async () => {
        const kept = (await database.rooms.get(room)) ?? { room, number: 0, people: {}, resets: 0 }
        const { restarts, queued } = afterRestore(writes, kept.resets)
        if (restarts) await this.#beginAgain(room)
        await this.#writeState(kept, writes)
        await this.#writeQueue(room, { ...writes, queued })
        await database.acts.bulkDelete(writes.forgottenActs ?? [])
        await database.acts.bulkPut((writes.acts ?? []).map(act => ({ id: act.id, room, act })))
      },
    )
  }

  /** The server came back from a backup. */
  async #beginAgain(room: string): Promise<void> {
    const { entries, queue, refused } = this.#database
    await entries.where({ room }).delete()
    await queue.where({ room }).modify(row => {
      row.set = unseeing(row.set)
    })
    await refused.where({ room }).modify(row => {
      row.refused.set = unseeing(row.refused.set)
    })
  }

  async #writeState(kept: KeptRoom, { snapshot, entries, people, resets, head }: StorageWrites): Promise<void> {
    const database = this.#database
    const { room } = kept
    await database.entries.bulkPut((entries ?? []).map(entry => ({ room, number: entry.number, entry })))
    if (snapshot) {
      await database.snapshots.put({ room, json: JSON.stringify(snapshot) })
      await database.entries.where('[room+number]').between([room, Dexie.minKey], [room, snapshot.number], true, true).delete()
    }
    await database.rooms.put({
      ...kept,
      number: snapshot?.number ?? kept.number,
      people: people ?? snapshot?.people ?? kept.people,
      resets: snapshot ? Math.max(resets ?? 0, kept.resets) : kept.resets,
      ...(head ? { head } : {}),
    })
  }

  async #writeQueue(room: string, { settled, refused, queued }: StorageWrites): Promise<void> {
    const database = this.#database
    const gone = settled ?? []
    if (gone.length > 0) await database.queue.where('id').anyOf(gone).delete()
    await database.refused.bulkDelete(gone)
    await database.refused.bulkPut((refused ?? []).map(item => ({ id: item.set.id, room, refused: item })))
    await database.queue.bulkAdd((queued ?? []).map(set => ({ id: set.id, room, set }) as Queued))
  }

  /** Everything of this device that may not be on the server, of all rooms. */
  async unsent(): Promise<ChangeSet[]> {
    const queued = await this.#database.queue.orderBy('order').toArray()
    const refused = await this.#database.refused.toArray()
    return [...queued.map(row => row.set), ...refused.map(row => row.refused.set)]
  }

  /** Ends the connection and forgets all of it: the person has signed out, or the device was revoked. */
  async wipe(): Promise<void> {
    await this.#database.delete()
  }

  close(): void {
    this.#database.close()
  }
}
