import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runLogged } from '../../../scripts/process/run.mjs';
import { StallWatch } from '../../../scripts/process/stall-watch.mjs';

describe('a watched program', () => {
  it('hangs when it has finished nothing for the whole time', () => {
    const watch = new StallWatch(180, 30);
    expect(watch.hangs(0, 30)).toBe(false);
    for (let look = 0; look < 5; look += 1) expect(watch.hangs(0, 30)).toBe(false);
    expect(watch.hangs(0, 30)).toBe(true);
  });

  it('does not hang however long it takes, as long as it finishes something now and then', () => {
    const watch = new StallWatch(180, 30);
    for (let look = 0; look < 1_000; look += 1) {
      expect(watch.hangs(Math.floor(look / 5), 30)).toBe(false);
    }
  });

  it('does not hang because nobody looked at it, as while the computer slept', () => {
    const watch = new StallWatch(180, 30);
    expect(watch.hangs(1, 10)).toBe(false);
    expect(watch.hangs(1, 3_600_000)).toBe(false);
    expect(watch.hangs(2, 10)).toBe(false);
  });
});

describe('a program that is run', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'run-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (script: string, finished: () => number) =>
    runLogged(process.execPath, ['-e', script], {
      logFile: path.join(folder, 'log'),
      limitMs: 1,
      progress: { finished, stallMs: 200 },
    });

  it('is ended when it hangs, and may put away what it started', async () => {
    const farewell = path.join(folder, 'farewell');
    const script = `
      process.on('SIGINT', () => { require('fs').writeFileSync(${JSON.stringify(farewell)}, ''); process.exit(0); });
      require('fs').writeFileSync(${JSON.stringify(path.join(folder, 'ready'))}, '');
      setInterval(() => undefined, 1000);`;
    let count = 0;
    // It gets on until it is ready, however slow this computer is.
    const finished = () => (existsSync(path.join(folder, 'ready')) ? count : (count += 1));
    expect(await run(script, finished)).toEqual({ code: 0, endedBy: 'stall' });
    expect(existsSync(farewell)).toBe(true);
  });

  it('is left alone while it gets on, whatever the time', async () => {
    const enough = path.join(folder, 'enough');
    const script = `setInterval(() => { if (require('fs').existsSync(${JSON.stringify(enough)})) process.exit(0); }, 10);`;
    let looks = 0;
    const finished = () => {
      looks += 1;
      if (looks === 20) writeFileSync(enough, '');
      return looks;
    };
    expect(await run(script, finished)).toEqual({ code: 0, endedBy: 'itself' });
  });
});
