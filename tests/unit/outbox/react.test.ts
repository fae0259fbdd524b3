import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toNodeId, type MessageId } from '../../../main/domain/ids';
import { reactToMessage } from '../../../main/messaging/react-to-message';
import { FrameType, TimErrorCode } from '../../../main/protocol/packet-types';
import { burnContent, received, revoked, room, self } from '../../support/test-core';
import { TestOutbox } from '../../support/test-outbox';

let lane: TestOutbox;
beforeEach(() => {
  lane = new TestOutbox();
});
afterEach(() => {
  lane.dispose();
});

const quietMs = 400;
const arrive = (): MessageId => {
  lane.core.pipeline.apply([received(8n)]);
  return lane.core.byMid(8n).messageId;
};
const react = (id: MessageId, emoji: string | null) => {
  const outcome = reactToMessage(id, emoji, lane.core.messaging);
  lane.outbox.pump();
  return outcome;
};
const mine = (id: MessageId) => lane.core.store.reactions.by(self, id);
const extends_ = () => lane.sent.map(({ packet }) => packet.extend);
const done = { ok: true, value: null };

describe('a reaction of the user', () => {
  it('is shown at once, goes out with the number of the message, and is done when nobody objects', () => {
    const id = arrive();
    expect(react(id, '👍')).toEqual(done);
    expect(mine(id)).toBe('👍');
    expect(lane.sent).toMatchObject([
      {
        type: FrameType.message,
        packet: { odType: 33, msType: 2, toTid: { node: 'peer' }, extend: { mid: '8', emoji: '👍', v: '1' } },
      },
    ]);
    lane.core.clock.advance(quietMs);
    expect(lane.open(id)).toEqual([]);
  });

  it('that was changed before it could go out goes out once, as it was said last', () => {
    lane.isOnline = false;
    const id = arrive();
    for (const emoji of ['👍', '😂', null, '🙏']) expect(react(id, emoji)).toEqual(done);
    expect(lane.open(id)).toEqual(['react']);
    lane.isOnline = true;
    lane.outbox.pump();
    expect(extends_()).toEqual([{ mid: '8', emoji: '🙏', v: '1' }]);
  });

  it('is taken back by a word of its own', () => {
    const id = arrive();
    react(id, '👍');
    lane.core.clock.advance(quietMs);
    react(id, null);
    expect(extends_().at(-1)).toEqual({ mid: '8', off: '1', v: '1' });
    expect(mine(id)).toBeNull();
  });

  it('in a room is a message that other clients show as a sign, and its echo is the same one', () => {
    lane.core.pipeline.apply([received(8n, { conversation: { kind: 'room', node: toNodeId('room') } })]);
    const id = lane.core.byMid(8n, room).messageId;
    react(id, '👍');
    expect(lane.sent).toMatchObject([
      { packet: { odType: 1, msType: 3, udtype: 1004, dataString: '👍', extend: { mid: '8', emoji: '👍' } } },
    ]);
  });

  it.each([TimErrorCode.permissionDenied, TimErrorCode.blocked])(
    'that the server refuses (%i) is shown as said no longer',
    (code) => {
      const id = arrive();
      react(id, '👍');
      lane.outbox.refused(FrameType.message, code);
      expect([mine(id), lane.open(id)]).toEqual([null, []]);
    },
  );

  it('to a message that is revoked before it went out is never sent, and nothing of it stays', () => {
    lane.isOnline = false;
    const id = arrive();
    react(id, '👍');
    lane.core.pipeline.apply([revoked(8n)]);
    lane.isOnline = true;
    lane.outbox.pump();
    expect([lane.sent, lane.open(id), mine(id)]).toEqual([[], [], null]);
  });

  it('is refused where the message burns, is gone, or is not on the server, and words are none', () => {
    lane.isOnline = false;
    lane.core.pipeline.apply([received(9n, burnContent('hot'))]);
    const own = lane.say('mine');
    const gone = arrive();
    lane.core.pipeline.apply([revoked(8n)]);
    const codes = [lane.core.byMid(9n).messageId, own, gone].map((id) => react(id, '👍'));
    expect(codes).toMatchObject([{ code: 'cannotReact' }, { code: 'cannotReact' }, { code: 'alreadyGone' }]);
    lane.core.pipeline.apply([received(10n)]);
    expect(react(lane.core.byMid(10n).messageId, 'yes')).toMatchObject({ code: 'invalidArgument' });
  });

  it('is owed to the other devices once the other side was told, with the time at which that was', () => {
    lane.isOnline = false;
    const id = arrive();
    react(id, '👍');
    const { reactions } = lane.core.store;
    const saidAtNs = reactions.newestOwn(1)[0]?.saidAtNs ?? 0n;
    expect(reactions.owedToDevices(9)).toEqual([]);
    lane.core.clock.advance(60_000);
    lane.isOnline = true;
    lane.outbox.pump();
    expect(reactions.owedToDevices(9)).toEqual([]);
    lane.core.clock.advance(quietMs);
    const owed = reactions.owedToDevices(9);
    expect(owed).toMatchObject([{ peer: 'peer', mid: 8n, emoji: '👍' }]);
    expect((owed[0]?.saidAtNs ?? 0n) - saidAtNs).toBeGreaterThanOrEqual(60_000_000_000n);
    lane.core.store.transaction((write) => write.reactions.noteTold(owed));
    expect([reactions.owedToDevices(9), reactions.newestOwn(9).length]).toEqual([[], 1]);
  });

  it('that was changed while the devices were told of it is owed once more', () => {
    const id = arrive();
    react(id, '👍');
    lane.core.clock.advance(quietMs);
    const { reactions } = lane.core.store;
    const owed = reactions.owedToDevices(9);
    react(id, null);
    lane.core.store.transaction((write) => write.reactions.noteTold(owed));
    lane.core.clock.advance(quietMs);
    expect(reactions.owedToDevices(9)).toMatchObject([{ mid: 8n, emoji: null }]);
  });

  it.each<[string, (id: MessageId) => void]>([
    ['the server refused', () => lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied)],
    [
      'went with its message',
      () => {
        lane.core.clock.advance(quietMs);
        lane.core.pipeline.apply([revoked(8n)]);
      },
    ],
  ])('that %s is told to no device', (_what, happen) => {
    const id = arrive();
    react(id, '👍');
    happen(id);
    lane.core.clock.advance(quietMs);
    const { reactions } = lane.core.store;
    expect([reactions.owedToDevices(9), reactions.newestOwn(9)]).toEqual([[], []]);
  });

  it('in a room is told to no device: the server does that', () => {
    lane.core.pipeline.apply([received(8n, { conversation: { kind: 'room', node: toNodeId('room') } })]);
    react(lane.core.byMid(8n, room).messageId, '👍');
    lane.core.clock.advance(quietMs);
    const { reactions } = lane.core.store;
    expect([reactions.owedToDevices(9), reactions.newestOwn(9)]).toEqual([[], []]);
  });
});
