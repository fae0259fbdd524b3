import { beforeEach, describe, expect, it } from 'vitest';
import type { EphemeralNews, EphemeralOutcome } from '../../../main/domain/ephemeral';
import { toNodeId } from '../../../main/domain/ids';
import { initialChoice, laterChoice, type OwnChoice } from '../../../main/domain/presence-choice';
import { OwnPresence } from '../../../main/ephemeral/own-presence';
import type { EphemeralMessage } from '../../../main/ephemeral/sender';
import { settle } from '../../support/fake-server';
import { CountingRandom } from '../../support/counting-random';
import { ManualClock } from '../../support/manual-clock';

const self = toNodeId('self');

let clock: ManualClock;
let sent: EphemeralMessage<'presence'>[];
let outcome: EphemeralOutcome;
let left: number[];
let kept: OwnChoice[];
let friends: string[];
let own: OwnPresence;
beforeEach(() => {
  clock = new ManualClock();
  sent = [];
  outcome = { kind: 'sent' };
  left = [];
  kept = [];
  friends = [];
  own = new OwnPresence(initialChoice, {
    clock,
    random: new CountingRandom(),
    self: () => self,
    nowMs: () => clock.nowMs(),
    send: (message) => {
      sent.push(message);
      return Promise.resolve(outcome);
    },
    keep: (choice) => kept.push(choice),
    leave: (durationMs) => left.push(durationMs),
    changed: () => undefined,
    cardVersion: () => '',
    friends: () => friends.map(toNodeId),
    withdrawWaiting: () => undefined,
    failed: (error) => {
      throw error;
    },
  });
});

/** Time goes by, and what was promised is kept. */
async function pass(durationMs: number): Promise<void> {
  for (let passedMs = 0; passedMs < durationMs; passedMs += 100) {
    clock.advance(100);
    await settle();
  }
}

/** To whom something was said: the roster, or how many; not the account itself. */
const told = () =>
  sent
    .filter(({ target }) => target === 'roster' || target[0] !== self)
    .map(
      ({ target, content }) => `${content.availability} to ${target === 'roster' ? 'all' : target.length}`,
    );

const choice = (name: OwnChoice['choice'], atMs = clock.nowMs()): OwnChoice => ({
  choice: name,
  note: '',
  chosenAtMs: atMs,
});

const fromDevice = (said: OwnChoice, asksBack = false): EphemeralNews<'presence'> => ({
  from: self,
  conversation: { kind: 'user', node: self },
  content: { availability: 'here', note: '', asksBack, choice: said },
});

describe('what is said of oneself', () => {
  it('is one broadcast after a sign-in, once the other devices had time to say what was chosen', async () => {
    own.online();
    await pass(1_100);
    expect(told()).toEqual([]);
    await pass(10_000);
    expect([told(), sent.at(-1)?.content.asksBack]).toEqual([['here to all'], true]);
  });

  it('answers a thousand friends who ask in one second with five frames', async () => {
    own.online();
    await pass(5_000);
    sent = [];
    for (let number = 0; number < 1_000; number += 1) own.asked(toNodeId(`friend ${number}`));
    for (let number = 0; number < 1_000; number += 1) own.asked(toNodeId(`friend ${number}`));
    await pass(20_000);
    expect(told()).toEqual(Array.from({ length: 5 }, () => 'here to 200'));
  });

  it('answers nobody who asked before the broadcast: they hear that', async () => {
    own.online();
    own.asked(toNodeId('friend'));
    await pass(10_000);
    expect(told()).toEqual(['here to all']);
  });

  it('greets whoever has become a friend since, once, and none of those who heard the broadcast', async () => {
    friends = ['old friend'];
    own.online();
    await pass(5_000);
    for (let turn = 0; turn < 3; turn += 1) {
      for (const node of ['old friend', 'new friend']) own.isFriend(toNodeId(node));
      await pass(2_000);
    }
    expect(told()).toEqual(['here to all', 'here to 1']);
  });

  it('is said again when nobody knows whether it went out, and not sooner than friends take it', async () => {
    outcome = { kind: 'expired' };
    own.online();
    await pass(8_000);
    expect(told().length).toBe(3);
    outcome = { kind: 'sent' };
    await pass(60_000);
    expect(told().length).toBe(4);
  });

  it('is said a minute after a refusal, which tim has no reason for', async () => {
    outcome = { kind: 'refused', code: 4105 };
    own.online();
    await pass(50_000);
    expect(told().length).toBe(1);
    await pass(60_000);
    expect(told().length).toBe(2);
  });

  it('leaves no timer behind', async () => {
    own.online();
    own.asked(toNodeId('friend'));
    await pass(5_000);
    own.asked(toNodeId('friend'));
    own.dispose();
    expect(clock.waitingTimers).toBe(0);
  });
});

describe('somebody who chooses to be invisible', () => {
  it('does not leave when nobody has heard of them', async () => {
    own.online();
    own.choose(choice('invisible'));
    await pass(20_000);
    expect([told(), left]).toEqual([[], []]);
  });

  it('leaves when somebody has, if only perhaps', async () => {
    outcome = { kind: 'expired' };
    own.online();
    await pass(2_500);
    own.choose(choice('invisible'));
    await pass(100);
    expect(left).toEqual([2_000]);
  });

  it('answers nobody, and greets nobody', async () => {
    own.choose(choice('invisible'));
    own.online();
    await pass(3_000);
    own.asked(toNodeId('friend'));
    own.isFriend(toNodeId('new friend'));
    own.userMoved(true);
    await pass(20_000);
    expect([told(), left, own.maySpeak]).toEqual([[], [], false]);
  });
});

describe('another device of the account', () => {
  it('whose choice is later is followed before friends hear anything', async () => {
    own.online();
    own.heardFromDevice(fromDevice(choice('invisible')));
    await pass(20_000);
    expect([told(), own.choice.choice, kept.length]).toEqual([[], 'invisible', 1]);
  });

  it('whose choice is earlier, and that asks, is told ours; the echo of our own question is not answered', async () => {
    own.choose(choice('busy'));
    own.online();
    await pass(5_000);
    const before = sent.length;
    own.heardFromDevice(fromDevice(own.choice, true));
    own.heardFromDevice(fromDevice(choice('here', clock.nowMs() - 60_000), true));
    await pass(100);
    expect(sent.slice(before).map(({ target, content }) => [target, content.choice?.choice])).toEqual([
      [[self], 'busy'],
    ]);
  });

  it('whose clock is a year ahead does not hold its choice for a year', () => {
    const nowMs = clock.nowMs();
    const other = choice('busy', nowMs + 31_536_000_000);
    const taken = laterChoice(choice('here', nowMs - 1), other, nowMs);
    expect(taken).toEqual({ ...other, chosenAtMs: nowMs });
    expect(laterChoice(taken, choice('away', nowMs + 1), nowMs + 1).choice).toBe('away');
  });
});
