import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConversationId, MessageId } from '../../../main/domain/ids';
import { reeditMessage, revokeMessage } from '../../../main/messaging/revoke-message';
import { sendMessage } from '../../../main/messaging/send-message';
import { burnContent, chat, midOf, received, revoked, room, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const answer = (replyToId: MessageId, conversationId: ConversationId = chat) =>
  sendMessage(
    {
      conversationId,
      content: { kind: 'text', text: 'an answer' },
      burnSeconds: null,
      replyToId,
      mentions: [],
    },
    core.messaging,
  );
const answered = (replyToId: MessageId): MessageId => {
  const outcome = answer(replyToId);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
};

describe('answering a message', () => {
  it('names it by the server’s number', () => {
    core.pipeline.apply([received(7n)]);
    expect(core.message(answered(core.byMid(7n).messageId)).replyTo).toBe(7n);
  });

  it('is refused for a burn message, opened or not', () => {
    core.pipeline.apply([received(7n, burnContent('secret'))]);
    const { messageId } = core.byMid(7n);
    expect(answer(messageId)).toEqual({ ok: false, code: 'cannotQuote' });
    core.store.transaction((write) => write.messages.markRevealed(messageId, core.clock.nowMs()));
    expect(answer(messageId)).toEqual({ ok: false, code: 'cannotQuote' });
    expect(core.store.outbox.head()).toBeNull();
  });

  it('is refused for what is gone, what is not on the server yet, what is not understood and what is elsewhere', () => {
    core.pipeline.apply([
      received(7n),
      received(8n, { content: { kind: 'unsupported', text: 'new' } }),
      received(9n),
      revoked(7n),
    ]);
    expect(answer(core.byMid(7n).messageId)).toEqual({ ok: false, code: 'quoteGone' });
    expect(answer(core.byMid(8n).messageId)).toEqual({ ok: false, code: 'cannotQuote' });
    expect(answer(core.byMid(9n).messageId, room)).toEqual({ ok: false, code: 'cannotQuote' });
    const pending = answered(core.byMid(9n).messageId);
    expect(answer(pending)).toEqual({ ok: false, code: 'cannotQuote' });
  });

  it('comes back with the text for writing it anew, while the answered message can be answered', () => {
    core.pipeline.apply([received(7n)]);
    const { messageId } = core.byMid(7n);
    const id = answered(messageId);
    revokeMessage(id, core.messaging);
    expect(reeditMessage(id, core.messaging)).toEqual({
      ok: true,
      value: { text: 'an answer', replyToId: messageId, mentions: [] },
    });
    core.pipeline.apply([revoked(7n)]);
    expect(reeditMessage(id, core.messaging)).toEqual({
      ok: true,
      value: { text: 'an answer', replyToId: null, mentions: [] },
    });
  });

  it('is not remembered of a message that was taken back', () => {
    core.pipeline.apply([received(7n), received(8n, { replyTo: midOf(7n) })]);
    expect(core.byMid(8n).replyTo).toBe(7n);
    core.pipeline.apply([revoked(8n)]);
    expect(core.byMid(8n).replyTo).toBeNull();
    expect(core.store.views.answersTo([core.byMid(7n).messageId])).toEqual([]);
  });

  it('is found by every number that the answered message has', () => {
    core.pipeline.apply([
      received(7n, { cid: 'same' }),
      received(8n, { cid: 'same' }),
      received(9n, { replyTo: midOf(7n) }),
      received(10n, { replyTo: midOf(8n) }),
    ]);
    const original = core.byMid(7n);
    expect(core.byMid(8n).messageId).toBe(original.messageId);
    expect(core.store.views.answersTo([original.messageId])).toEqual([
      core.byMid(9n).messageId,
      core.byMid(10n).messageId,
    ]);
  });
});
