import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageId } from '../../../main/domain/ids';
import { addressOf } from '../../../main/domain/conversation';
import { notesId } from '../../../main/domain/notes';
import { parseSearchQuery } from '../../../main/domain/search-query';
import { deleteBatch } from '../../../main/messaging/delete-message';
import { editMessage } from '../../../main/messaging/edit-message';
import { revokeLast, revokeMessage } from '../../../main/messaging/revoke-message';
import { saveMessages } from '../../../main/messaging/save-messages';
import { sendMessage, type SendRequest } from '../../../main/messaging/send-message';
import { notesConversationId } from '../../../preload/contract/notes';
import { png } from '../../support/pictures';
import { aDraft, received } from '../../support/test-core';
import { TestOutbox } from '../../support/test-outbox';

let lane: TestOutbox;
beforeEach(() => {
  lane = new TestOutbox();
});
afterEach(() => {
  lane.dispose();
});

const attempt = (text: string, change: Partial<SendRequest> = {}) =>
  sendMessage(
    {
      conversationId: notesId,
      content: { kind: 'text', text },
      burnSeconds: null,
      replyToId: null,
      mentions: [],
      ...change,
    },
    lane.core.messaging,
  );
function note(text: string, change: Partial<SendRequest> = {}): MessageId {
  const outcome = attempt(text, change);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}
function edit(messageId: MessageId, text: string): MessageId {
  const outcome = editMessage({ messageId, text, mentions: [] }, lane.core.messaging);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}
const saved = () => lane.core.store.messages.saved(null, 50).messages.map(({ text }) => text);
function found(text: string) {
  const page = { conversationId: null, before: null, limit: 10 };
  return lane.core.store.search
    .search({ query: parseSearchQuery(text), ...page })
    .messages.map((message) => message.text);
}

describe('a note of the user’s own', () => {
  it('stands above what was saved before, and is sent to nobody', () => {
    lane.core.pipeline.apply([received(1n)]);
    saveMessages([lane.core.byMid(1n).messageId], true, lane.core.messaging);
    note('buy rice');
    lane.outbox.pump();
    expect(saved()).toEqual(['buy rice', 'text 1']);
    expect([lane.sent, lane.core.store.outbox.head()]).toEqual([[], null]);
  });

  it('is in no chat and no list, and nothing that knows a server finds where it stands', () => {
    note('buy rice');
    const { conversations } = lane.core.store;
    expect([conversations.byId(notesId), conversations.isListed(notesId), addressOf(notesId)]).toEqual([
      null,
      false,
      null,
    ]);
    expect(
      [...conversations.all(), ...conversations.outlinesFrom(0, 100).outlines].map(
        (chat) => chat.conversationId,
      ),
    ).not.toContain(notesId);
    expect(notesConversationId).toBe(notesId);
  });

  it('is found by its words, as it is now', () => {
    const id = note('买两斤大米');
    expect(found('大米')).toEqual(['买两斤大米']);
    edit(id, '买两斤面粉');
    expect([found('大米'), found('面粉')]).toEqual([[], ['买两斤面粉']]);
  });

  it('that is edited stays in its place, and nothing is left of what it said', () => {
    const id = note('the old secret 7Qw2');
    note('later');
    const other = edit(id, 'harmless');
    expect(saved()).toEqual(['later', 'harmless']);
    expect(lane.core.message(other).sortNs).toBe(lane.core.message(id).sortNs);
    const pages = lane.core.files.decryptedPages();
    expect([pages.includes('old secret'), pages.includes('harmless')]).toEqual([false, true]);
    expect(edit(other, 'harmless')).toBe(other);
  });

  it('that is deleted is gone from the list, the search and the file', () => {
    const id = note('the old secret 7Qw2');
    deleteBatch([id], lane.core.messaging);
    expect([saved(), found('secret'), lane.core.files.decryptedPages().includes('old secret')]).toEqual([
      [],
      [],
      false,
    ]);
    expect(editMessage({ messageId: id, text: 'x', mentions: [] }, lane.core.messaging)).toEqual({
      ok: false,
      code: 'alreadyGone',
    });
  });

  it('may be a picture with words, which are edited and may be taken away', () => {
    const bytes = png(undefined, 'the picture');
    const id = note('', { content: { kind: 'image', bytes, caption: 'where I parked' } });
    const bare = edit(id, '');
    expect(lane.core.message(bare)).toMatchObject({ text: null, contentKind: 'image', isSaved: true });
    expect(Buffer.from(lane.core.store.messages.attachmentOf(bare) ?? []).includes('the picture')).toBe(true);
  });

  it.each<[string, Partial<SendRequest>]>([
    ['burns', { burnSeconds: 10 }],
    ['calls somebody', { mentions: [received(1n).author] }],
    ['was forwarded', { forwardedFrom: 'Wang' }],
  ])('is none where it %s', (_what, change) => {
    expect(attempt('words', change)).toEqual({ ok: false, code: 'invalidArgument' });
  });

  it('of nothing is refused in words', () => {
    expect(attempt(' ')).toEqual({ ok: false, code: 'textEmpty' });
  });

  it('is not what the keys take back, and cannot be: nobody else has it', () => {
    const id = note('buy rice');
    expect(revokeLast([lane.core.messaging])).toEqual({ ok: false, code: 'nothingToRevoke' });
    expect(revokeMessage(id, lane.core.messaging)).toEqual({ ok: false, code: 'invalidArgument' });
  });

  it('is a draft until it is kept, over a restart, and no draft afterwards', () => {
    const { drafts } = lane.core.messaging;
    const draft = { ...aDraft('buy ri'), conversationId: notesId };
    expect(drafts.keep(draft)).toEqual({ ok: true, value: null });
    drafts.flush();
    expect(lane.core.store.drafts.all()).toHaveLength(1);
    note('buy rice', { draftId: draft.draftId });
    expect([drafts.all(), lane.core.store.drafts.all()]).toEqual([[], []]);
  });
});
