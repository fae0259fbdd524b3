import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

/** One project per kind of test. Kinds that talk to a server or start processes get more time, never a second try. */
const project = (name: string, testTimeoutMs: number) => ({
  extends: true as const,
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    testTimeout: testTimeoutMs,
    hookTimeout: testTimeoutMs,
  },
});

export default defineConfig({
  plugins: [vue()],
  test: {
    pool: 'forks',
    maxWorkers: 2,
    retry: 0,
    projects: [
      project('unit', 10_000),
      project('property', 60_000),
      project('contract', 20_000),
      project('integration', 60_000),
      // Not part of `npm test`: hours by choice, see scripts/soak.mjs.
      project('soak', 7_200_000),
    ],
    coverage: {
      provider: 'v8',
      include: ['main/**/*.ts', 'preload/**/*.ts', 'renderer/**/*.{ts,vue}'],
      exclude: ['main/protocol/generated/**'],
    },
  },
});
