import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { DRAINED, type Outcome, simulate } from './run.ts'

const WORKERS = 2

/** `npm run simulate -- --runs 10000 --seed 1`: as many nights as asked, on two threads; every seed that fails is printed. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' } } })
  const runs = Number(values.runs)
  const first = Number(values.seed)
  const outcomes: Outcome[] = []
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: WORKERS }, (_, lane) =>
      runLane({ first: first + lane, end: first + runs, step: WORKERS }, outcome => outcomes.push(outcome)),
    ),
  )
  report(outcomes, performance.now() - begun)
}

interface Lane {
  first: number
  end: number
  step: number
}

function runLane(lane: Lane, tell: (outcome: Outcome) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: lane })
    worker.on('message', (outcome: Outcome) => {
      tell(outcome)
      if (failed(outcome))
        console.log(`seed ${outcome.seed} fails: ${outcome.faults.join('; ') || `queues empty after ${outcome.drained} ms`}`)
    })
    worker.on('error', reject)
    worker.on('exit', () => resolve())
  })
}

function failed({ faults, drained }: Outcome): boolean {
  return faults.length > 0 || drained > DRAINED
}

function report(outcomes: Outcome[], milliseconds: number): void {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0)
  const bad = outcomes.filter(failed).length
  console.log(
    `${outcomes.length} runs in ${Math.round(milliseconds / 1_000)} s: ${sum(outcome => outcome.confirmed)} confirmed acts, ` +
      `${sum(outcome => outcome.contested)} conflicts, ${sum(outcome => outcome.refused)} refusals kept, ${sum(outcome => outcome.kills)} kills, ${sum(outcome => outcome.restores)} restores, ` +
      `slowest queue ${Math.max(0, ...outcomes.map(outcome => outcome.drained))} ms; ${outcomes.length - bad} passed, ${bad} failed`,
  )
  if (bad > 0 || outcomes.length === 0) process.exitCode = 1
}

async function work({ first, end, step }: Lane): Promise<void> {
  for (let seed = first; seed < end; seed += step) parentPort!.postMessage(await simulate(seed))
}

if (isMainThread) await main()
else await work(workerData as Lane)
