import WebSocket from 'ws';
import { atLeast, atLeastRatio, both, noGoal } from '../harness/goal';
import { defineBench, usualLimitMs, type BenchContext } from '../harness/bench';
import type { Row } from '../harness/row';
import { ServerProcess } from '../server/server-process';
import type { WorldName } from '../world/world';
import { pointAt } from '../world/write-profile';
import { CoreApp } from './core-app';

/** How a burst meets the app. */
interface Meeting {
  readonly world: WorldName;
  /** Whether the list and the badge are asked for meanwhile. */
  readonly isWatched: boolean;
}

const chatsOfBurst = Array.from({ length: 8 }, (_, chat) => chat);
const perSecond = 2_000;
// Nobody waits longer for a burst: what was acknowledged by then counts.
const burstLimitMs = 6_000;

const limit =
  'The statements of a message, of which the index of the search is the dearest, and one wait for the disk before what has come meanwhile is acknowledged. ' +
  'Merges of that index are no part worth moving: with none at all, or with steps in idle time, sixty messages in one commit take as much of the processor (8.6 ms, p90 24) as with those that SQLite makes by itself, and a message alone rather more. ' +
  'What stands out is the log that is moved into the file after each 4 MB; after each single MB a message would take 2.1 ms at the 99th percentile and not 4.3, sixty would take as long as before, and the disk would be waited for four times as often.';
const row = (title: string, change: Partial<Row> = {}): Row => ({
  title,
  unit: 'messages/s',
  baseline: 'bare ws and JSON.parse in the same process',
  goal: atLeast(perSecond, 'messages/s'),
  limit,
  ...change,
});

/** From the socket to the commit, without a window. */
export const commitBench = defineBench({
  group: 'core',
  rows: {
    'commit-small': row('socket to committed, core alone, small profile', { goal: noGoal }),
    'commit-large': row('socket to committed, core alone, a million messages'),
    'commit-watched-small': row('the same with list and badge asked as the app does, small profile', {
      goal: noGoal,
    }),
    'commit-watched-large': row('the same with list and badge asked, a million messages', {
      baseline: 'the same on the small profile',
      goal: both(atLeast(perSecond, 'messages/s'), atLeastRatio(0.67)),
      limit:
        'What is asked costs the same for every number of stored messages: counters and the newest row are kept, and only changed rows are sent.',
    }),
  },
  limitMs: usualLimitMs,
  measure: async (context) => {
    const large = context.isQuick ? 'quick' : 'large';
    const figures = {
      small: { alone: [] as number[], watched: [] as number[] },
      large: { alone: [] as number[], watched: [] as number[] },
      bare: [] as number[],
    };
    for (let round = 0; round < context.rounds; round += 1) {
      context.note(`burst, round ${round + 1} of ${context.rounds}`);
      figures.bare.push(await bareRate(context));
      for (const isWatched of [false, true]) {
        const key = isWatched ? 'watched' : 'alone';
        figures.small[key].push(await commitRate({ world: 'small', isWatched }, context));
        figures.large[key].push(await commitRate({ world: large, isWatched }, context));
      }
    }
    const { bare, small } = figures;
    return {
      'commit-small': { values: small.alone, baselines: bare },
      'commit-large': { values: figures.large.alone, baselines: bare },
      'commit-watched-small': { values: small.watched, baselines: bare },
      'commit-watched-large': { values: figures.large.watched, baselines: small.watched },
    };
  },
});

/** Messages a second that the app acknowledges, which it does when they are committed. */
async function commitRate({ world, isWatched }: Meeting, context: BenchContext): Promise<number> {
  const directory = context.profiles.copy(world);
  const server = await ServerProcess.start(world);
  try {
    pointAt(directory, server.url);
    const app = await CoreApp.start(directory);
    if (isWatched) await app.beWatched();
    const count = context.isQuick ? 400 : 6_000;
    const { acknowledged, tookMs } = await server.burst({
      count,
      perSecond: null,
      chats: chatsOfBurst,
      limitMs: burstLimitMs,
    });
    await app.stop();
    if (acknowledged === 0) throw new Error('nothing was acknowledged');
    return (acknowledged / tookMs) * 1_000;
  } finally {
    await server.stop();
    context.profiles.remove(directory);
  }
}

/** Messages a second that a bare websocket receives and parses. */
async function bareRate({ isQuick }: BenchContext): Promise<number> {
  const server = await ServerProcess.start('small');
  try {
    return await receiveJson(server.jsonUrl, isQuick ? 2_000 : 50_000);
  } finally {
    await server.stop();
  }
}

function receiveJson(url: string, count: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    let received = 0;
    let startedMs = 0;
    socket.once('error', reject);
    socket.once('open', () => socket.send(String(count)));
    socket.on('message', (data: Buffer) => {
      if (received === 0) startedMs = performance.now();
      JSON.parse(data.toString());
      received += 1;
      if (received < count) return;
      socket.close();
      resolve(((count - 1) / (performance.now() - startedMs)) * 1_000);
    });
  });
}
