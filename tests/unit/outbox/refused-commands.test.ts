import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageId } from '../../../main/domain/ids';
import { FrameType, TimErrorCode } from '../../../main/protocol/packet-types';
import { settle } from '../../support/fake-server';
import { TestOutbox } from '../../support/test-outbox';

let lane: TestOutbox;
beforeEach(() => {
  lane = new TestOutbox();
});
afterEach(() => {
  lane.dispose();
});

/** A message that the server has, with a revoke in flight. */
const revoking = (mid: bigint): MessageId => {
  const id = lane.say('一');
  lane.echo(id, mid);
  lane.revoke(id);
  return id;
};
const revokes = (): number => lane.sent.filter(({ type }) => type === FrameType.revoke).length;
const refuseOnly = async (): Promise<void> => {
  lane.outbox.refused(FrameType.revoke, TimErrorCode.parameters);
  await settle();
};
/** Refused, looked into, and where it is still there waited for until it goes out again. */
const refuse = async (): Promise<void> => {
  const count = lane.sent.length;
  await refuseOnly();
  for (let second = 0; second < 40 && lane.sent.length === count; second += 1) lane.core.clock.advance(1_000);
};
const reconnect = (): void => {
  lane.outbox.disconnected();
  lane.outbox.pump();
};
const outcomeOf = (id: MessageId): object => {
  const { contentState, pendingOperation, operationFailure } = lane.core.message(id);
  return { contentState, pendingOperation, operationFailure, open: lane.open(id) };
};
const done = { contentState: 'revoked', pendingOperation: null, operationFailure: null, open: [] };
const waiting = {
  contentState: 'present',
  pendingOperation: 'revoke',
  operationFailure: null,
  open: ['revoke'],
};
const givenUp = {
  contentState: 'present',
  pendingOperation: null,
  operationFailure: 'refusedByServer',
  open: [],
};

describe('a revoke that was cut off many times', () => {
  it.each([
    ['lost connections', reconnect],
    ['restarts', () => lane.restart()],
  ])('by %s is done by the first refusal that the history confirms', async (_name, cutOff) => {
    const id = revoking(5n);
    for (let time = 0; time < 20; time += 1) cutOff();
    expect([revokes(), lane.core.store.outbox.head()?.attempts]).toEqual([21, 21]);
    await refuse();
    expect(outcomeOf(id)).toEqual(done);
  });

  it('is not given up by one refusal that was meant for something else, and is done by its echo', async () => {
    const id = revoking(5n);
    for (let time = 0; time < 20; time += 1) reconnect();
    lane.isGone = false;
    await refuse();
    expect([outcomeOf(id), revokes()]).toEqual([waiting, 22]);
    lane.echoRevoke(5n);
    expect(outcomeOf(id)).toEqual(done);
  });
});

describe('a revoke that the server refuses although it has the message', () => {
  it('is given up after five refusals, also when connections are lost between them', async () => {
    lane.isGone = false;
    const id = revoking(5n);
    for (let time = 0; time < 4; time += 1) {
      await refuse();
      reconnect();
    }
    expect(outcomeOf(id)).toEqual(waiting);
    await refuse();
    expect(outcomeOf(id)).toEqual(givenUp);
  });

  it('leaves the next one all its attempts', async () => {
    lane.isGone = false;
    const first = revoking(5n);
    for (let time = 0; time < 4; time += 1) await refuse();
    lane.echoRevoke(5n);
    const second = revoking(6n);
    for (let time = 0; time < 4; time += 1) await refuse();
    expect([outcomeOf(first), outcomeOf(second)]).toEqual([done, waiting]);
  });
});

describe('a revoke that was refused while its first sending was still under way', () => {
  it('waits before it goes out again, and does not when the first sending worked', async () => {
    lane.isGone = false;
    const id = revoking(5n);
    await refuseOnly();
    lane.echoRevoke(5n);
    lane.core.clock.advance(60_000);
    expect([outcomeOf(id), revokes()]).toEqual([done, 1]);
  });
});

