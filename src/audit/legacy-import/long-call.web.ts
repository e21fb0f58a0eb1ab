import { Refusal } from '#kernel/refusal.ts'
import { callServer, refusalOfProblem } from '#kernel/ui/api.web.ts'
import { type ImportProgress, STEPS_TYPE, type StepLine } from './import-progress.ts'

const CUT_SHORT = {
  status: 0,
  fr: 'La connexion s’est coupée avant la réponse. Le serveur termine ce qu’il a reçu\u202f: regardez la liste des audits dans un instant. Importer de nouveau les mêmes fichiers ne change rien de plus.',
  en: 'The connection was cut before the answer. The server finishes what it received: look at the list of audits in a moment. Importing the same files again changes nothing more.',
}

/** A screen shows no more than that, and drawing must not hold up the work. */
const BETWEEN_STEPS_MS = 100

/** Sends the files; hears of every step as soon as the server has them all, and answers with the last line. */
export async function callInSteps<Answer>(path: string, body: unknown, hear: (step: ImportProgress | null) => void): Promise<Answer> {
  const response = await callServer('POST', path, { body, accept: STEPS_TYPE })
  hear(null)
  let heard = Number.NEGATIVE_INFINITY
  for await (const line of linesOf(response)) {
    const said = JSON.parse(line) as StepLine<Answer>
    if ('answer' in said) return said.answer
    if ('problem' in said) throw refusalOfProblem(said.problem)
    if (performance.now() - heard < BETWEEN_STEPS_MS) continue
    heard = performance.now()
    hear(said.step)
    await drawn()
  }
  throw new Refusal('answer-cut-short', CUT_SHORT)
}

/** Lines that are already here are read without a pause: the screen would show none of their steps. */
function drawn(): Promise<void> {
  return new Promise(done => setTimeout(done))
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  while (reader) {
    const part = await reader.read().catch(() => ({ done: true, value: undefined }))
    if (part.done) return
    const lines = (rest + part.value).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}
