import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { retryMessage, sendMessage } from '../../../main/messaging/send-message';
import type { Relation } from '../../../main/domain/person';
import { FrameType, TimErrorCode } from '../../../main/protocol/packet-types';
import { chat, peer, room } from '../../support/test-core';
import { TestOutbox } from '../../support/test-outbox';

let lane: TestOutbox;
beforeEach(() => {
  lane = new TestOutbox();
});
afterEach(() => {
  lane.dispose();
});

const become = (relation: Relation): void =>
  lane.core.store.transaction((write) => void write.people.setRelation(peer, relation, ''));
const failureOf = (messageId: Parameters<typeof lane.core.message>[0]): string | null =>
  lane.core.message(messageId).deliveryFailure;

describe('a message to somebody who is no friend', () => {
  it.each([
    ['stranger', 'notFriends'],
    ['incoming', 'notFriends'],
    ['declined', 'notFriends'],
    ['outgoing', 'notFriends'],
    ['blocked', 'blockedByYou'],
  ] as const)('is not taken while they are %s', (relation, code) => {
    become(relation);
    const request = { burnSeconds: null, replyToId: null, mentions: [] };
    const text = { kind: 'text', text: 'hi' } as const;
    expect(sendMessage({ conversationId: chat, content: text, ...request }, lane.core.messaging)).toEqual({
      ok: false,
      code,
    });
    expect(sendMessage({ conversationId: room, content: text, ...request }, lane.core.messaging).ok).toBe(
      true,
    );
  });

  it('is refused with the reason when it has waited since before, and never reaches the server', () => {
    lane.isOnline = false;
    const waiting = lane.say('still friends?');
    become('stranger');
    lane.isOnline = true;
    lane.outbox.pump();
    expect(lane.sent).toEqual([]);
    expect(failureOf(waiting)).toBe('notFriends');
    expect(retryMessage(waiting, lane.core.messaging)).toEqual({ ok: false, code: 'notFriends' });
    become('friend');
    expect(retryMessage(waiting, lane.core.messaging)).toEqual({ ok: true, value: null });
    expect(lane.core.store.people.doubted().size).toBe(0);
  });

  it('makes a friendship doubtful when the server refuses it for that', () => {
    become('friend');
    const refused = lane.say('hi');
    lane.outbox.refused(FrameType.message, TimErrorCode.permissionDenied);
    expect(failureOf(refused)).toBe('notFriends');
    expect([...lane.core.store.people.doubted()]).toEqual([[peer, 'refused']]);
  });
});
