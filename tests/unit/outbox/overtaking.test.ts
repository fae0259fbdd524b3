import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toNodeId, type MessageId } from '../../../main/domain/ids';
import { burnNow } from '../../../main/messaging/burn-message';
import { sendMessage } from '../../../main/messaging/send-message';
import { FrameType, TimErrorCode } from '../../../main/protocol/packet-types';
import { settle } from '../../support/fake-server';
import { png } from '../../support/pictures';
import { burnContent, chat, received, room } from '../../support/test-core';
import { TestOutbox } from '../../support/test-outbox';

let lane: TestOutbox;
beforeEach(() => {
  lane = new TestOutbox();
});
afterEach(() => {
  lane.dispose();
});

const pass = async (durationMs: number): Promise<void> => {
  for (let leftMs = durationMs; leftMs > 0; leftMs -= 250) {
    lane.core.clock.advance(Math.min(250, leftMs));
    await settle();
  }
};
const types = (): readonly number[] => lane.sent.map(({ type }) => type);
const deliveryOf = (id: MessageId): string => lane.core.message(id).delivery;

/** A picture that is on its way; of so many bytes. */
const showPicture = (byteCount = 20_000, conversationId = chat): MessageId => {
  const head = png({ width: 40, height: 30 });
  const bytes = Uint8Array.from({ length: byteCount }, (_, index) => head[index] ?? 0);
  const outcome = sendMessage(
    { conversationId, content: { kind: 'image', bytes }, burnSeconds: null, replyToId: null, mentions: [] },
    lane.core.messaging,
  );
  if (!outcome.ok) throw new Error(outcome.code);
  lane.outbox.pump();
  return outcome.value;
};
const burnSecret = (): MessageId => {
  lane.core.pipeline.apply([received(88n, burnContent('secret'))]);
  const { messageId } = lane.core.byMid(88n);
  burnNow(messageId, lane.core.messaging);
  lane.outbox.pump();
  return messageId;
};

describe('a picture that is on its way', () => {
  it('holds up no revoke and no burn, of its own chat or of another', () => {
    const here = lane.say('一');
    lane.echo(here, 5n);
    showPicture();
    lane.say('behind the picture');
    lane.revoke(here);
    burnSecret();
    expect(types()).toEqual([FrameType.message, FrameType.message, FrameType.revoke, FrameType.burn]);
    lane.echoRevoke(5n);
    expect(lane.core.message(here).contentState).toBe('revoked');
  });

  it('holds up its own revoke, which goes out with its number as soon as it is there', () => {
    const picture = showPicture();
    const other = lane.say('一', room);
    lane.revoke(picture);
    expect(types()).toEqual([FrameType.message]);
    lane.echo(picture, 5n);
    expect(lane.sent.at(1)).toMatchObject({ type: FrameType.revoke, packet: { mid: 5n } });
    expect([lane.texts().at(-1), deliveryOf(other)]).toEqual(['一', 'pending']);
  });
});

describe('refusals of what is in flight together', () => {
  it('hit the one of their type', () => {
    const first = lane.say('一');
    lane.echo(first, 5n);
    const picture = showPicture();
    lane.revoke(first);
    const secret = burnSecret();
    lane.outbox.refused(FrameType.burn, TimErrorCode.permissionDenied);
    expect(lane.core.message(secret).operationFailure).toBe('notFriends');
    lane.outbox.refused(FrameType.revoke, TimErrorCode.permissionDenied);
    expect(lane.core.message(first)).toMatchObject({
      contentState: 'present',
      operationFailure: 'notFriends',
    });
    expect(deliveryOf(picture)).toBe('pending');
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    expect(deliveryOf(picture)).toBe('failed');
  });

  it('of a busy server hold up their own lane alone', async () => {
    const first = lane.say('一');
    lane.echo(first, 5n);
    lane.say('二');
    lane.outbox.refused(FrameType.message, TimErrorCode.overload);
    lane.revoke(first);
    expect(types().at(-1)).toBe(FrameType.revoke);
    await pass(31_000);
    expect(lane.texts().filter((text) => text === '二')).toHaveLength(2);
  });
});

