import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { conversationIdOf } from '../../../main/domain/conversation';
import { toNodeId } from '../../../main/domain/ids';
import { atMostAbove, noGoal } from '../harness/goal';
import { defineBench, usualLimitMs, type BenchContext } from '../harness/bench';
import { median } from '../harness/statistics';
import type { Row } from '../harness/row';
import { ServerProcess } from '../server/server-process';
import type { WorldName } from '../world/world';
import { pointAt } from '../world/write-profile';
import { CoreApp } from './core-app';

const row = (title: string): Row => ({
  title,
  unit: 'ms',
  baseline: 'raw echo of a frame of the same length',
  goal: atMostAbove(1, 'ms'),
  limit:
    'One wait for the disk, before the sending: see core/disk. The settlement is committed without one, and waited for before its acknowledgement.',
});

const echoBytes = 120;
// About what the commits of an own message write into the log.
const committedBytes = 32_768;
// Between two sendings, so that each begins with nothing to do: the acknowledgement of an echo waits for the disk 5 ms after it.
const pauseMs = 25;

/** From a sending to its settlement. */
export const sendBench = defineBench({
  group: 'core',
  rows: {
    'send-small': row('send to settled, small profile'),
    'send-large': row('send to settled, a million messages'),
    disk: {
      title: 'one wait for the disk, alone',
      unit: 'ms',
      baseline: null,
      goal: noGoal,
      limit:
        'The disk: 32 KB written into a file, and a wait until they cannot be lost (fdatasync). Nothing is sent in less.',
    },
  },
  limitMs: usualLimitMs,
  measure: async (context) => {
    const small: number[] = [];
    const large: number[] = [];
    const raw: number[] = [];
    const disk: number[] = [];
    for (let round = 0; round < context.rounds; round += 1) {
      raw.push(await rawEchoMs(context));
      disk.push(await diskWaitMs(context));
      small.push(await settledMs('small', context));
      large.push(await settledMs(context.isQuick ? 'quick' : 'large', context));
    }
    return {
      'send-small': { values: small, baselines: raw },
      'send-large': { values: large, baselines: raw },
      disk: { values: disk, baselines: [] },
    };
  },
});

const sendings = ({ isQuick }: BenchContext): number => (isQuick ? 10 : 200);

async function settledMs(world: WorldName, context: BenchContext): Promise<number> {
  const directory = context.profiles.copy(world);
  const server = await ServerProcess.start(world);
  try {
    pointAt(directory, server.url);
    const app = await CoreApp.start(directory);
    const chat = context.profiles.world(world).nodeOf(1);
    const conversationId = conversationIdOf({ kind: 'user', node: toNodeId(chat) });
    const figures: number[] = [];
    for (let count = 0; count < sendings(context); count += 1) {
      figures.push(await sendOnce(app, conversationId));
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    await app.stop();
    return median(figures);
  } finally {
    await server.stop();
    context.profiles.remove(directory);
  }
}

/** From the call until the first word that the message is at the server. */
async function sendOnce({ test }: CoreApp, conversationId: string): Promise<number> {
  const startedMs = performance.now();
  const messageId = await test.send(conversationId, '今天晚上一起吃饭吗 see you at seven 😀');
  for (;;) {
    const told = new Promise<number>((resolve) => {
      const listener = test.messenger.onChange((change) => {
        if (change.kind !== 'messages' || change.messageIds?.includes(messageId) !== true) return;
        listener.dispose();
        resolve(performance.now());
      });
    });
    const toldMs = await told;
    const answer = await test.calls['messages.byIds']({ messageIds: [messageId] });
    if (answer.ok && answer.value[0]?.delivery?.state === 'sent') return toldMs - startedMs;
  }
}

/** What a commit of an own message waits for, at the pace of the sendings and on the disk of the profiles. */
async function diskWaitMs(context: BenchContext): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'tim-desktop-disk-'));
  const file = openSync(join(folder, 'log'), 'w');
  try {
    const bytes = Buffer.alloc(committedBytes, 1);
    const figures: number[] = [];
    for (let count = 0; count < sendings(context); count += 1) {
      const startedMs = performance.now();
      writeSync(file, bytes, 0, bytes.length, count * bytes.length);
      fdatasyncSync(file);
      figures.push(performance.now() - startedMs);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    return median(figures);
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}

async function rawEchoMs(context: BenchContext): Promise<number> {
  const server = await ServerProcess.start('small');
  const socket = new WebSocket(server.echoUrl, { perMessageDeflate: false });
  try {
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const figures: number[] = [];
    for (let count = 0; count < sendings(context); count += 1) {
      const startedMs = performance.now();
      const answered = new Promise((resolve) => socket.once('message', resolve));
      socket.send(Buffer.alloc(echoBytes));
      await answered;
      figures.push(performance.now() - startedMs);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    return median(figures);
  } finally {
    socket.close();
    await server.stop();
  }
}
