import type { Problem } from '#kernel/refusal.ts'

/** Accepted by whoever wants to hear of an import while it goes on: a line for each step, the last with the answer or the refusal. */
export const STEPS_TYPE = 'application/x-ndjson'

export type StepLine<Answer> = { step: ImportProgress } | { answer: Answer } | { problem: Problem }

/** How far an import is, in whole audits counted with their modules. All of it becomes visible at once, with the last one. */
export interface ImportProgress {
  audits: number
  ofAudits: number
  modules: number
  ofModules: number
}

/** Counts audits of so many modules each: heard before the first, then each time the answer is called. */
export function countAudits(sizes: readonly number[], hear: (progress: ImportProgress) => void): () => void {
  const ofModules = sizes.reduce((sum, size) => sum + size, 0)
  let [audits, modules] = [0, 0]
  const say = () => hear({ audits, ofAudits: sizes.length, modules, ofModules })
  say()
  return () => {
    modules += sizes[audits] ?? 0
    audits += 1
    say()
  }
}

/** Says at most one step a second, and none of a work that takes less than one. */
export function everySecond(hear: (progress: ImportProgress) => void, now: () => number = Date.now): (progress: ImportProgress) => void {
  let last = now()
  return progress => {
    if (now() - last < 1000) return
    last = now()
    hear(progress)
  }
}
