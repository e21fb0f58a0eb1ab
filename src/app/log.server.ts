import { writeSync } from 'node:fs'
import { type Level, type Logger, pino } from 'pino'

const ERROR_OUTPUT = 2

/**
 * The log of the process, on its error output. A reader who left, or a full disk behind it, takes lines away and not the server; how many
 * are missing is said as soon as one can be written again.
 */
export function openLog(level: Level | 'silent'): Logger {
  let missing = 0
  const write = (line: string) => {
    try {
      if (missing > 0)
        writeSync(ERROR_OUTPUT, `${JSON.stringify({ level: 40, time: Date.now(), msg: 'lines are missing here', missing })}\n`)
      missing = 0
      writeSync(ERROR_OUTPUT, line)
    } catch {
      missing += 1
    }
  }
  return pino({ level }, { write })
}

/**
 * Says at the fatal level why the process ends by itself: a fault that nothing caught, wherever it happened. Going on after one could
 * write what nobody decided, so the process ends all the same.
 */
export function sayLastWords(log: Logger): void {
  process.on('uncaughtException', (error, origin) => {
    log.fatal({ err: error, origin }, 'the server ends: a fault that nothing caught')
    process.exit(1)
  })
}
