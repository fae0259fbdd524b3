import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addressOf } from '../../../main/domain/conversation';
import type { EphemeralOutcome } from '../../../main/domain/ephemeral';
import { toConversationId, type ConversationId } from '../../../main/domain/ids';
import { OwnReceipts, type OwedReceipt } from '../../../main/ephemeral/own-receipts';
import { ManualClock } from '../../support/manual-clock';
import { midOf } from '../../support/test-core';

/** What each chat still has to be told: the number that is read. */
let owed: Map<ConversationId, bigint>;
let said: string[];
let failures: unknown[];
let maySpeak: boolean;
let strangers: ReadonlySet<string>;
let outcome: EphemeralOutcome;
let diskFailure: Error | null;
let clock: ManualClock;
let receipts: OwnReceipts;
/** Answers what was sent, where the test holds it back. */
let held: (() => void)[] | null;

const chatOf = (name: string) => toConversationId(`u:${name}`);
const numberOf = (id: ConversationId): number => Number(id.slice(3));

beforeEach(() => {
  owed = new Map();
  said = [];
  failures = [];
  maySpeak = true;
  strangers = new Set();
  outcome = { kind: 'sent' };
  diskFailure = null;
  held = null;
  clock = new ManualClock();
  receipts = new OwnReceipts({
    clock,
    owed: (after, most) =>
      [...owed]
        .map(([conversationId, mid]): OwedReceipt => {
          const conversation = addressOf(conversationId);
          if (conversation === null) throw new Error('no chat');
          const number = midOf(mid);
          return {
            conversation,
            conversationId,
            receipt: { delivered: number, read: number },
            chatNumber: numberOf(conversationId),
          };
        })
        .filter(({ chatNumber }) => chatNumber > after)
        .sort((one, other) => one.chatNumber - other.chatNumber)
        .slice(0, most),
    told: ({ conversationId, receipt }) => {
      if (diskFailure !== null) throw diskFailure;
      if (owed.get(conversationId) === receipt.read) owed.delete(conversationId);
    },
    maySpeak: () => maySpeak,
    mayTell: ({ node }) => !strangers.has(node),
    send: async ({ target, content }) => {
      said.push(`${target.node} ${content.read ?? 0n}`);
      if (held !== null) await new Promise<void>((resolve) => held?.push(resolve));
      return outcome;
    },
    failed: (error) => failures.push(error),
  });
});
afterEach(() => receipts.dispose());

/** Lets time go by, and what it began come to its end. */
async function pass(ms: number): Promise<void> {
  clock.advance(ms);
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
}

function owe(name: string, mid: bigint): void {
  owed.set(chatOf(name), mid);
  receipts.note();
}

describe('telling receipts', () => {
  it('begins some seconds after the sign-in, with what is left from before', async () => {
    owe('p1', 5n);
    receipts.online();
    await pass(2_900);
    expect(said).toEqual([]);
    await pass(200);
    expect([said, owed.size]).toEqual([['p1 5'], 0]);
  });

  it('says what came in a second as one, the newest of it', async () => {
    receipts.online();
    await pass(3_000);
    for (let mid = 1n; mid <= 40n; mid += 1n) owe('p1', mid);
    await pass(1_000);
    expect(said).toEqual(['p1 40']);
  });

  it('says it to one chat once in five seconds at most, and does not hold back others', async () => {
    receipts.online();
    await pass(3_000);
    owe('p1', 1n);
    await pass(1_000);
    owe('p1', 2n);
    owe('p2', 7n);
    await pass(1_000);
    expect(said).toEqual(['p1 1', 'p2 7']);
    await pass(3_000);
    expect(said).toHaveLength(2);
    await pass(3_000);
    expect(said).toEqual(['p1 1', 'p2 7', 'p1 2']);
  });

  it('says nothing while nobody may see that the user is there, and says it when they may', async () => {
    maySpeak = false;
    receipts.online();
    owe('p1', 5n);
    await pass(60_000);
    expect([said, owed.size]).toEqual([[], 1]);
    maySpeak = true;
    receipts.note();
    await pass(1_000);
    expect(said).toEqual(['p1 5']);
  });

  it('says nothing to whoever is no friend any more, and does not come back to it', async () => {
    strangers = new Set(['p1']);
    receipts.online();
    owe('p1', 5n);
    owe('p2', 6n);
    await pass(3_000);
    expect([said, owed.size]).toEqual([['p2 6'], 0]);
  });

  it('goes on after a lost connection where it was, and says nothing on a line that is gone', async () => {
    held = [];
    receipts.online();
    owe('p1', 5n);
    await pass(3_000);
    receipts.disconnected();
    outcome = { kind: 'offline' };
    for (const answer of held) answer();
    held = null;
    await pass(60_000);
    expect([said, owed.size]).toEqual([['p1 5'], 1]);
    outcome = { kind: 'sent' };
    receipts.online();
    await pass(3_000);
    expect([said, owed.size]).toEqual([['p1 5', 'p1 5'], 0]);
  });

  it('waits for a busy server, and takes its no for a no', async () => {
    outcome = { kind: 'refused', code: 5104 };
    receipts.online();
    owe('p1', 5n);
    await pass(3_000);
    outcome = { kind: 'refused', code: 4105 };
    await pass(29_000);
    expect(said).toHaveLength(1);
    await pass(2_000);
    expect([said.length, owed.size]).toEqual([2, 0]);
    await pass(120_000);
    expect(said).toHaveLength(2);
  });

  it('survives a disk that takes nothing: it is told, said again at most, and ends', async () => {
    diskFailure = new Error('disk full');
    receipts.online();
    owe('p1', 5n);
    await pass(3_000);
    expect([said, failures]).toEqual([['p1 5'], [diskFailure]]);
    diskFailure = null;
    await pass(30_000);
    expect([said.at(-1), owed.size]).toEqual(['p1 5', 0]);
  });

  it('tells every chat of a long absence, a few at a time, without forgetting one', async () => {
    for (let chat = 1; chat <= 300; chat += 1) owed.set(chatOf(`p${chat}`), 5n);
    receipts.online();
    await pass(3_000);
    for (let turn = 0; turn < 2_000; turn += 1) await Promise.resolve();
    expect([new Set(said).size, said.length, owed.size]).toEqual([300, 300, 0]);
  });

  it('does not ask for what is owed again and again while nothing is', async () => {
    receipts.online();
    await pass(3_000);
    await pass(3_600_000);
    expect(clock.waitingTimers).toBe(0);
  });
});
