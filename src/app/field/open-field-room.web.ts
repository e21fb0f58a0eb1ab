import { auditRoom } from '#audit/audit/room.ts'
import { createAuditSight } from '#audit/electroluminescence/audit-sight.web.ts'
import { may, roleIn } from '#kernel/access/role.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { DeviceRoom } from '#kernel/sync/device-room.ts'
import type { Presence } from '#kernel/sync/protocol.ts'
import { type Sync, startSync } from '#kernel/sync/sync.web.ts'
import type { FieldRoom } from './field-room.web.ts'
import { askWho, lastKnown, type Me, whoIsHere } from './me.web.ts'

interface Started {
  sync: Sync
  person: string
}

let started: Promise<Started> | undefined

/** One line to the server for the whole application, in the name of whoever is signed in. */
export function startedSync(): Promise<Started> {
  started ??= whoIsHere().then(({ person, role, grants, device }) => ({
    person,
    sync: startSync({ person: { id: person, roleIn: room => roleIn({ role, grants }, room) }, device, definitions: [auditRoom] }),
  }))
  started.catch(() => {
    started = undefined
  })
  return started
}

/** Opens an audit from the tablet's own storage first; the server follows when it can be reached. */
export async function openFieldRoom(token: string): Promise<FieldRoom> {
  const { sync, person } = await startedSync()
  const device = sync.openRoom(token, auditRoom.sort)
  const known = lastKnown()
  // What was granted since the server was last asked is in a fresh answer only.
  const mayWrite = (known !== null && may(known, 'write', token)) || may(await whoIsHere(), 'write', token)
  await readFromDisk(device)
  const sight = createAuditSight(() => device.view)
  const deaf = device.subscribe(changed => sight.heard(changed))
  return {
    token,
    device,
    me: person,
    mayWrite,
    seen: device.status.known ? device.status.number : null,
    onRights: heard => sync.onRights(heard),
    sight,
    presence: () => others(sync.presence(token), person),
    onPresence: heard => sync.onPresence(heard),
    lookAt: (module, string) => sync.tellWhereabouts(token, module, string),
    importQueue: file => sync.importQueue(file),
    retry: () => sync.retry(),
    close: deaf,
  }
}

/** A queue refused change set by change set is one reason to ask. */
const GATHER_MS = 100

/**
 * Tells each time that the server says of the right to write something else than was known. On a slow line an audit opens by what was
 * known last; the server is asked then, and again whenever it may have changed. The answer stops it.
 */
export function followRights(room: FieldRoom, changed: (now: { mayWrite: boolean; mayRead: boolean }) => void): () => void {
  let [known, asked, answered, over] = [room.mayWrite, 0, 0, false]
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = async () => {
    timer = undefined
    const turn = ++asked
    const me = await meNow()
    // An answer can be held up in a dead zone: that to the latest question counts. What somebody else may do here, signed in since, is theirs.
    if (over || turn < answered || me?.person !== room.me) return
    answered = turn
    const mayWrite = may(me, 'write', room.token)
    if (mayWrite === known) return
    known = mayWrite
    changed({ mayWrite, mayRead: may(me, 'read', room.token) })
  }
  const askSoon = () => {
    timer ??= setTimeout(ask, GATHER_MS)
  }
  askSoon()
  const deaf = room.onRights(askSoon)
  return () => {
    over = true
    clearTimeout(timer)
    deaf()
  }
}

/** As the server answers now; `undefined` when it cannot be asked. */
async function meNow(): Promise<Me | undefined> {
  try {
    return await askWho()
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** Sends what waits in these audits without showing them. Where nobody is signed in it goes on waiting. */
export async function sendWaiting(tokens: Iterable<string>): Promise<void> {
  try {
    const { sync } = await startedSync()
    for (const token of tokens) sync.openRoom(token, auditRoom.sort)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

/** Resolves when the tablet's own storage has been read: before that, what waits in it is not known. */
function readFromDisk(device: DeviceRoom): Promise<void> {
  if (device.status.opened) return Promise.resolve()
  return new Promise(resolve => {
    const deaf = device.subscribe(() => {
      if (!device.status.opened) return
      deaf()
      resolve()
    })
  })
}

const OTHERS = new WeakMap<readonly Presence[], readonly Presence[]>()

/** The same list for the same news, so that a screen does not redraw for nothing. */
function others(people: readonly Presence[], me: string): readonly Presence[] {
  const known = OTHERS.get(people)
  if (known) return known
  const kept = people.filter(({ person }) => person !== me)
  OTHERS.set(people, kept)
  return kept
}
