import { startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { Refusal } from '#kernel/refusal.ts'
import { ask, load } from '#kernel/ui/api.web.ts'
import { words } from './passkey-words.ts'

type AuthenticationOptions = Parameters<typeof startAuthentication>[0]['optionsJSON']
type RegistrationOptions = Parameters<typeof startRegistration>[0]['optionsJSON']

export function passkeysWork(): boolean {
  return isSecureContext && 'PublicKeyCredential' in globalThis
}

export async function signInWithPasskey(): Promise<void> {
  const optionsJSON = await load<AuthenticationOptions>('/api/auth/passkey/generate-authenticate-options')
  const response = await orStopped(startAuthentication({ optionsJSON }))
  await ask('POST', '/api/auth/passkey/verify-authentication', { response })
}

export async function addPasskey(name: string): Promise<void> {
  const optionsJSON = await load<RegistrationOptions>('/api/auth/passkey/generate-register-options')
  const response = await orStopped(startRegistration({ optionsJSON }))
  await ask('POST', '/api/auth/passkey/verify-registration', { response, name })
}

/** The person closed the browser's own question, or the browser found no passkey: an answer, not a fault. */
async function orStopped<Answer>(ceremony: Promise<Answer>): Promise<Answer> {
  try {
    return await ceremony
  } catch {
    throw new Refusal('passkey-stopped', { status: 400, fr: words.fr['passkey.stopped'], en: words.en['passkey.stopped'] })
  }
}
