import { beforeEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../preload/contract/result';
import type { Change } from '../../../preload/contract/changes';
import { parseCommandLine, type CommandLine } from '../../../main/app/command-line';
import type { DemoMessenger } from '../../../main/app/demo';
import { needsScript, runScript, type ScriptedRunOutcome } from '../../../main/app/scripted-run';
import { ManualClock } from '../../support/manual-clock';

let clock: ManualClock;
let announced: Change[];
let pictures: string[];
let painted: { window: boolean; chat: boolean };
let hasAccount: boolean;
let messageCount: number;
let canTryHere: boolean;

const messenger: DemoMessenger = {
  hasAccount: () => hasAccount,
  tryHere: async () => {
    hasAccount = canTryHere;
    return canTryHere ? succeed() : fail('localServerFailed');
  },
  newestConversationId: async () => (hasAccount ? 'chat' : null),
  countMessages: async () => messageCount,
};

function commandLine(...words: string[]): CommandLine {
  const outcome = parseCommandLine(words);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

/** Runs the script to its end while time passes in steps of 100 ms; the answer says how long it took. */
async function run(...words: string[]): Promise<{ outcome: ScriptedRunOutcome; tookMs: number }> {
  let isOver = false;
  const running = runScript({
    commandLine: commandLine(...words),
    messenger,
    clock,
    announce: (change) => announced.push(change),
    hasPainted: (part) => painted[part],
    takePicture: async (file) => void pictures.push(file),
  }).finally(() => (isOver = true));
  while (!isOver) {
    await new Promise((resolve) => setImmediate(resolve));
    if (!isOver) clock.advance(100);
  }
  return { outcome: await running, tookMs: clock.monotonicMs() };
}

beforeEach(() => {
  clock = new ManualClock();
  announced = [];
  pictures = [];
  painted = { window: true, chat: false };
  hasAccount = false;
  messageCount = 0;
  canTryHere = true;
});

describe('runScript', () => {
  it('takes a picture of the first screen when nobody is signed in', async () => {
    expect((await run('--screenshot', 'a.png', '--exit')).outcome).toBeNull();
    expect(pictures).toEqual(['a.png']);
    expect(announced).toEqual([]);
  });

  it('opens the chat of the demonstration until it is painted', async () => {
    clock.after(2_000, () => (painted.chat = true));
    expect((await run('--demo')).outcome).toBeNull();
    expect(announced[0]).toEqual({ kind: 'openConversation', conversationId: 'chat' });
  });

  it('does not wait once four messages are there', async () => {
    painted.chat = true;
    messageCount = 4;
    expect((await run('--demo', '--screenshot', 'a.png')).tookMs).toBeLessThan(2_000);
  });

  it('takes the picture after the settle time although fewer messages came', async () => {
    painted.chat = true;
    messageCount = 1;
    const { outcome, tookMs } = await run('--demo', '--screenshot', 'a.png', '--settle', '3000');
    expect(outcome).toBeNull();
    expect(tookMs).toBeGreaterThanOrEqual(3_000);
    expect(pictures).toEqual(['a.png']);
  });

  it('complains after 60 seconds without anything painted', async () => {
    painted.window = false;
    const { outcome, tookMs } = await run('--screenshot', 'a.png', '--exit');
    expect(outcome).toBe('nothing was painted in 60 seconds');
    expect(tookMs).toBeGreaterThanOrEqual(60_000);
    expect(pictures).toEqual([]);
  });

  it('complains when the demonstration cannot start', async () => {
    canTryHere = false;
    expect((await run('--demo')).outcome).toBe('the demonstration could not start: localServerFailed');
  });
});

describe('needsScript', () => {
  it('is only for runs that ask for something', () => {
    expect(needsScript(commandLine('--lang', 'en'))).toBe(false);
    expect(needsScript(commandLine('--exit'))).toBe(true);
  });
});
