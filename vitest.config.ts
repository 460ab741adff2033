import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: ['src/kernel/testing/cluster.setup.ts'],
    setupFiles: ['src/kernel/testing/seed.setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
