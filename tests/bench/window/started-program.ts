import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumFlags } from '../../support/electron-app';
import { projectFolder } from '../harness/folders';
import { CdpPage } from './cdp';
import { memoryMb, processorSeconds } from './processes';

/** What the app, and the empty one, leave in the page when its first screen with its data is painted. */
const paintedMark = 'first-screen-painted';
const startLimitMs = 60_000;
const lookMs = 100;

/** The folder of the empty app. */
export const emptyApp = join(projectFolder, 'tests/bench/window/empty-app');

/** A program that was started as a user does, without anybody who looks inside before its first screen is painted. */
export class StartedProgram {
  private constructor(
    private readonly child: ChildProcess,
    private readonly page: CdpPage,
    /** From the start of the process until its first screen was painted. */
    readonly paintedAfterMs: number,
  ) {}

  static async start(folder: string, profileDirectory: string): Promise<StartedProgram> {
    // Outside Electron this package answers the path of its binary.
    const electron = createRequire(__filename)('electron') as string;
    const startedAtMs = Date.now();
    const child = spawn(
      electron,
      [
        ...chromiumFlags(),
        '--remote-debugging-port=0',
        `--user-data-dir=${profileDirectory}`,
        folder,
        '--lang',
        'en',
      ],
      { stdio: 'ignore', detached: true },
    );
    try {
      const page = await CdpPage.join(profileDirectory, startLimitMs);
      const paintedAtMs = await waitForPaint(page);
      return new StartedProgram(child, page, paintedAtMs - startedAtMs);
    } catch (error) {
      await end(child);
      throw error;
    }
  }

  /** Memory of all of its processes, MB. */
  memoryMb(): number {
    return memoryMb(this.pid);
  }

  /** Seconds of the processor that it uses while `work` runs. */
  async processorSecondsDuring(work: () => Promise<unknown>): Promise<number> {
    const before = processorSeconds(this.pid);
    await work();
    return processorSeconds(this.pid) - before;
  }

  async stop(): Promise<void> {
    this.page.close();
    await end(this.child);
  }

  private get pid(): number {
    return this.child.pid ?? 0;
  }
}

/** Starts the empty app with a profile of its own, and ends it after `work`. */
export async function withEmptyApp<T>(work: (program: StartedProgram) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'tim-desktop-empty-'));
  const program = await StartedProgram.start(emptyApp, directory);
  try {
    return await work(program);
  } finally {
    await program.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has gone by itself.
  }
  await gone;
}

/** When the page painted its first screen, ms since 1970; null as long as it has not. */
const paintedAt = `(() => {
  const [mark] = performance.getEntriesByName('${paintedMark}');
  return mark === undefined ? null : performance.timeOrigin + mark.startTime;
})()`;

async function waitForPaint(page: CdpPage): Promise<number> {
  const endMs = performance.now() + startLimitMs;
  while (performance.now() < endMs) {
    const answer = await page.evaluate(paintedAt);
    if (typeof answer === 'number') return answer;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  throw new Error('the first screen was not painted');
}