describe('a refusal that comes twice', () => {
  it('is looked into once', async () => {
    const id = revoking(5n);
    lane.outbox.refused(FrameType.revoke, TimErrorCode.parameters);
    lane.outbox.refused(FrameType.revoke, TimErrorCode.parameters);
    expect(lane.looks).toBe(1);
    await settle();
    expect([outcomeOf(id), lane.looks, revokes()]).toEqual([done, 1, 1]);
  });

  it('does not end a revoke that is being looked into, whatever it says the second time', async () => {
    lane.isGone = false;
    const id = revoking(5n);
    lane.outbox.refused(FrameType.revoke, TimErrorCode.parameters);
    lane.outbox.refused(FrameType.revoke, TimErrorCode.permissionDenied);
    await settle();
    expect([outcomeOf(id), revokes()]).toEqual([waiting, 1]);
  });

  it('is looked into again when it comes late and hits the next revoke, which goes out again', async () => {
    const first = revoking(5n);
    const second = lane.say('二');
    await refuse();
    lane.echo(second, 6n);
    lane.revoke(second);
    lane.isGone = false;
    await refuse();
    expect([outcomeOf(first), outcomeOf(second), lane.looks, revokes()]).toEqual([done, waiting, 2, 3]);
    lane.echoRevoke(6n);
    expect(outcomeOf(second)).toEqual(done);
  });
});

describe('a refusal while the history cannot be asked', () => {
  it('is asked about again after a growing wait, and never counts', async () => {
    lane.isGone = null;
    lane.core.random.nextFraction = 0;
    const id = revoking(5n);
    for (const waitMs of [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]) {
      const count = revokes();
      await refuseOnly();
      lane.core.clock.advance(waitMs - 1);
      expect(revokes()).toBe(count);
      lane.core.clock.advance(1);
      expect(revokes()).toBe(count + 1);
    }
    expect(outcomeOf(id)).toEqual(waiting);
    lane.isGone = true;
    await refuse();
    // The text that can be written anew has a timer of its own.
    lane.core.messaging.reedits.dispose();
    expect([outcomeOf(id), lane.core.clock.waitingTimers]).toEqual([done, 0]);
  });
});

describe('a refusal around a new connection', () => {
  it('that comes before anything was sent means nothing', async () => {
    const id = revoking(5n);
    lane.isOnline = false;
    lane.outbox.disconnected();
    lane.outbox.refused(FrameType.revoke, TimErrorCode.parameters);
    lane.outbox.refused(FrameType.revoke, TimErrorCode.permissionDenied);
    await settle();
    expect([outcomeOf(id), lane.looks]).toEqual([waiting, 0]);
    lane.isOnline = true;
    lane.outbox.pump();
    await refuse();
    expect([outcomeOf(id), revokes()]).toEqual([done, 2]);
  });

  it('is not confused with what was looked into over the old one', async () => {
    const id = revoking(5n);
    let answerOld: (isGone: boolean | null) => void = () => undefined;
    lane.isGone = new Promise((resolve) => (answerOld = resolve));
    await refuseOnly();
    reconnect();
    lane.isGone = false;
    await refuse();
    answerOld(true);
    await settle();
    expect([outcomeOf(id), revokes()]).toEqual([waiting, 3]);
    lane.isGone = true;
    await refuse();
    expect(outcomeOf(id)).toEqual(done);
  });

  it('leaves a message alone that is just being looked for', async () => {
    const id = lane.say('一');
    lane.outbox.disconnected();
    lane.outbox.pump();
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    await settle();
    expect(lane.core.message(id).delivery).toBe('pending');
    lane.echo(id, 7n);
    expect(lane.core.message(id)).toMatchObject({ delivery: 'sent', mid: 7n });
  });
});
