import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeFailure, runSteps, StepError } from '../../../scripts/setup/steps.mjs';

const idle = { name: 'idle', run: () => Promise.resolve('nothing to do') };
const busy = {
  name: 'busy',
  run: (progress: (text: string) => void) => {
    progress('working');
    return Promise.resolve('done');
  },
};

async function linesOf(steps: Parameters<typeof runSteps>[0], quiet: boolean): Promise<string[]> {
  const lines: string[] = [];
  await runSteps(steps, { write: (line) => lines.push(line), quiet });
  return lines.map((line) => line.replace(/\d+\.\d s/, '0.0 s'));
}

describe('set-up', () => {
  it('prints one line per step with its time', async () => {
    expect(await linesOf([idle], false)).toEqual(['  ok  idle  nothing to do (0.0 s)']);
  });

  it('announces what is slow before it begins', async () => {
    expect(await linesOf([busy], false)).toEqual(['  ... busy  working', '  ok  busy  done (0.0 s)']);
  });

  it('is silent about steps without work when asked to be quiet', async () => {
    expect(await linesOf([idle, busy], true)).toEqual(['  ... busy  working', '  ok  busy  done (0.0 s)']);
  });

  it('names the step that failed and what to do, and goes no further', async () => {
    const broken = {
      name: 'broken',
      run: () => Promise.reject(new StepError('no network', { advice: 'Plug the cable in.' })),
    };
    const lines: string[] = [];
    const run = runSteps([idle, broken, busy], { write: (line) => lines.push(line) });
    await expect(run).rejects.toThrow('set-up failed at "broken": no network. Plug the cable in.');
    expect(lines).toHaveLength(1);
  });

  it('shows the end of the log of a failed program', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'steps-'));
    const logFile = path.join(folder, 'build.log');
    writeFileSync(logFile, Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n'));
    const text = describeFailure('build', new StepError('it failed', { advice: 'Look.', logFile }));
    rmSync(folder, { recursive: true });
    expect(text).toContain(logFile);
    expect(text).toContain('line 29');
    expect(text).not.toContain('line 14\n');
  });
});
