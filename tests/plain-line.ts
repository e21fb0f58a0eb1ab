import type { Reporter, TestModule } from 'vitest/node'

/** Ends the run with one line that any program can read: `N passed, N failed`. */
export default class PlainLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const states = modules.flatMap(module => {
      const tests = [...module.children.allTests()].map(test => test.result().state)
      // A suite that could not even start has no failed test of its own, and is a failure all the same.
      return module.state() === 'failed' && !tests.includes('failed') ? [...tests, 'failed'] : tests
    })
    const count = (state: string) => states.filter(one => one === state).length
    const skipped = states.length - count('passed') - count('failed')
    const line = `${count('passed')} passed, ${count('failed') + errors.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
    process.once('exit', () => console.log(`\n${line}`))
  }
}
