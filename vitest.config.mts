import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

/**
 * One project per kind of test. Kinds that talk to a server or start processes get more time, never a second try. The times are
 * generous, because a machine may have much else to do: a test that hangs is to be named, no slow one to be ended.
 */
const project = (name: string, testTimeoutMs: number, { maxWorkers = 2 } = {}) => ({
  extends: true as const,
  test: {
    name,
    maxWorkers,
    // Kinds with other numbers of workers are run one after the other.
    sequence: { groupOrder: maxWorkers },
    include: [`tests/${name}/**/*.test.ts`],
    testTimeout: testTimeoutMs,
    hookTimeout: testTimeoutMs,
  },
});

export default defineConfig({
  plugins: [vue()],
  test: {
    pool: 'forks',
    retry: 0,
    projects: [
      // Most take milliseconds; some try a hundred thousand of something, which takes a busy machine a minute.
      project('unit', 150_000),
      project('property', 150_000),
      project('contract', 60_000),
      // Packages the app first, which takes as long as the machine likes.
      project('security', 300_000, { maxWorkers: 1 }),
      // These wait for lines, clocks and the pace of a server, and hardly for the processor.
      project('integration', 150_000, { maxWorkers: 6 }),
      // Not part of `npm test`: needs root and a mirror of Debian, see scripts/test-package.mjs.
      project('package', 1_200_000, { maxWorkers: 1 }),
      // Not part of `npm test`: hours by choice, see scripts/soak.mjs.
      project('soak', 7_200_000),
    ],
    coverage: {
      provider: 'v8',
      include: ['conformance/**/*.ts', 'main/**/*.ts', 'preload/**/*.ts', 'renderer/**/*.{ts,vue}'],
      exclude: ['main/protocol/generated/**'],
    },
  },
});
