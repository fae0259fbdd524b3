import { defineConfig } from '@playwright/test';

/**
 * Takes the pictures of docs/images from the real app, for `npm run pictures`; no part of `npm test`. One window at a time
 * may hold the global shortcut of a display, so that the languages take turns.
 */
export default defineConfig({
  testDir: 'tests/pictures',
  outputDir: 'test-results/pictures',
  workers: 1,
  retries: 0,
  // A machine with much to do may need several times as long; each step has its own limit.
  timeout: 0,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['line']],
  projects: [
    { name: 'states', testMatch: ['states.spec.ts', 'conversation.spec.ts'] },
    { name: 'journeys', testMatch: 'journeys.spec.ts' },
    { name: 'overview', testMatch: 'overview.spec.ts', dependencies: ['states', 'journeys'] },
  ],
});
