import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageId } from '../../../main/domain/ids';
import { burnNow } from '../../../main/messaging/burn-message';
import { FrameType, TimErrorCode } from '../../../main/protocol/packet-types';
import { settle } from '../../support/fake-server';
import { burnContent, received, revoked, room, self } from '../../support/test-core';
import { TestOutbox } from '../../support/test-outbox';

let lane: TestOutbox;
beforeEach(() => {
  lane = new TestOutbox();
});
afterEach(() => {
  lane.dispose();
});

describe('a revoke', () => {
  it('waits for its message, then goes out with the number that the server gave it', () => {
    const id = lane.say('一');
    lane.revoke(id);
    expect(lane.sent).toHaveLength(1);
    lane.echo(id, 99n);
    expect(lane.sent[1]).toMatchObject({
      type: FrameType.revoke,
      packet: { mid: 99n, extend: { mid: '99' } },
    });
    lane.echoRevoke(99n);
    expect(lane.core.message(id)).toMatchObject({
      contentState: 'revoked',
      text: null,
      pendingOperation: null,
    });
    expect(lane.open(id)).toEqual([]);
  });

  it('is done when the server says so in the older way, too, with or without a number', () => {
    for (const [mid, told] of [
      [5n, 5n],
      [6n, null],
    ] as const) {
      const id = lane.say('一');
      lane.echo(id, mid);
      lane.revoke(id);
      lane.outbox.acknowledged(FrameType.revoke, told);
      expect(lane.core.message(id).contentState).toBe('revoked');
    }
  });

  it('is not done by the acknowledgement of another one', () => {
    const id = lane.say('一');
    lane.echo(id, 5n);
    lane.revoke(id);
    lane.outbox.acknowledged(FrameType.revoke, 6n);
    lane.outbox.acknowledged(FrameType.burn, 5n);
    expect(lane.core.message(id)).toMatchObject({ contentState: 'present', pendingOperation: 'revoke' });
  });

  it('brings an acknowledgement and an echo in rooms, and is done once', () => {
    const id = lane.say('一', room);
    lane.core.pipeline.apply([
      lane.core.echo(id, 5n, { conversation: { kind: 'room', node: 'room' as typeof self } }),
    ]);
    lane.outbox.settled();
    lane.revoke(id);
    lane.outbox.acknowledged(FrameType.revoke, 5n);
    lane.outbox.acknowledged(FrameType.revoke, 5n);
    const conversation = { kind: 'room', node: 'room' as typeof self } as const;
    lane.core.pipeline.apply([revoked(5n, { by: self, isMine: true, conversation })]);
    lane.outbox.settled();
    expect(lane.core.message(id)).toMatchObject({ contentState: 'revoked', revokedBy: self });
    expect(lane.core.store.outbox.head()).toBeNull();
  });

  it('that is refused leaves the message as it was and says why', () => {
    const id = lane.say('一');
    lane.echo(id, 5n);
    lane.revoke(id);
    lane.outbox.refused(FrameType.revoke, TimErrorCode.permissionDenied);
    expect(lane.core.message(id)).toMatchObject({
      contentState: 'present',
      text: '一',
      pendingOperation: null,
      operationFailure: 'notFriends',
    });
  });
});

describe('a burn', () => {
  const burn = (): MessageId => {
    lane.core.pipeline.apply([received(8n, burnContent('secret'))]);
    const { messageId } = lane.core.byMid(8n);
    burnNow(messageId, lane.core.messaging);
    lane.outbox.pump();
    return messageId;
  };

  it('goes out with the number in both places', () => {
    burn();
    expect(lane.sent).toMatchObject([
      { type: FrameType.burn, packet: { odType: 3, mid: 8n, extend: { mid: '8', v: '1' } } },
    ]);
  });

  it('that is refused stays burned here, and says why', () => {
    const id = burn();
    lane.outbox.refused(FrameType.burn, TimErrorCode.permissionDenied);
    expect(lane.core.message(id)).toMatchObject({
      contentState: 'burned',
      text: null,
      operationFailure: 'notFriends',
    });
  });

  it('of something that the server no longer has is done', async () => {
    const id = burn();
    lane.outbox.refused(FrameType.burn, TimErrorCode.parameters);
    await settle();
    expect(lane.core.message(id)).toMatchObject({
      contentState: 'burned',
      pendingOperation: null,
      operationFailure: null,
    });
    expect(lane.open(id)).toEqual([]);
  });

  it('goes out again when the refusal was about something else: the server still has the message', async () => {
    lane.isGone = false;
    const id = burn();
    lane.outbox.refused(FrameType.burn, TimErrorCode.parameters);
    await settle();
    lane.core.clock.advance(10_000);
    expect(lane.open(id)).toEqual(['burn']);
    expect(lane.sent.filter(({ type }) => type === FrameType.burn)).toHaveLength(2);
  });

  it('gives up when the server refuses again and again what it has', async () => {
    lane.isGone = false;
    const id = burn();
    for (let attempt = 0; attempt < 10; attempt += 1) {
      lane.outbox.refused(FrameType.burn, TimErrorCode.parameters);
      await settle();
      lane.core.clock.advance(30_000);
    }
    expect(lane.open(id)).toEqual([]);
    expect(lane.core.message(id)).toMatchObject({
      contentState: 'burned',
      operationFailure: 'refusedByServer',
    });
  });
});
