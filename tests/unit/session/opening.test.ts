import { beforeEach, describe, expect, it } from 'vitest';
import { FrameType } from '../../../main/protocol/packet-types';
import type { Frame } from '../../../main/protocol/packets';
import { settle } from '../../support/fake-server';
import { message, TestSession } from '../../support/test-session';

let fixture: TestSession;
let open: () => Promise<void>;
let fail: (error: Error) => Promise<void>;
/** From now on what comes has to be opened; `open` and `fail` end that. */
function close(): void {
  let done: () => void;
  let failed: (error: Error) => void;
  fixture.opening = new Promise((resolve, reject) => {
    done = resolve;
    failed = reject;
  });
  open = () => {
    fixture.opening = null;
    done();
    return settle();
  };
  fail = (error) => {
    fixture.opening = null;
    failed(error);
    return settle();
  };
}
beforeEach(async () => {
  fixture = new TestSession();
  await fixture.goOnline();
});

const numbered = (syncId: number): Frame => ({ ...message, syncId });
const taken = () => fixture.received.map((frame) => frame.syncId ?? frame.type);
const acks = (): readonly (number | undefined)[] =>
  fixture.server.connection.sentOf(FrameType.ack).map(({ syncId }) => syncId);

describe('while something is being opened', () => {
  it('nothing is acknowledged, and what comes meanwhile is committed together after it', async () => {
    close();
    fixture.server.connection.deliverSeveral([numbered(1), numbered(2)]);
    fixture.server.connection.deliver(numbered(3));
    fixture.server.connection.deliverSeveral([numbered(4), numbered(5)]);
    await fixture.wait(50);
    expect([taken(), acks()]).toEqual([[], []]);
    await open();
    expect([taken(), fixture.groups]).toEqual([
      [1, 2, 3, 4, 5],
      [2, 3],
    ]);
    await fixture.wait(5);
    expect(acks()).toEqual([1, 2, 3, 4, 5]);
  });

  it('frames of other types keep their place behind it', async () => {
    close();
    fixture.server.connection.deliverSeveral([numbered(1)]);
    const refusal = {
      type: FrameType.ack,
      packet: { ok: false, timType: 90, error: { code: 4105 } },
    } as const;
    fixture.server.connection.deliver(refusal);
    fixture.server.connection.deliver(numbered(2));
    await open();
    expect(taken()).toEqual([1, FrameType.ack, 2]);
  });

  it('pongs and answers to questions do not wait', async () => {
    const heard: string[] = [];
    close();
    fixture.server.connection.deliverSeveral([numbered(1)]);
    fixture.wire.line.whenHeard(() => heard.push('pong'));
    fixture.server.connection.deliver({ type: FrameType.ping, packet: {} });
    expect([heard, taken()]).toEqual([['pong'], []]);
  });

  it('no more is read than can be held', () => {
    close();
    const many = Array.from({ length: 300 }, (_, index) => numbered(index + 1));
    const { connection } = fixture.server;
    expect([1, 2, 3].map(() => connection.deliverSeveral(many))).toEqual([300, 300, 0]);
  });

  it('what cannot be opened is not acknowledged, and what came after it is', async () => {
    close();
    fixture.server.connection.deliver(numbered(1));
    fixture.server.connection.deliver(numbered(2));
    await fail(new Error('cannot be opened'));
    await fixture.wait(5);
    expect([taken(), acks()]).toEqual([[2], [2]]);
  });

  it('a group with one that cannot be opened is tried one by one', async () => {
    close();
    fixture.poison = 2;
    fixture.server.connection.deliverSeveral([numbered(1), numbered(2), numbered(3)]);
    await open();
    await fixture.wait(5);
    expect([taken(), acks()]).toEqual([
      [1, 3],
      [1, 3],
    ]);
  });

  it('the end of the connection leaves it unacknowledged, and nothing of the old one is taken after it', async () => {
    close();
    fixture.server.connection.deliverSeveral([numbered(1)]);
    fixture.server.connection.deliver(numbered(2));
    fixture.server.connection.drop(1006);
    await fixture.wait(500);
    fixture.server.connection.accept();
    fixture.server.connection.deliver(numbered(3));
    await open();
    await fixture.wait(5);
    expect([taken(), acks()]).toEqual([[1, 3], [3]]);
  });
});
