import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceReactions } from '../../../main/domain/device-words';
import type { EphemeralOutcome } from '../../../main/domain/ephemeral';
import { toNodeId } from '../../../main/domain/ids';
import type { OwnReaction } from '../../../main/domain/reaction';
import { OwnReactions } from '../../../main/ephemeral/own-reactions';
import { ManualClock } from '../../support/manual-clock';
import { SeededRandom } from '../../support/seeded-random';
import { midOf } from '../../support/test-core';

let clock: ManualClock;
let owed: OwnReaction[];
/** What the device knows. */
let known: OwnReaction[];
let said: DeviceReactions[];
let outcome: EphemeralOutcome;
let failures: unknown[];
let diskFailure: Error | null;
let own: OwnReactions<OwnReaction>;

const reaction = (mid: number): OwnReaction => ({
  peer: toNodeId('peer'),
  mid: midOf(BigInt(mid)),
  emoji: '👍',
  saidAtNs: BigInt(mid),
});
const digestOf = (reactions: readonly OwnReaction[]): string =>
  reactions.map(({ mid }) => String(mid)).join(' ');

beforeEach(() => {
  clock = new ManualClock();
  [owed, known, said, failures, diskFailure] = [[], [], [], [], null];
  outcome = { kind: 'sent' };
  own = new OwnReactions({
    clock,
    random: new SeededRandom(1),
    self: () => toNodeId('self'),
    owed: (most) => owed.slice(0, most),
    told: (told) => {
      if (diskFailure !== null) throw diskFailure;
      owed = owed.filter((one) => !told.includes(one));
    },
    compared: () => ({ said: known, digest: digestOf(known) }),
    send: ({ target, content }) => {
      expect(target).toBe('self');
      said.push(content);
      return Promise.resolve(outcome);
    },
    failed: (error) => failures.push(error),
  });
});
afterEach(() => own.dispose());

/** Lets time go by, and what it began come to its end. */
async function pass(ms: number): Promise<void> {
  clock.advance(ms);
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve();
}
async function signIn(): Promise<void> {
  own.online();
  await pass(2_000);
  said.length = 0;
}
const midsSaid = () => said.map((words) => words.said.map(({ mid }) => Number(mid)));
/** Another device asks for what it does not know. */
const asked = (change: Partial<DeviceReactions> = {}): DeviceReactions => ({
  device: 'other',
  answers: null,
  asks: 'something else',
  said: [],
  ...change,
});

describe('telling the devices of the account what was said in a sign', () => {
  it('begins some seconds after the sign-in with a question, by a digest of what is known', async () => {
    known = [reaction(2), reaction(1)];
    own.online();
    await pass(1_900);
    expect(said).toEqual([]);
    await pass(200);
    expect(said).toMatchObject([{ answers: null, asks: '2 1', said: [] }]);
  });

  it('tells what was said in a moment as one word, and nothing twice', async () => {
    await signIn();
    owed = [reaction(1)];
    own.note();
    owed.push(reaction(2));
    own.note();
    await pass(300);
    own.note();
    await pass(60_000);
    expect([midsSaid(), owed]).toEqual([[[1, 2]], []]);
  });

  it('answers who knows otherwise, in parts, and asks for what that one knows with the last of them', async () => {
    await signIn();
    known = Array.from({ length: 60 }, (_, index) => reaction(index + 1));
    own.heard(asked());
    await pass(300);
    expect(said.map(({ answers, asks, said: { length } }) => [answers, asks === null, length])).toEqual([
      ['other', true, 50],
      ['other', false, 10],
    ]);
  });

  it('answers nobody who knows the same, itself, nor a question that another device was asked', async () => {
    await signIn();
    const [asksItself] = said;
    known = [reaction(1)];
    own.heard(asked({ asks: '1' }));
    own.heard(asked({ answers: 'a third' }));
    own.heard(asked({ asks: null }));
    if (asksItself !== undefined) own.heard(asksItself);
    await pass(60_000);
    expect(said).toEqual([]);
  });

  it('tells whoever has answered the rest, and asks nothing more of them', async () => {
    own.online();
    await pass(2_000);
    const device = said[0]?.device ?? '';
    said.length = 0;
    known = [reaction(3)];
    own.heard(asked({ answers: device }));
    await pass(300);
    expect(said).toMatchObject([{ answers: 'other', asks: null, said: [reaction(3)] }]);
  });

  it('compares when it answers: what came with the question counts', async () => {
    await signIn();
    own.heard(asked({ asks: '7' }));
    known = [reaction(7)];
    await pass(300);
    expect(said).toEqual([]);
  });

  it.each<[string, () => void]>([
    ['a server that is busy', () => (outcome = { kind: 'refused', code: 5104 })],
    ['a disk that takes nothing', () => (diskFailure = new Error('full'))],
  ])('is tried again after %s', async (_what, fail) => {
    await signIn();
    fail();
    owed = [reaction(1)];
    own.note();
    await pass(300);
    expect(owed).toHaveLength(1);
    outcome = { kind: 'sent' };
    diskFailure = null;
    await pass(30_000);
    expect([owed, said.length]).toEqual([[], 2]);
  });

  it('that a lost connection cut short is told on the next one', async () => {
    await signIn();
    outcome = { kind: 'offline' };
    owed = [reaction(1)];
    own.note();
    await pass(300);
    own.disconnected();
    await pass(60_000);
    expect([owed.length, said.length]).toEqual([1, 1]);
    outcome = { kind: 'sent' };
    own.online();
    await pass(2_000);
    expect([owed, midsSaid().slice(1)]).toEqual([[], [[], [1]]]);
  });

  it('holds so many questions at most', async () => {
    await signIn();
    known = [reaction(1)];
    for (let device = 0; device < 100; device += 1) own.heard(asked({ device: `device ${device}` }));
    await pass(300);
    expect(said).toHaveLength(8);
  });
});
