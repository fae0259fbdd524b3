import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/**
 * The benches as one program for Node, built like the app's own code, so that what is measured is not the work of a test runner.
 * Packages with native parts, and the one that drives windows, stay outside.
 */
export default defineConfig({
  logLevel: 'warn',
  build: {
    ssr: resolve('tests/bench/index.ts'),
    target: 'node20',
    outDir: '.runtime/bench',
    minify: false,
    sourcemap: true,
    rolldownOptions: { output: { format: 'cjs', entryFileNames: 'index.js', codeSplitting: false } },
  },
  ssr: {
    noExternal: true,
    external: ['better-sqlite3-multiple-ciphers', '@playwright/test', 'playwright', 'electron'],
  },
});
