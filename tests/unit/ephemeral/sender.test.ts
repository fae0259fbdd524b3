import { beforeEach, describe, expect, it } from 'vitest';
import type { EphemeralOutcome } from '../../../main/domain/ephemeral';
import { toNodeId } from '../../../main/domain/ids';
import { EphemeralSender } from '../../../main/ephemeral/sender';
import { toDisposable, type Disposable } from '../../../main/platform/disposable';
import type { Frame } from '../../../main/protocol/packets';
import { settle } from '../../support/fake-server';
import { ManualClock } from '../../support/manual-clock';

let clock: ManualClock;
let sent: Frame[];
let isOnline: boolean;
/** The server has nothing to say any more. */
let silences: (() => void)[];
let answer: (frame: Frame) => void;
let sender: EphemeralSender;
beforeEach(() => {
  clock = new ManualClock();
  sent = [];
  isOnline = true;
  silences = [];
  answer = () => undefined;
  sender = new EphemeralSender({
    clock,
    isOnline: () => isOnline,
    send: (frame) => {
      sent.push(frame);
      answer(frame);
    },
    whenSilent: (_timeoutMs, callback): Disposable => {
      silences.push(callback);
      return toDisposable(() => silences.splice(silences.indexOf(callback), 1));
    },
  });
});

/** Begins to say that we write to somebody; the outcome is in the list once it is known. */
function type(node: string, deadlineMs?: number): EphemeralOutcome[] {
  const outcomes: EphemeralOutcome[] = [];
  const target = { kind: 'user', node: toNodeId(node) } as const;
  const message = { kind: 'typing', target, content: { isTyping: true } } as const;
  void sender
    .send(deadlineMs === undefined ? message : { ...message, deadlineMs })
    .then((outcome) => outcomes.push(outcome));
  return outcomes;
}
const receivers = () =>
  sent.map(({ packet }) => ('toTid' in packet && packet.toTid !== undefined ? packet.toTid.node : null));

describe('something that is worth something for a while', () => {
  it('was sent when the server had it and refused nothing', async () => {
    const outcomes = type('a');
    await settle();
    expect([receivers(), outcomes]).toEqual([['a'], []]);
    silences[0]?.();
    await settle();
    expect([outcomes, clock.waitingTimers]).toEqual([[{ kind: 'sent' }], 0]);
  });

  it('is not kept for a connection that is not there', async () => {
    isOnline = false;
    const outcomes = type('a');
    await settle();
    expect([sent, outcomes, clock.waitingTimers]).toEqual([[], [{ kind: 'offline' }], 0]);
  });

  it('ends with its connection, and is not said on the next one', async () => {
    const [inFlight, waiting] = [type('a'), type('b')];
    sender.disconnected();
    await settle();
    clock.advance(60_000);
    expect([receivers(), inFlight, waiting]).toEqual([['a'], [{ kind: 'offline' }], [{ kind: 'offline' }]]);
    expect(clock.waitingTimers).toBe(0);
  });

  it('expires while it waits for its turn, and then never goes out', async () => {
    const [, waiting] = [type('a'), type('b', 500)];
    clock.advance(500);
    await settle();
    silences[0]?.();
    clock.advance(60_000);
    expect([receivers(), waiting]).toEqual([['a'], [{ kind: 'expired' }]]);
  });

  it('expires when the line is so slow that nobody knows whether it has arrived', async () => {
    const outcomes = type('a');
    clock.advance(3_000);
    await settle();
    expect([outcomes, silences]).toEqual([[{ kind: 'expired' }], []]);
  });

  it('gives way to a newer one to the same place, and to no other', async () => {
    const [first, old, other, young] = [type('a'), type('b'), type('c'), type('b')];
    await settle();
    expect([first, old, other, young]).toEqual([[], [{ kind: 'superseded' }], [], []]);
  });

  it('waits for its turn when there was much before it', async () => {
    type('a');
    silences[0]?.();
    type('b');
    silences[0]?.();
    const third = type('c');
    expect(receivers()).toEqual(['a', 'b']);
    clock.advance(2_000);
    silences[0]?.();
    await settle();
    expect([receivers(), third]).toEqual([['a', 'b', 'c'], [{ kind: 'sent' }]]);
  });

  it('is turned away when too many wait', async () => {
    for (let count = 0; count < 65; count += 1) type(`peer ${count}`);
    const outcomes = type('one more');
    await settle();
    expect(outcomes).toEqual([{ kind: 'tooMany' }]);
  });
});

describe('a refusal', () => {
  it('is charged to the oldest that is in flight in such a frame, and lets the next one go', async () => {
    const [first, second] = [type('a'), type('b')];
    expect([sender.refused(91, 4106), sender.refused(90, 4105)]).toEqual([false, true]);
    await settle();
    expect([first, second, receivers()]).toEqual([[{ kind: 'refused', code: 4105 }], [], ['a', 'b']]);
  });

  it('is nobody’s when nothing is in flight', async () => {
    type('a');
    silences[0]?.();
    expect(sender.refused(90, 4105)).toBe(false);
  });

  it('that comes while the frame is still being handed over counts', async () => {
    answer = () => sender.refused(90, 4106);
    const outcomes = type('a');
    await settle();
    expect([outcomes, silences, clock.waitingTimers]).toEqual([[{ kind: 'refused', code: 4106 }], [], 0]);
  });
});
