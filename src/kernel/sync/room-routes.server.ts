import { z } from 'zod'
import { type Route, route } from '#kernel/http/route.server.ts'
import { problemOf, Refusal } from '#kernel/refusal.ts'
import type { ToDevice } from './protocol.ts'
import type { Taken } from './server-room.ts'
import { undoAct } from './undo-act.server.ts'

const Room = z.object({ room: z.string().min(1).max(128) })
const Change = z.object({
  kind: z.string(),
  record: z.string(),
  field: z.string(),
  from: z.json().optional().describe('What the author saw; absent when the field was never decided'),
  to: z.json(),
})
const ChangeSetBody = z.object({
  id: z.uuid().describe('Made by the author’s device: the same id counts once however often it is sent'),
  base: z.int().min(0).describe('The last number that the author had received'),
  device: z.string().min(1),
  at: z.iso.datetime().describe('The device’s own clock, for display only'),
  changes: z.array(Change),
  undoes: z.uuid().optional(),
  label: z.string().optional(),
})
const Message = z.looseObject({ type: z.string() }).describe('A message of the live protocol')
const Column = z.object({
  values: z.array(z.tuple([z.int(), z.json()])).describe('Run-length: [[3, "ok"], [1, null]] is ok, ok, ok, null'),
  stamps: z.array(z.tuple([z.int(), z.int()])).describe('Run-length, indexes into the stamps of the snapshot; 0 is a field never decided'),
})
const SnapshotAnswer = z.object({
  room: z.string(),
  sort: z.string(),
  number: z.int(),
  head: z.string().describe('Hash of the history row of that number'),
  stamps: z.array(z.object({ number: z.int(), by: z.string(), at: z.string(), device: z.string() })),
  kinds: z.record(z.string(), z.object({ ids: z.array(z.string()), fields: z.record(z.string(), Column) })),
  contested: z.array(z.looseObject({ kind: z.string(), record: z.string(), field: z.string(), lost: z.array(z.looseObject({})) })),
  people: z.record(z.string(), z.string()),
})
const People = z.array(
  z.object({
    person: z.string(),
    name: z.string(),
    device: z.string(),
    at: z.string().nullable(),
    place: z.string().nullable(),
    seen: z.string(),
  }),
)
const HistoryAnswer = z.object({
  items: z.array(
    z.looseObject({
      number: z.int(),
      by: z.string(),
      at: z.string(),
      changes: z.array(z.looseObject({ kind: z.string(), record: z.string(), field: z.string() })),
      count: z.int(),
      records: z.record(z.string(), z.int()),
      alike: z.boolean(),
    }),
  ),
  people: z.record(z.string(), z.string()),
  next: z.int().optional(),
})

/** Change sets of a few thousand changes each are let through; a device that has more to say sends them one after the other. */
const LARGEST_BODY = 4 << 20

