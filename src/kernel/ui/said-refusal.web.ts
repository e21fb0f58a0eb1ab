import { Refusal } from '#kernel/refusal.ts'
import { sentenceOf } from './api.web.ts'
import { showNotice } from './notice.web.ts'

/** A refusal is said where the person looks; anything else is a bug and stays one. */
export async function saidRefusal(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    showNotice(sentenceOf(error), { tone: 'refused' })
  }
}
