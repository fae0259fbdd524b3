import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runLogged } from '../../../scripts/process/run.mjs';
import { inProject } from '../../../scripts/setup/project.mjs';
import { countFinished, progressVariable, summarizeProgress } from '../../../scripts/testing/progress.mjs';

const reporter = (name: string) => `--reporter=${inProject('scripts', 'testing', name)}`;

/** Both test programs, each with a file of tests in its own words. */
const programs = [
  {
    name: 'vitest',
    args: [inProject('node_modules', 'vitest', 'vitest.mjs'), 'run', reporter('vitest-progress.mjs')],
    file: 'inner.test.mjs',
    from: 'vitest',
    limit: ', 0',
    // Vitest gathers what it tells for 100 ms, and of what ends in that very millisecond it loses the last part. What a hook
    // tells later brings it.
    setUp:
      "import { beforeEach } from 'vitest'; beforeEach(() => new Promise((done) => setTimeout(done, 250)));",
  },
  {
    name: 'playwright',
    args: [
      inProject('node_modules', '@playwright', 'test', 'cli.js'),
      'test',
      reporter('playwright-progress.mjs'),
    ],
    file: 'inner.spec.mjs',
    from: '@playwright/test',
    limit: '',
    setUp: '',
  },
];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'progress-'));
  symlinkSync(inProject('node_modules'), path.join(folder, 'node_modules'), 'junction');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the progress file', () => {
  it.each(programs)(
    'of $name tells what ended and what was running',
    async ({ args, file, from, limit, setUp }) => {
      writeFileSync(
        path.join(folder, file),
        `import { test } from '${from}';
       ${setUp}
       test('passes', () => undefined);
       test('hangs', () => new Promise(() => setInterval(() => undefined, 1000))${limit});`,
      );
      writeFileSync(
        path.join(folder, 'playwright.config.mjs'),
        "export default { testDir: '.', outputDir: 'output', timeout: 0 };",
      );
      const progress = path.join(folder, 'progress.jsonl');
      let looks = 0;
      // It gets on until the last test runs, however slow this computer is.
      const isReady = () => summarizeProgress(progress).running.some((title) => title.endsWith('hangs'));
      const finished = () => (isReady() ? looks : (looks += 1));
      const { endedBy } = await runLogged(process.execPath, args, {
        logFile: path.join(folder, 'log'),
        cwd: folder,
        env: { ...process.env, [progressVariable]: progress },
        progress: { finished, stallMs: 400 },
      });
      expect(endedBy).toBe('stall');
      expect(countFinished(progress)).toBeGreaterThanOrEqual(1);
      expect(summarizeProgress(progress).passed).toBe(1);
      // A whole test program is started, by far the slowest thing among the unit tests.
    },
    150_000,
  );
});