/** Rooms over plain HTTP: the same words as the live connection, for devices without one and for programs. */
export const roomRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/api/rooms/:room',
    summary: 'Everything in a room after a number: a tail of entries, or a snapshot and the tail after it',
    right: 'read',
    room: 'room',
    params: Room,
    query: z.object({
      since: z.coerce.number().int().min(0).optional(),
      head: z
        .string()
        .max(64)
        .optional()
        .describe('The hash that came with number `since`: a server back from a backup then answers with the whole room'),
    }),
    response: z.object({ messages: z.array(Message) }),
    async handler({ actor, params, query, kernel, reply }) {
      const messages = await kernel.rooms.open(actor, params.room, {
        since: query.since ?? null,
        ...(query.head === undefined ? {} : { head: query.head }),
      })
      // As it is: checking a room of 100,000 records against a schema would cost more than reading it.
      return reply.type('application/json').send(JSON.stringify({ messages }))
    },
  }),
  route({
    method: 'GET',
    path: '/api/rooms/:room/snapshot',
    summary: 'A room as columns, at a number of the last minutes; what happened since is asked for with that number',
    right: 'read',
    room: 'room',
    params: Room,
    response: SnapshotAnswer,
    async handler({ actor, params, kernel, request, reply }) {
      const ready = await kernel.rooms.snapshot({ organisation: actor.organisation, room: params.room })
      const tag = `"${ready.number}-${ready.snapshot.head.slice(0, 16)}"`
      reply.header('etag', tag).header('cache-control', 'private, no-cache').header('vary', 'accept-encoding').type('application/json')
      if (request.headers['if-none-match'] === tag) return reply.code(304).send()
      if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(ready.text)
      return reply.header('content-encoding', 'gzip').send(await ready.gzip())
    },
  }),
  route({
    method: 'POST',
    path: '/api/rooms/:room/changes',
    summary: 'Takes one change set, or several in their order; each is taken whole or refused',
    right: 'write',
    room: 'room',
    params: Room,
    body: z.union([z.object({ changeSets: z.array(ChangeSetBody).min(1).max(500) }), ChangeSetBody]),
    bodyLimit: LARGEST_BODY,
    response: z.object({ messages: z.array(Message) }),
    async handler({ actor, params, body, kernel, language }) {
      const { room } = params
      const told = (taken: Taken): ToDevice => (taken.type === 'entry' ? { ...taken, room, name: actor.name } : { ...taken, room })
      if (!('changeSets' in body)) return { messages: [told(await kernel.rooms.commit(actor, { ...body, room }))] }
      const answers = await kernel.rooms.commitAll(actor, room, body.changeSets)
      const messages = answers.map((answer, index): ToDevice => {
        if (answer.status === 'fulfilled') return told(answer.value)
        if (!(answer.reason instanceof Refusal)) throw answer.reason
        return { type: 'refused', room, id: body.changeSets[index]!.id, problem: problemOf(answer.reason, language) }
      })
      return { messages }
    },
  }),
  route({
    method: 'GET',
    path: '/api/rooms/:room/history',
    summary: 'What was done in a room, or to one of its records, newest first: who, when, from what to what',
    right: 'read',
    room: 'room',
    params: Room,
    query: z.object({
      before: z.coerce.number().int().min(1).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      kind: z.string().max(64).optional(),
      record: z.string().min(1).max(128).optional(),
      about: z.string().min(1).max(128).optional().describe('Whole acts that touched this record, or named it'),
      by: z.string().min(1).max(128).optional().describe('Acts of this person'),
    }),
    response: HistoryAnswer,
    async handler({ actor, params, query: question, kernel, inOrganisation }) {
      const place = { organisation: actor.organisation, room: params.room }
      await kernel.rooms.known(place)
      const { items, ...rest } = await inOrganisation(query => kernel.rooms.history(query, place, question))
      return { ...rest, items: items.map(item => ({ ...item, changes: item.changes.map(change => ({ ...change })) })) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/rooms/:room/history/:act/undo',
    summary: 'Takes back one act as far as it still stands; what was decided since stays',
    right: 'write',
    room: 'room',
    params: Room.extend({ act: z.uuid() }),
    response: z.object({ values: z.int(), act: z.uuid().describe('The act that took it back: taking this one back does it again') }),
    handler: ({ actor, params: { room, act }, kernel, inOrganisation }) =>
      inOrganisation(query => undoAct(query, kernel.rooms, actor, room, act)),
  }),
  route({
    method: 'GET',
    path: '/api/rooms/:room/verify',
    summary: 'Recomputes the hash chain of a room’s history and says whether it is what was written',
    right: 'read',
    room: 'room',
    callsPerMinute: 30,
    params: Room,
    response: z.object({
      intact: z.boolean(),
      number: z.int(),
      head: z.string().optional(),
      reason: z.string().optional(),
      record: z.string().optional(),
    }),
    handler: ({ actor, params, kernel, inOrganisation }) =>
      inOrganisation(query => kernel.rooms.verify(query, { organisation: actor.organisation, room: params.room })),
  }),
  route({
    method: 'GET',
    path: '/api/rooms/:room/presence',
    summary: 'Who is in a room now',
    right: 'read',
    room: 'room',
    params: Room,
    response: z.object({ people: People }),
    handler: async ({ actor, params, kernel }) => ({
      people: kernel.rooms.presence({ organisation: actor.organisation, room: params.room }),
    }),
  }),
  route({
    method: 'POST',
    path: '/api/rooms/:room/presence',
    summary: 'Says where one is in a room, for half a minute; answers who else is there',
    right: 'read',
    room: 'room',
    params: Room,
    body: z.object({ at: z.string().max(128).nullable().default(null), place: z.string().max(128).nullable().default(null) }),
    response: z.object({ people: People }),
    async handler({ actor, params, body, kernel }) {
      const place = { organisation: actor.organisation, room: params.room }
      // A room that nobody made keeps no list of people.
      await kernel.rooms.known(place)
      kernel.rooms.seen(actor, params.room, body)
      return { people: kernel.rooms.presence(place) }
    },
  }),
]
