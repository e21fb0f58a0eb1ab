import { defineConfig } from 'vitest/config'

// Tests lean on no local time by luck: the zone is one that nobody uses, 12 h 45 from Greenwich.
process.env.TZ = 'Pacific/Chatham'

export default defineConfig({
  test: {
    reporters: ['default', './tests/plain-line.ts'],
    globalSetup: ['./tests/global-setup.ts'],
    env: { TZ: 'Pacific/Chatham' },
    // On two cores with everything at once, something that happens takes its time; something that does not is still found.
    expect: { poll: { timeout: 10_000 } },
    maxWorkers: 2,
    maxConcurrency: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'features',
          include: ['src/**/*.test.ts', 'tests/*.test.ts', 'scripts/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
      { extends: true, test: { name: 'simulation', include: ['tests/simulation/**/*.test.ts'], testTimeout: 300_000 } },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // Browsers and servers of two journeys at once are more than two cores carry: what is quick in a hand would be late.
          fileParallelism: false,
        },
      },
    ],
  },
})
