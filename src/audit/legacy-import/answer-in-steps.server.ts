import { PassThrough } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { problemFor } from '#kernel/http/problems.server.ts'
import { STEPS_TYPE } from './import-progress.ts'

/**
 * Answers a long work. Whoever accepts steps is sent a line for each, then one with the answer or the refusal; anybody else gets the
 * answer alone. The work goes on to its end although nobody listens any more.
 */
export async function answerInSteps<Step, Answer>(
  request: FastifyRequest,
  reply: FastifyReply,
  work: (hear: (step: Step) => void) => Promise<Answer>,
): Promise<Answer | FastifyReply> {
  if (request.headers.accept !== STEPS_TYPE) return work(() => undefined)
  const lines = new PassThrough()
  const say = (line: object) => void (lines.destroyed || lines.write(`${JSON.stringify(line)}\n`))
  reply.type(STEPS_TYPE).send(lines)
  try {
    say({ answer: await work(step => say({ step })) })
  } catch (error) {
    say({ problem: problemFor(error, request) })
  }
  lines.end()
  return reply
}
