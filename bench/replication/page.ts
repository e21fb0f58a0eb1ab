import PouchDB from 'pouchdb/dist/pouchdb.js'
import { RoomState } from '../../src/kernel/record/room-state.ts'
import { DexieStorage } from '../../src/kernel/sync/dexie-storage.web.ts'
import type { ToDevice } from '../../src/kernel/sync/protocol.ts'

/** From nothing on this tablet to the whole room read, checked and on its disk. */
async function replicateOurs(server: string, key: string, room: string): Promise<number> {
  const storage = new DexieStorage(`bench-${crypto.randomUUID()}`)
  const start = performance.now()
  const response = await fetch(`${server}/api/rooms/${room}`, { headers: { authorization: `Bearer ${key}` } })
  const { messages } = (await response.json()) as { messages: ToDevice[] }
  const snapshot = messages.find(message => message.type === 'snapshot')!.snapshot
  const state = RoomState.open(snapshot)
  await storage.save(room, { snapshot })
  const took = performance.now() - start
  const modules = [...state.ids('module')].length
  await storage.wipe()
  if (modules !== 10_000) throw new Error(`replicated ${modules} modules`)
  return took
}

async function replicatePouch(modules: number): Promise<number> {
  const [source, target] = [new PouchDB(`source-${crypto.randomUUID()}`), new PouchDB(`target-${crypto.randomUUID()}`)]
  const documents = Array.from({ length: modules }, (_, index) => ({
    _id: `S${Math.floor(index / 100) + 1}-${(index % 100) + 1}`,
    status: 'ok',
  }))
  await source.bulkDocs(documents)
  const start = performance.now()
  await source.replicate.to(target)
  const took = performance.now() - start
  const { doc_count } = await target.info()
  await Promise.all([source.destroy(), target.destroy()])
  if (doc_count !== modules) throw new Error(`replicated ${doc_count} documents`)
  return took
}

Object.assign(globalThis, { replicateOurs, replicatePouch })
