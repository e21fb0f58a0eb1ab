import { Refusal } from '#kernel/refusal.ts'
import { ask } from '#kernel/ui/api.web.ts'
import { remember, remembered } from '#kernel/ui/remember.web.ts'
import { wipeDevice } from './wipe.web.ts'

const OWED = 'signed-out'

/**
 * Ends the session and erases what this device keeps; nothing is asked. Without network it erases all the same, and the server is told at
 * the next contact. Answers whether the server knows.
 */
export async function signOutHere(): Promise<boolean> {
  const told = await tellServer()
  await wipeDevice()
  if (!told) remember(OWED, 'yes')
  return told
}

/** Called before a page asks anything: who signed out without network is not let in again by the cookie that remained. */
export async function finishSignOut(): Promise<boolean> {
  if (remembered(OWED) === null) return true
  if (!(await tellServer())) return false
  // What a page that stayed open has opened again since goes too, and the note with it.
  await wipeDevice()
  return true
}

/** Nobody signed in is as good as signed out; any other refusal leaves it owed. */
async function tellServer(): Promise<boolean> {
  try {
    await ask('POST', '/api/auth/sign-out')
    return true
  } catch (error) {
    if (error instanceof Refusal) return error.status === 401
    throw error
  }
}
