import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { refuse as refuseRequest } from '#kernel/http/refusals.ts'
import { type Route, route } from '#kernel/http/route.server.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { PASSWORD } from './accounts.server.ts'
import { headersOf, originOf } from './http-origin.server.ts'
import { LINK_COOKIE } from './identify.server.ts'
import { refuse } from './refusals.ts'
import { hashOf } from './secret.server.ts'
import type { AskAccounts } from './sessions.server.ts'
import './tables.server.ts'
import { countTry } from './tries.server.ts'

interface Opened {
  accounts: AskAccounts
  url: string | undefined
}

/** The few addresses of the accounts library that are opened, each by name: signing in and out, the password, passkeys. */
export function signInRoutes(accounts: AskAccounts, url: string | undefined): Route[] {
  const opened = { accounts, url }
  const password = z.string().min(1).max(1000)
  const response = z.record(z.string(), z.unknown())
  return [
    pass(opened, 'POST', 'sign-in/email', 'Sign in with an e-mail address and a password', z.object({ email: z.email(), password })),
    pass(opened, 'POST', 'change-password', 'Choose another password; other sessions end', NewPassword),
    pass(opened, 'GET', 'passkey/generate-authenticate-options', 'Start signing in with a passkey'),
    pass(opened, 'POST', 'passkey/verify-authentication', 'Sign in with a passkey', z.object({ response })),
    pass(opened, 'GET', 'passkey/generate-register-options', 'Start adding a passkey to one’s account'),
    pass(
      opened,
      'POST',
      'passkey/verify-registration',
      'Add a passkey to one’s account',
      z.object({ response, name: z.string().optional() }),
    ),
    pass(opened, 'GET', 'passkey/list-user-passkeys', 'One’s passkeys'),
    pass(opened, 'POST', 'passkey/delete-passkey', 'Remove a passkey of one’s account', z.object({ id: z.uuid() })),
    signOut(opened),
  ]
}

const NewPassword = z
  .object({ currentPassword: z.string().min(1).max(1000), newPassword: z.string().max(1000) })
  .transform(passwords => ({ ...passwords, revokeOtherSessions: true }))

const TRIED = new Set(['sign-in/email', 'passkey/verify-authentication', 'change-password'])

function pass(opened: Opened, method: 'GET' | 'POST', name: string, summary: string, body?: z.ZodType): Route {
  return route({
    method,
    path: `/api/auth/${name}`,
    summary,
    right: 'public',
    ...(body ? { body } : {}),
    response: z.unknown(),
    async handler({ request, reply, body: sent, kernel }) {
      const takeBack = TRIED.has(name) ? await countTry(kernel.database, request.ip) : undefined
      const answer = await forward(opened, request, reply, sent)
      if (answer.ok || answer.status >= 500) await takeBack?.()
      if (!answer.ok) throw await asRefusal(answer, name)
      return reply.send(await answer.json())
    },
  })
}

const signOut = (opened: Opened) =>
  route({
    method: 'POST',
    path: '/api/auth/sign-out',
    summary: 'End this session, or the access of this tablet',
    right: 'public',
    response: z.null(),
    status: 204,
    async handler({ request, reply, kernel }) {
      await forward(opened, request, reply, {})
      const link = request.cookies[LINK_COOKIE]
      if (link !== undefined) {
        const tablet = kernel.database.kysely.updateTable('kernel.device').where('secret', '=', hashOf(link)).where('by', '=', 'link')
        await tablet.set({ revoked_at: sql`now()`, wiped_at: sql`now()` }).where('revoked_at', 'is', null).execute()
        reply.clearCookie(LINK_COOKIE, { path: '/' })
      }
      return null
    },
  })

/** Hands the request to the accounts library under the address that the browser used: a passkey belongs to one address. */
async function forward({ accounts, url }: Opened, request: FastifyRequest, reply: FastifyReply, body: unknown): Promise<Response> {
  const { origin } = request.headers
  const base = url !== undefined && origin === new URL(url).origin ? origin : originOf(request, undefined)
  const headers = headersOf(request)
  headers.delete('content-length')
  headers.set('content-type', 'application/json')
  const sent = request.method === 'GET' ? {} : { body: JSON.stringify(body) }
  const answer = await (await accounts()).handler(new Request(new URL(request.url, base), { method: request.method, headers, ...sent }))
  for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie)
  return answer
}

const BY_CODE: Record<string, () => Refusal> = {
  INVALID_EMAIL_OR_PASSWORD: () => refuse('wrong-password'),
  INVALID_PASSWORD: () => refuse('wrong-password'),
  PASSWORD_TOO_SHORT: () => refuse('weak-password', PASSWORD),
  PASSWORD_TOO_LONG: () => refuse('weak-password', PASSWORD),
  PASSKEY_NOT_FOUND: () => refuse('wrong-passkey'),
  AUTHENTICATION_FAILED: () => refuse('wrong-passkey'),
  SESSION_NOT_FRESH: () => refuse('session-too-old'),
  UNAUTHORIZED: () => refuseRequest('sign-in-needed'),
}

async function asRefusal(answer: Response, name: string): Promise<Refusal> {
  if (answer.status >= 500) throw new Error(`the accounts library failed at ${name}: ${answer.status} ${await answer.text()}`)
  const { code } = (await answer.json().catch(() => ({}))) as { code?: string }
  if (code !== undefined && Object.hasOwn(BY_CODE, code)) return BY_CODE[code]!()
  if (answer.status === 401) return refuseRequest('sign-in-needed')
  return refuse('account-refused', { reason: code ?? String(answer.status) })
}
