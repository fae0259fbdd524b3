import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toMessageId, type ConversationId, type MessageId } from '../../../main/domain/ids';
import { newestRevocable, revokeLast, revokeMessage } from '../../../main/messaging/revoke-message';
import { sendMessage } from '../../../main/messaging/send-message';
import { chat, received, room, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const say = (text: string, conversationId = chat): MessageId => {
  const outcome = sendMessage(
    { conversationId, content: { kind: 'text', text }, burnSeconds: null, replyToId: null, mentions: [] },
    core.messaging,
  );
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
};
/** A message that the server has, sent at the present time. */
const delivered = (text: string, mid: bigint): MessageId => {
  const id = say(text);
  core.pipeline.apply([core.echo(id, mid, { sentAtNs: core.message(id).sortNs })]);
  return id;
};
const open = (id: MessageId): readonly string[] => core.store.outbox.ofMessage(id).map(({ kind }) => kind);
const done = { ok: true, value: null };
const refused = (code: string) => ({ ok: false, code });

describe('revoking', () => {
  it('a message that never left withdraws it at once, and nothing of it is ever sent', () => {
    const id = say('oops');
    expect(revokeMessage(id, core.messaging)).toEqual(done);
    expect(core.message(id)).toMatchObject({ contentState: 'withdrawn', text: null });
    expect(core.store.outbox.head()).toBeNull();
    expect([...(core.changes.at(-1)?.messages.get(chat) ?? [])]).toEqual([id]);
  });

  it('a message that may have left waits in the outbox behind it', () => {
    const id = say('oops');
    core.store.transaction((write) => write.outbox.markInFlight(core.store.outbox.head()!.operationId));
    expect(revokeMessage(id, core.messaging)).toEqual(done);
    expect(core.message(id)).toMatchObject({ contentState: 'present', pendingOperation: 'revoke' });
    expect(open(id)).toEqual(['send', 'revoke']);
  });

  it('a delivered message asks the server, once', () => {
    const id = delivered('oops', 1n);
    expect(revokeMessage(id, core.messaging)).toEqual(done);
    expect(revokeMessage(id, core.messaging)).toEqual(refused('alreadyGone'));
    expect(open(id)).toEqual(['revoke']);
    expect(core.enqueued).toBe(2);
  });

  it('a message that was refused withdraws it', () => {
    const id = say('oops');
    core.store.transaction((write) => write.outbox.remove(core.store.outbox.head()!.operationId));
    core.store.transaction((write) => write.messages.setDelivery(id, 'failed', 'notFriends'));
    expect(revokeMessage(id, core.messaging)).toEqual(done);
    expect(core.message(id).contentState).toBe('withdrawn');
  });

  it('is refused when it is too late, somebody else’s or nothing', () => {
    const id = delivered('late', 1n);
    core.pipeline.apply([received(2n)]);
    core.clock.advance(120_001);
    expect(revokeMessage(id, core.messaging)).toEqual(refused('revokeWindowOver'));
    expect(revokeMessage(core.byMid(2n).messageId, core.messaging)).toEqual(refused('notTheAuthor'));
    expect(revokeMessage(toMessageId('nothing'), core.messaging)).toEqual(refused('messageNotFound'));
    core.revokeWindowSeconds = null;
    expect(revokeMessage(id, core.messaging)).toEqual(done);
  });

  it('follows the server’s clock, not ours', () => {
    const id = delivered('x', 1n);
    const serverNowMs = (): number => core.clock.nowMs() + 120_001;
    expect(revokeMessage(id, { ...core.messaging, serverNowMs })).toEqual(refused('revokeWindowOver'));
  });
});

describe('revoking the last message', () => {
  it('takes the newest own one of all chats, then the one before', () => {
    const first = delivered('一', 1n);
    core.clock.advance(1_000);
    const second = say('二', room);
    core.pipeline.apply([received(3n, { sentAtNs: core.message(second).sortNs + 5n })]);
    expect(newestRevocable(null, core.messaging)?.messageId).toBe(second);
    expect(newestRevocable(chat, core.messaging)?.messageId).toBe(first);
    const revokedIn = (conversationId: ConversationId) => ({
      ok: true,
      value: { environment: core.messaging, conversationId },
    });
    expect(revokeLast([core.messaging])).toEqual(revokedIn(room));
    expect(revokeLast([core.messaging])).toEqual(revokedIn(chat));
    expect(revokeLast([core.messaging])).toEqual(refused('nothingToRevoke'));
    expect([core.message(second).contentState, core.message(first).pendingOperation]).toEqual([
      'withdrawn',
      'revoke',
    ]);
  });

  it('finds nothing when the window is over', () => {
    delivered('一', 1n);
    core.clock.advance(120_001);
    expect(newestRevocable(chat, core.messaging)).toBeNull();
    expect(revokeLast([core.messaging])).toEqual(refused('nothingToRevoke'));
  });
});
