import { createHash } from 'node:crypto';
import { mkdtempSync, openSync, closeSync, rmSync, writeSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startServerProcess, type ServerProcess } from '../../support/embedded-server';
import { LongContent } from '../../support/attachments/long-content';
import { befriend, callBridge, signUp, valueOf } from '../../support/bridge';
import { launchApp, type RunningApp } from '../../support/electron-app';
import { atLeastRatio, atMost, atMostRatio } from '../harness/goal';
import { defineBench, type BenchContext } from '../harness/bench';
import { quantile } from '../harness/statistics';
import { copySeconds } from '../server/copy';
import { delayDuring } from './main-thread';
import { expectOnline } from './page-waits';
import { paintedAfterMs } from './painted';
import { memoryByProcess } from './processes';

const megabyte = 1_000_000;
const frameMs = 16.7;
const hereLimitMs = 20 * 60_000;
const memoryEveryMs = 500;
const lookEveryMs = 50;

/** A file of a gigabyte from one app to another through this computer's server. */
export const filesBench = defineBench({
  group: 'files',
  rows: {
    throughput: {
      title: 'a file from app to app through the server of this computer',
      unit: 'MB/s',
      baseline: 'frames of the same length from one plain websocket to another through the same server',
      goal: atLeastRatio(0.7),
      limit:
        'Forty pieces a second, of which each is read, opened, sent, hashed twice, sealed and written; the two processors that apps, server and windows share.',
    },
    memory: {
      title: 'most that a process of the two apps and the server takes meanwhile',
      unit: 'MB',
      baseline: 'the same process at rest',
      goal: atMostRatio(1.2),
      limit: 'Pieces on their way, and those that wait to be collected.',
    },
    echo: {
      title: 'Enter to the sign of the server at a message beside it, p95',
      unit: 'ms',
      baseline: 'the same at rest',
      goal: atMostRatio(2),
      limit: 'A piece that was begun is ended before the message; the processors have more to do.',
    },
    delay: {
      title: 'longest time for which the main process of an app does nothing else meanwhile',
      unit: 'ms',
      baseline: null,
      goal: atMost(Math.round(frameMs), 'ms'),
      limit:
        'The longest step between two turns: a piece that is read from the socket, or a block that is hashed.',
    },
  },
  limitMs: 40 * 60_000,
  measure: async (context) => {
    const rounds: FileFigures[] = [];
    // A gigabyte takes its time: the pairs of a round lie beside each other.
    for (let round = 0; round < context.rounds; round += 1) {
      context.note(`files, round ${round + 1} of ${context.rounds}`);
      rounds.push(await measureRound(context, round));
    }
    const pair = (name: 'throughput' | 'memory' | 'echo') => ({
      values: rounds.map((figures) => figures[name].value),
      baselines: rounds.map((figures) => figures[name].baseline),
    });
    return {
      throughput: pair('throughput'),
      memory: pair('memory'),
      echo: pair('echo'),
      delay: { values: rounds.map(({ delayMs }) => delayMs), baselines: [] },
    };
  },
});

interface Measured {
  readonly value: number;
  readonly baseline: number;
}

interface FileFigures {
  readonly throughput: Measured;
  readonly memory: Measured;
  readonly echo: Measured;
  readonly delayMs: number;
}

