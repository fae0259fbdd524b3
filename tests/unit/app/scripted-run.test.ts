import { beforeEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../preload/contract/result';
import type { Change } from '../../../preload/contract/changes';
import { parseCommandLine, type CommandLine } from '../../../main/app/command-line';
import type { DemoMessenger } from '../../../main/app/demo';
import { enterDemo, needsScript, runScript, type Complaint } from '../../../main/app/scripted-run';
import { ManualClock } from '../../support/manual-clock';

let clock: ManualClock;
let announced: Change[];
let pictures: string[];
let hasPainted: boolean;
let hasAccount: boolean;
let messageCount: number;
let canTryHere: boolean;

const messenger: DemoMessenger = {
  hasAccount: () => hasAccount,
  tryHere: async () => {
    hasAccount = canTryHere;
    return canTryHere ? succeed() : fail('localServerFailed');
  },
  newestChat: async () => (hasAccount ? { accountId: 'me', conversationId: 'chat' } : null),
  countMessages: async () => messageCount,
};

function commandLine(...words: string[]): CommandLine {
  const outcome = parseCommandLine(words);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

/** Runs the script to its end while time passes in steps of 100 ms; the answer says how long it took. */
async function run(...words: string[]): Promise<{ complaint: Complaint; tookMs: number }> {
  let isOver = false;
  const running = runScript({
    commandLine: commandLine(...words),
    messenger,
    clock,
    announce: (change) => announced.push(change),
    hasPainted: () => hasPainted,
    takePicture: async (file) => void pictures.push(file),
  }).finally(() => (isOver = true));
  while (!isOver) {
    await new Promise((resolve) => setImmediate(resolve));
    if (!isOver) clock.advance(100);
  }
  return { complaint: await running, tookMs: clock.monotonicMs() };
}

beforeEach(() => {
  clock = new ManualClock();
  announced = [];
  pictures = [];
  hasPainted = true;
  hasAccount = false;
  messageCount = 0;
  canTryHere = true;
});

describe('enterDemo', () => {
  it('signs in, and keeps an account that is already there', async () => {
    expect(await enterDemo(messenger)).toBeNull();
    expect(hasAccount).toBe(true);
    canTryHere = false;
    expect(await enterDemo(messenger)).toBeNull();
  });

  it('complains when this computer cannot run the server', async () => {
    canTryHere = false;
    expect(await enterDemo(messenger)).toBe('the demonstration could not start: localServerFailed');
  });
});

describe('runScript', () => {
  it('takes a picture of the first screen when nobody is signed in', async () => {
    expect((await run('--screenshot', 'a.png', '--exit')).complaint).toBeNull();
    expect(pictures).toEqual(['a.png']);
    expect(announced).toEqual([]);
  });

  it('T38: offers the chat of the demonstration once, as soon as there is one', async () => {
    clock.after(2_000, () => (hasAccount = true));
    messageCount = 4;
    const { complaint, tookMs } = await run('--demo');
    expect(complaint).toBeNull();
    expect(tookMs).toBeGreaterThanOrEqual(2_000);
    expect(announced).toEqual([{ accountId: 'me', kind: 'offerConversation', conversationId: 'chat' }]);
  });

  it('does not wait once four messages are there', async () => {
    hasAccount = true;
    messageCount = 4;
    expect((await run('--demo', '--screenshot', 'a.png')).tookMs).toBeLessThan(2_000);
  });

  it('takes the picture after the settle time although fewer messages came', async () => {
    hasAccount = true;
    messageCount = 1;
    const { complaint, tookMs } = await run('--demo', '--screenshot', 'a.png', '--settle', '3000');
    expect(complaint).toBeNull();
    expect(tookMs).toBeGreaterThanOrEqual(3_000);
    expect(pictures).toEqual(['a.png']);
  });

  it('complains after 60 seconds without anything painted', async () => {
    hasPainted = false;
    const { complaint, tookMs } = await run('--screenshot', 'a.png', '--exit');
    expect(complaint).toBe('nothing was painted in 60 seconds');
    expect(tookMs).toBeGreaterThanOrEqual(60_000);
    expect(pictures).toEqual([]);
  });
});

describe('needsScript', () => {
  it('is only for runs that ask for something', () => {
    expect(needsScript(commandLine('--lang', 'en'))).toBe(false);
    expect(needsScript(commandLine('--exit'))).toBe(true);
  });
});
