import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toNodeId } from '../../../main/domain/ids';
import { maxMentions } from '../../../main/domain/message';
import { reeditMessage, revokeMessage } from '../../../main/messaging/revoke-message';
import { sendMessage } from '../../../main/messaging/send-message';
import { chat, received, revoked, room, self, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const content = { kind: 'text', text: '@周 请看' } as const;
const call = (mentions: readonly string[], conversationId = room) =>
  sendMessage(
    { conversationId, content, burnSeconds: null, replyToId: null, mentions: mentions.map(toNodeId) },
    core.messaging,
  );
const inRoom = { conversation: { kind: 'room', node: toNodeId('room') } } as const;

describe('calling members of a room', () => {
  it('is stored with the message, each of them once, and comes back for writing it anew', () => {
    const outcome = call(['a', 'b', 'a']);
    if (!outcome.ok) throw new Error(outcome.code);
    expect(core.message(outcome.value).mentions).toEqual(['a', 'b']);
    revokeMessage(outcome.value, core.messaging);
    expect(core.message(outcome.value).mentions).toEqual([]);
    expect(reeditMessage(outcome.value, core.messaging)).toMatchObject({
      ok: true,
      value: { text: content.text, mentions: ['a', 'b'] },
    });
  });

  it('is refused between two, and for more than fifty', () => {
    expect(call(['a'], chat)).toEqual({ ok: false, code: 'invalidArgument' });
    const many = Array.from({ length: maxMentions + 1 }, (_, index) => `n${index}`);
    expect(call(many)).toEqual({ ok: false, code: 'invalidArgument' });
    expect(core.store.outbox.head()).toBeNull();
  });

  it('of the own account is noticed while it is unread and there', () => {
    const isMentioned = () => (core.store.views.conversationsByIds([room])[0]?.unreadMentionCount ?? 0) > 0;
    core.pipeline.apply([received(1n, { ...inRoom, mentions: [toNodeId('other')] })]);
    expect(isMentioned()).toBe(false);
    core.pipeline.apply([received(2n, { ...inRoom, mentions: [toNodeId('other'), self] })]);
    expect(isMentioned()).toBe(true);
    core.pipeline.apply([revoked(2n, inRoom)]);
    expect([isMentioned(), core.byMid(2n, room).mentions]).toEqual([false, []]);
    core.pipeline.apply([received(3n, { ...inRoom, mentions: [self] })]);
    expect(isMentioned()).toBe(true);
    core.readAll(room);
    expect(isMentioned()).toBe(false);
  });
});