async function measureRound(context: BenchContext, round: number): Promise<FileFigures> {
  const sizeBytes = context.isQuick ? 20 * megabyte : 1_000 * megabyte;
  const server = await startServerProcess(['--device-limit', '3']);
  const folder = mkdtempSync(join(tmpdir(), 'tim-bench-files-'));
  const apps: RunningApp[] = [];
  try {
    const [ann, ben] = [await appOf(server, 'ann', apps), await appOf(server, 'ben', apps)];
    await befriend(ann.page, ben.page);
    for (const { page } of [ann, ben]) await openFirstChat(page);
    return await measureWith({ ann, ben, server, folder, sizeBytes, round }, context);
  } finally {
    for (const { kill, profileDirectory } of apps) {
      await kill();
      rmSync(profileDirectory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface FileStage {
  readonly ann: RunningApp;
  readonly ben: RunningApp;
  readonly server: ServerProcess;
  readonly folder: string;
  readonly sizeBytes: number;
  readonly round: number;
}

async function measureWith(stage: FileStage, context: BenchContext): Promise<FileFigures> {
  const { ann, ben, server, sizeBytes } = stage;
  const { path, hash } = writeLong(stage);
  const messageId = await sendByHand(ann.page, ben.page, path);
  // What was sent first is known to both windows; what is measured is not the first of anything.
  await echoesMs(ann.page, 'warm', { count: 5 });
  const roots = [ann, ben].map(({ app }) => app.process().pid ?? 0);
  const memories = (): ReadonlyMap<number, number> => memoryByProcess([...roots, server.pid]);
  const rest = memories();
  const restEchoMs = quantile(await echoesMs(ann.page, 'rest', { count: context.isQuick ? 3 : 40 }), 0.95);
  const most = new Map(rest);
  const looking = setInterval(() => {
    for (const [pid, mb] of memories()) most.set(pid, Math.max(mb, most.get(pid) ?? 0));
  }, memoryEveryMs);
  let seconds = 0;
  let echoes: readonly number[] = [];
  const delays = { ann: 0, ben: 0 };
  try {
    delays.ann = (
      await delayDuring(ann.app, async () => {
        delays.ben = (
          await delayDuring(ben.app, async () => {
            let isHere = false;
            const startedMs = performance.now();
            valueOf(await callBridge(ben.page, 'files.fetch', { messageId }));
            const fetched = untilHere(ben.page, messageId).then(() => {
              seconds = (performance.now() - startedMs) / 1_000;
              isHere = true;
            });
            echoes = await echoesMs(ann.page, 'beside', { isOver: () => isHere, count: 200 });
            await fetched;
          })
        ).longest;
      })
    ).longest;
  } finally {
    clearInterval(looking);
  }
  if ((await savedHash(stage, messageId)) !== hash) throw new Error('what came is not what was sent');
  // Behind the other: what it leaves in the memory of the server is no work of files.
  const copied = await copySeconds(server.url, sizeBytes);
  const worst = [...most]
    .filter(([pid]) => rest.has(pid))
    .map(([pid, mb]) => ({ value: mb, baseline: rest.get(pid) ?? mb }))
    .reduce((one, other) => (other.value / other.baseline > one.value / one.baseline ? other : one));
  return {
    throughput: { value: sizeBytes / megabyte / seconds, baseline: sizeBytes / megabyte / copied },
    memory: worst,
    echo: { value: quantile(echoes, 0.95), baseline: restEchoMs },
    delayMs: Math.max(delays.ann, delays.ben),
  };
}

async function appOf(server: ServerProcess, name: string, apps: RunningApp[]): Promise<RunningApp> {
  const app = await launchApp({ language: 'en' });
  apps.push(app);
  await signUp(app.page, server.url, name);
  await expectOnline(app.page);
  return app;
}

async function openFirstChat(page: Page): Promise<void> {
  await page.getByTestId('chat-row').first().click();
  await page.getByTestId('composer-input').waitFor();
}

/** The user chooses a file and presses Enter; the other one is offered it. Answers their message of it. */
async function sendByHand(from: Page, to: Page, path: string): Promise<string> {
  await from.getByTestId('composer-file-input').setInputFiles(path);
  await from.getByTestId('sending-file').waitFor();
  await from.getByTestId('composer-input').focus();
  await from.keyboard.press('Enter');
  const offered = to
    .getByTestId('message')
    .filter({ has: to.locator('[data-testid="file"][data-state="offered"]') });
  await offered.last().waitFor({ timeout: hereLimitMs });
  return (await offered.last().getAttribute('data-message-id')) ?? '';
}

/** The messages beside it push the file out of the window: main is asked where its bytes are. */
async function untilHere(page: Page, messageId: string): Promise<void> {
  for (const endMs = performance.now() + hereLimitMs; performance.now() < endMs;) {
    const [message] = valueOf(await callBridge(page, 'messages.byIds', { messageIds: [messageId] }));
    const state = message?.body.kind === 'file' ? message.body.state.kind : 'gone';
    if (state === 'here') return;
    if (state !== 'fetching' && state !== 'waiting') throw new Error(`the file is ${state}`);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  throw new Error('the file did not come');
}

/** From Enter until the message bears the sign that the server has it, for each of some messages. */
async function echoesMs(
  page: Page,
  word: string,
  { count, isOver = () => false }: { readonly count: number; readonly isOver?: () => boolean },
): Promise<readonly number[]> {
  const figures: number[] = [];
  await page.getByTestId('composer-input').focus();
  for (let number = 0; number < count && !isOver(); number += 1) {
    const text = `${word} ${number}`;
    await page.keyboard.insertText(text);
    const isThere = `[...document.querySelectorAll('[data-testid="message"][data-delivery="sent"]')].some((one) =>
      one.querySelector('[data-testid="message-text"]')?.textContent.trim() === '${text}')`;
    figures.push(
      await paintedAfterMs(page, { event: 'keydown', isThere, act: () => page.keyboard.press('Enter') }),
    );
  }
  return figures;
}

/** A file that looks like chance, and its SHA-256. */
function writeLong({ folder, sizeBytes, round }: FileStage): {
  readonly path: string;
  readonly hash: string;
} {
  const path = join(folder, 'long.bin');
  const file = openSync(path, 'w');
  const hash = createHash('sha256');
  for (const part of new LongContent(round, sizeBytes).parts(megabyte)) {
    writeSync(file, part);
    hash.update(part);
  }
  closeSync(file);
  return { path, hash: hash.digest('hex') };
}

/** SHA-256 of what the receiver saves. */
async function savedHash({ ben, folder }: FileStage, messageId: string): Promise<string> {
  const path = join(folder, 'saved.bin');
  await ben.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  const { isSaved } = valueOf(await callBridge(ben.page, 'files.save', { messageId }));
  if (!isSaved) throw new Error('what came was not saved');
  const hash = createHash('sha256');
  hash.update(readFileSync(path));
  return hash.digest('hex');
}
