import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { retryMessage } from '../../../main/messaging/send-message';
import { FrameType, TimErrorCode } from '../../../main/protocol/packet-types';
import { settle } from '../../support/fake-server';
import { received, room } from '../../support/test-core';
import { TestOutbox } from '../../support/test-outbox';

let lane: TestOutbox;
beforeEach(() => {
  lane = new TestOutbox();
});
afterEach(() => {
  lane.dispose();
});

describe('the outbox', () => {
  it('sends one entry after the other, in the order of the intents', () => {
    const ids = ['一', '二', '三'].map((text) => lane.say(text));
    expect(lane.texts()).toEqual(['一']);
    ids.forEach((id, index) => lane.echo(id, BigInt(index + 1)));
    expect(lane.texts()).toEqual(['一', '二', '三']);
    expect(ids.map((id) => lane.core.message(id).delivery)).toEqual(['sent', 'sent', 'sent']);
    expect(lane.core.store.outbox.head()).toBeNull();
    expect(lane.core.clock.waitingTimers).toBe(0);
  });

  it('sends nothing while offline, and everything in order later', () => {
    lane.isOnline = false;
    const ids = [lane.say('一'), lane.say('二')];
    expect(lane.sent).toEqual([]);
    lane.isOnline = true;
    lane.outbox.pump();
    ids.forEach((id, index) => lane.echo(id, BigInt(index + 1)));
    expect(lane.texts()).toEqual(['一', '二']);
  });

  it('writes what our convention asks for', () => {
    const id = lane.say('好');
    const { clientId } = lane.core.message(id);
    lane.echo(id, 41n);
    lane.revoke(id);
    expect(lane.sent).toEqual([
      {
        type: FrameType.message,
        packet: {
          msType: 2,
          odType: 1,
          id: clientId,
          toTid: { node: 'peer' },
          dataString: '好',
          extend: { cid: id, v: '1' },
        },
      },
      {
        type: FrameType.revoke,
        packet: expect.objectContaining({ odType: 2, mid: 41n, extend: { mid: '41', v: '1' } }),
      },
    ]);
  });

  it('is not moved by the echo of another message, or by the message of another device', () => {
    const id = lane.say('一');
    lane.say('二');
    lane.core.pipeline.apply([lane.core.echo(id, 9n, { cid: 'another device' }), received(10n)]);
    lane.outbox.settled();
    expect(lane.texts()).toEqual(['一']);
    expect(lane.core.message(id).delivery).toBe('pending');
  });
});

describe('a refused send', () => {
  it.each([
    [TimErrorCode.permissionDenied, 'notFriends'],
    [TimErrorCode.account, 'unknownAccount'],
    [TimErrorCode.blocked, 'blockedByPeer'],
    [TimErrorCode.parameters, 'refusedByServer'],
  ])('with %i fails with %s, and the next one goes out', (code, failure) => {
    const id = lane.say('一');
    lane.say('二');
    lane.outbox.refused(FrameType.message, code);
    expect(lane.core.message(id)).toMatchObject({ delivery: 'failed', deliveryFailure: failure, text: '一' });
    expect(lane.texts()).toEqual(['一', '二']);
  });

  it('in a room says that we are no member', () => {
    const id = lane.say('一', room);
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    expect(lane.core.message(id).deliveryFailure).toBe('notAMember');
  });

  it('can be tried again, at the end of the queue, and is new to the server', () => {
    const id = lane.say('一');
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    const other = lane.say('二');
    retryMessage(id, lane.core.messaging);
    lane.echo(other, 5n);
    expect(lane.texts()).toEqual(['一', '二', '一']);
    expect(lane.verified).toEqual([]);
  });

  it('is somebody else’s business when nothing of its kind is in flight', () => {
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    const id = lane.say('一');
    lane.outbox.refused(FrameType.revoke, TimErrorCode.permissionDenied);
    lane.outbox.refused(FrameType.burn, TimErrorCode.permissionDenied);
    expect(lane.core.message(id).delivery).toBe('pending');
  });

  it('withdraws the message whose revoke was waiting for it', () => {
    const id = lane.say('一');
    lane.revoke(id);
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    expect(lane.core.message(id)).toMatchObject({ contentState: 'withdrawn', text: null });
    expect(lane.open(id)).toEqual([]);
    expect(lane.sent).toHaveLength(1);
  });
});

describe('a busy server', () => {
  it.each([5102, 5103, 5104, 5105])(
    '(%i) is asked again after a growing wait, and nothing overtakes',
    async (code) => {
      lane.say('一');
      lane.say('二');
      lane.core.random.nextFraction = 0;
      for (const waitMs of [500, 1_000, 2_000]) {
        const count = lane.sent.length;
        lane.outbox.refused(FrameType.message, code);
        lane.core.clock.advance(waitMs - 1);
        await settle();
        expect(lane.sent).toHaveLength(count);
        lane.core.clock.advance(1);
        await settle();
        expect(lane.sent).toHaveLength(count + 1);
      }
      expect(new Set(lane.texts())).toEqual(new Set(['一']));
    },
  );

  it('is never made to wait longer than half a minute, and an answer forgives', async () => {
    const id = lane.say('一');
    lane.core.random.nextFraction = 0.999;
    for (let turn = 0; turn < 12; turn += 1) {
      lane.outbox.refused(FrameType.message, TimErrorCode.overload);
      lane.core.clock.advance(30_000);
      await settle();
    }
    expect(lane.sent).toHaveLength(13);
    lane.echo(id, 1n);
    lane.core.random.nextFraction = 0;
    lane.say('二');
    lane.outbox.refused(FrameType.message, TimErrorCode.overload);
    lane.core.clock.advance(500);
    await settle();
    expect(lane.texts().at(-1)).toBe('二');
    expect(lane.sent).toHaveLength(15);
  });
});

