import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { revealMessage } from '../../../main/messaging/burn-message';
import { discardMessage } from '../../../main/messaging/send-message';
import { FrameType, TimErrorCode } from '../../../main/protocol/packet-types';
import { settle } from '../../support/fake-server';
import { burnContent, received } from '../../support/test-core';
import { TestOutbox } from '../../support/test-outbox';

let lane: TestOutbox;
beforeEach(() => {
  lane = new TestOutbox();
});
afterEach(() => {
  lane.dispose();
});

const pass = async (durationMs: number): Promise<void> => {
  for (let leftMs = durationMs; leftMs > 0; leftMs -= 500) {
    lane.core.clock.advance(Math.min(500, leftMs));
    await settle();
  }
};
const deliveryOf = (id: Parameters<typeof lane.open>[0]): object => {
  const { delivery, deliveryFailure } = lane.core.message(id);
  return { delivery, deliveryFailure };
};

describe('a server that was stopped with a message in flight that it refuses', () => {
  it('T7: a late refusal hits no other message', async () => {
    const refused = lane.say('to nobody', lane.chatWith('stranger'));
    const other = lane.say('to a friend');
    await pass(22_000);
    // It goes on, and answers what it was sent over the connection that is still there.
    for (let index = lane.sentBeforeRenewal; index < lane.sent.length; index += 1) {
      const isRefused = lane.sent[index]?.packet.toTid?.node === 'stranger';
      if (isRefused) lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
      expect(lane.core.message(other).delivery).not.toBe('failed');
      if (!isRefused) lane.echo(other, 9n);
      await settle();
    }
    expect(deliveryOf(refused)).toEqual({ delivery: 'failed', deliveryFailure: 'notFriends' });
    expect(deliveryOf(other)).toEqual({ delivery: 'sent', deliveryFailure: null });
  });

  it('T7: what was behind it goes first over the next connection', async () => {
    lane.say('to nobody', lane.chatWith('stranger'));
    const other = lane.say('to a friend');
    await pass(46_000);
    expect([lane.renewals, lane.texts().at(-1)]).toEqual([1, 'to a friend']);
    lane.echo(other, 9n);
    await settle();
    expect(lane.texts().at(-1)).toBe('to nobody');
  });
});

describe('a refusal that can be meant for two sendings', () => {
  /** A notice that the server has not refused in its time, and a message behind it. */
  const afterNotice = () => {
    lane.core.pipeline.apply([received(8n, burnContent('secret'))]);
    revealMessage(lane.core.byMid(8n).messageId, lane.core.messaging);
    lane.outbox.pump();
    lane.core.clock.advance(400);
    return lane.say('一');
  };

  it('T7: strikes neither, and the echo that follows shows that it was the other', () => {
    const id = afterNotice();
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    expect(deliveryOf(id)).toEqual({ delivery: 'pending', deliveryFailure: null });
    lane.echo(id, 9n);
    expect([deliveryOf(id), lane.renewals]).toEqual([{ delivery: 'sent', deliveryFailure: null }, 0]);
  });

  it('T7: is heard again over a new connection when no echo follows', async () => {
    const id = afterNotice();
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    await pass(46_000);
    expect([lane.renewals, lane.texts()]).toEqual([1, [undefined, '一', '一']]);
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    expect(deliveryOf(id)).toEqual({ delivery: 'failed', deliveryFailure: 'notFriends' });
  });

  it('T7: is certain again when the notice can no longer be meant', async () => {
    const first = afterNotice();
    lane.echo(first, 9n);
    await pass(60_000);
    const second = lane.say('二');
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    expect(deliveryOf(second)).toEqual({ delivery: 'failed', deliveryFailure: 'notFriends' });
  });
});

describe('a message that is on the server although it was withdrawn here', () => {
  const refuse = (text: string) => {
    const id = lane.say(text);
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    return id;
  };
  const takenBack = (id: ReturnType<typeof refuse>): void => {
    expect(lane.core.message(id)).toMatchObject({
      contentState: 'revoked',
      text: null,
      pendingOperation: 'revoke',
      mid: 9n,
    });
    expect(lane.sent.at(-1)).toMatchObject({ type: FrameType.revoke, packet: { mid: 9n } });
    lane.echoRevoke(9n);
    expect(lane.core.message(id)).toMatchObject({ contentState: 'revoked', pendingOperation: null });
    expect(lane.open(id)).toEqual([]);
  };

  it('T7: is revoked when its echo comes after it was discarded', () => {
    const id = refuse('一');
    expect(discardMessage(id, lane.core.messaging)).toEqual({ ok: true, value: null });
    lane.echo(id, 9n);
    takenBack(id);
  });

  it('T7: is revoked when its echo comes after it was revoked as never sent', () => {
    const id = refuse('一');
    lane.revoke(id);
    expect(lane.core.message(id).contentState).toBe('withdrawn');
    lane.echo(id, 9n);
    takenBack(id);
  });

  it('T7: is revoked when the history shows it', () => {
    const id = refuse('一');
    lane.revoke(id);
    lane.core.pipeline.apply([lane.core.echo(id, 9n, { source: 'history' })]);
    lane.outbox.settled();
    takenBack(id);
  });
});

describe('a message that the server never answers', () => {
  it('T7: fails after four connections of which the history knows nothing, and what is behind it goes out', async () => {
    const dissolved = lane.chatWith('dissolved');
    const lost = lane.say('一', dissolved);
    const next = lane.say('二', dissolved);
    for (let time = 0; time < 4; time += 1) await pass(46_000);
    expect(deliveryOf(lost)).toEqual({ delivery: 'failed', deliveryFailure: 'timedOut' });
    expect([lane.texts().at(-1), deliveryOf(next)]).toEqual([
      '二',
      { delivery: 'pending', deliveryFailure: null },
    ]);
  });

  it('T7: is not called failed while the history cannot be asked', async () => {
    const id = lane.say('一');
    lane.sighting = 'unclear';
    await pass(300_000);
    expect([lane.sent.length, deliveryOf(id)]).toEqual([1, { delivery: 'pending', deliveryFailure: null }]);
    const other = lane.say('二', lane.chatWith('friend'));
    expect(lane.texts()).toEqual(['一', '二']);
    lane.echo(other, 4n);
    expect(deliveryOf(other)).toEqual({ delivery: 'sent', deliveryFailure: null });
  });

  it('T4: fails in words when the server keeps the chat from its author, and what is behind it goes out', async () => {
    const id = lane.say('一', lane.chatWith('former'));
    lane.sighting = 'refused';
    const other = lane.say('二');
    await pass(15_500);
    expect(deliveryOf(id)).toEqual({ delivery: 'failed', deliveryFailure: 'notFriends' });
    expect([lane.renewals, lane.texts()]).toEqual([0, ['一', '二']]);
    // What the server may still say to the first hits nobody else.
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    lane.echo(other, 4n);
    expect(deliveryOf(other)).toEqual({ delivery: 'sent', deliveryFailure: null });
  });
});