describe('a lost connection with a message, a revoke and a burn in flight', () => {
  it('has each of them sent once more, the message after a look', async () => {
    const first = lane.say('一');
    lane.echo(first, 5n);
    const second = lane.say('二');
    lane.revoke(first);
    burnSecret();
    lane.outbox.disconnected();
    lane.outbox.pump();
    await settle();
    expect(lane.verified).toEqual([second]);
    const { message, revoke, burn } = FrameType;
    expect(types()).toEqual([message, message, revoke, burn, revoke, burn, message]);
  });
});

describe('a message that the server never answers', () => {
  it('lets other chats go on after a second when some servers drop what is so large, and keeps its own chat in order', async () => {
    showPicture(70_000, room);
    const behind = lane.say('behind it', room);
    const elsewhere = ['一', '二', '三'].map((text) => lane.say(text));
    await pass(1_250);
    for (const [index, id] of elsewhere.entries()) {
      lane.echo(id, BigInt(index + 10));
      await settle();
    }
    expect(elsewhere.map(deliveryOf)).toEqual(['sent', 'sent', 'sent']);
    expect([lane.texts().includes('behind it'), deliveryOf(behind), lane.renewals]).toEqual([
      false,
      'pending',
      0,
    ]);
  });

  it('lets other chats go on after some seconds, and after one the next time', async () => {
    const lost = lane.say('lost', room);
    const first = lane.say('一');
    await pass(5_750);
    expect(lane.texts()).toEqual(['lost']);
    await pass(500);
    expect(lane.texts()).toEqual(['lost', '一']);
    lane.echo(first, 10n);
    await pass(40_000);
    expect([lane.texts(), lane.renewals]).toEqual([['lost', '一', 'lost'], 1]);
    const second = lane.say('二');
    await pass(1_250);
    expect(lane.texts().at(-1)).toBe('二');
    lane.echo(lost, 11n);
    lane.echo(second, 12n);
    expect([deliveryOf(lost), deliveryOf(second)]).toEqual(['sent', 'sent']);
  });

  it('keeps nothing of its chat waiting when its echo comes late, while it is not in flight', async () => {
    const lost = lane.say('lost', room);
    const first = lane.say('一');
    await pass(46_000);
    expect([lane.texts().at(-1), lane.renewals]).toEqual(['一', 1]);
    lane.core.pipeline.apply([
      lane.core.echo(lost, 9n, { conversation: { kind: 'room', node: toNodeId('room') } }),
    ]);
    lane.outbox.settled();
    lane.say('older', room);
    lane.say('younger', lane.chatWith('friend'));
    lane.echo(first, 10n);
    expect(lane.texts().at(-1)).toBe('older');
  });

  it('may still be refused: that hits it as soon as what was sent after it is answered', async () => {
    const late = lane.say('一', room);
    const other = lane.say('二');
    await pass(6_500);
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    expect([deliveryOf(late), deliveryOf(other)]).toEqual(['pending', 'pending']);
    lane.echo(other, 9n);
    expect([deliveryOf(late), deliveryOf(other)]).toEqual(['failed', 'sent']);
  });
});

describe('a revoke that the server does not answer', () => {
  it('lets the next one go out, in the same chat as well', async () => {
    const ids = [lane.say('一'), lane.say('二')];
    ids.forEach((id, index) => lane.echo(id, BigInt(index + 5)));
    for (const id of ids) lane.revoke(id);
    const named = () =>
      lane.sent.filter(({ type }) => type === FrameType.revoke).map(({ packet }) => packet.mid);
    expect(named()).toEqual([5n]);
    await pass(6_500);
    expect(named()).toEqual([5n, 6n]);
    lane.echoRevoke(6n);
    lane.echoRevoke(5n);
    expect(ids.map((id) => lane.core.message(id).contentState)).toEqual(['revoked', 'revoked']);
  });

  it('is done by the acknowledgement that names its number, whatever else is open', async () => {
    const ids = [lane.say('一'), lane.say('二')];
    ids.forEach((id, index) => lane.echo(id, BigInt(index + 5)));
    for (const id of ids) lane.revoke(id);
    await pass(6_500);
    lane.outbox.acknowledged(FrameType.revoke, null);
    expect(ids.map((id) => lane.open(id))).toEqual([['revoke'], ['revoke']]);
    lane.outbox.acknowledged(FrameType.revoke, 5n);
    expect(ids.map((id) => lane.open(id))).toEqual([[], ['revoke']]);
  });
});
