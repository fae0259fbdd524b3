import { defineConfig } from '@playwright/test';

/** The real app under Electron. Every test has its own server, profile and window, so that order does not matter. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  // More than the processors that it is made for, two: while one story waits for its window, others compute.
  workers: 3,
  retries: 0,
  // Generous, because a machine may have much else to do: a test that hangs is to be named, no slow one to be ended.
  timeout: 150_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [
    ['line'],
    ['json', { outputFile: 'test-results/e2e.json' }],
    ['./scripts/testing/playwright-progress.mjs'],
  ],
});