describe('an answer that does not come', () => {
  const pass = async (durationMs: number): Promise<void> => {
    for (let leftMs = durationMs; leftMs > 0; leftMs -= 500) {
      lane.core.clock.advance(Math.min(500, leftMs));
      await settle();
    }
  };

  it('makes the outbox look three times, and send the message again over a new connection', async () => {
    const id = lane.say('一');
    await pass(44_000);
    expect([lane.verified, lane.sent.length, lane.renewals]).toEqual([[id, id], 1, 0]);
    await pass(1_000);
    expect([lane.verified, lane.renewals, lane.texts()]).toEqual([[id, id, id], 1, ['一', '一']]);
    expect(lane.sent[1]?.packet.extend).toEqual(lane.sent[0]?.packet.extend);
  });

  it('is found in the history: the message is not sent twice, and the next one goes out', async () => {
    const id = lane.say('一');
    lane.say('二');
    lane.verifying = (messageId) => lane.echo(messageId, 7n);
    await pass(15_000);
    expect(lane.core.message(id)).toMatchObject({ delivery: 'sent', mid: 7n });
    expect([lane.texts(), lane.renewals]).toEqual([['一', '二'], 0]);
  });

  it('may come while the outbox looks for it, and between two looks', async () => {
    for (const waitMs of [15_000, 20_000]) {
      const id = lane.say('一');
      const count = lane.sent.length;
      lane.core.clock.advance(15_000);
      await pass(waitMs - 15_000);
      lane.echo(id, BigInt(waitMs));
      await pass(60_000);
      expect([lane.core.message(id).delivery, lane.sent.length, lane.renewals]).toEqual(['sent', count, 0]);
    }
  });

  it('of a refusal may be late as well: it is taken while the outbox looks', async () => {
    const id = lane.say('一');
    lane.core.clock.advance(15_000);
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    await settle();
    expect([lane.core.message(id).deliveryFailure, lane.core.clock.waitingTimers]).toEqual(['notFriends', 0]);
  });

  it('of a command is looked for in the history, which may have it done', async () => {
    const id = lane.say('一');
    lane.echo(id, 3n);
    lane.revoke(id);
    lane.isGone = false;
    await pass(15_000);
    expect(lane.core.message(id)).toMatchObject({ contentState: 'present', pendingOperation: 'revoke' });
    lane.isGone = true;
    await pass(15_000);
    expect(lane.core.message(id)).toMatchObject({ contentState: 'revoked', pendingOperation: null });
    expect(lane.sent.filter(({ type }) => type === FrameType.revoke)).toHaveLength(1);
  });

  it('of a command that was not done is asked for again over a new connection', async () => {
    const id = lane.say('一');
    lane.echo(id, 3n);
    lane.revoke(id);
    lane.isGone = false;
    await pass(46_000);
    expect([lane.renewals, lane.sent.filter(({ type }) => type === FrameType.revoke).length]).toEqual([1, 2]);
  });
});

describe('a lost connection', () => {
  it('puts the entry back, and the next connection looks before it sends again', async () => {
    const id = lane.say('一');
    lane.isOnline = false;
    lane.outbox.disconnected();
    expect([lane.core.store.outbox.head()?.attempts, lane.core.clock.waitingTimers]).toEqual([1, 0]);
    lane.isOnline = true;
    lane.outbox.pump();
    await settle();
    expect([lane.verified, lane.texts()]).toEqual([[id], ['一', '一']]);
  });

  it('while looking ends the looking', async () => {
    const id = lane.say('一');
    lane.outbox.disconnected();
    lane.outbox.pump();
    lane.isOnline = false;
    lane.outbox.disconnected();
    await settle();
    expect([lane.verified, lane.sent.length]).toEqual([[id], 1]);
    lane.isOnline = true;
    lane.outbox.pump();
    await settle();
    expect(lane.sent).toHaveLength(2);
  });

  it('while waiting for a busy server lets the next connection begin at once', () => {
    lane.say('一');
    lane.outbox.refused(FrameType.message, TimErrorCode.overload);
    lane.outbox.disconnected();
    expect(lane.core.clock.waitingTimers).toBe(0);
  });

  it('and a restart: what was in flight is queued again', async () => {
    const id = lane.say('一');
    lane.restart();
    await settle();
    expect([lane.verified, lane.texts()]).toEqual([[id], ['一', '一']]);
  });
});
