import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toNodeId } from '../../../main/domain/ids';
import { smallestRandomMid } from '../../../main/domain/place';
import { parseSearchQuery } from '../../../main/domain/search-query';
import { revealMessage } from '../../../main/messaging/burn-message';
import { eraseSome } from '../../../main/messaging/chat-eraser';
import { deleteChat } from '../../../main/messaging/delete-chat';
import { revokeMessage } from '../../../main/messaging/revoke-message';
import { sendMessage } from '../../../main/messaging/send-message';
import { mostCleared } from '../../../main/storage/deleted-chat-repository';
import { miscounts } from '../../support/storage/recount';
import {
  aDraft,
  burnContent,
  chat,
  peer,
  received,
  revoked,
  room,
  self,
  sentAtNs,
  TestCore,
} from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  expect(miscounts((sql) => core.files.database.prepare<[], unknown>(sql).all())).toEqual([]);
  core.dispose();
});

const inRoom = { conversation: { kind: 'room', node: toNodeId('room') } } as const;
const remove = (conversationId = chat) => deleteChat(conversationId, core.messaging);
/** Erases everything that is left of deleted chats. */
function eraseAll(): void {
  for (let count = 0; eraseSome(core.store, core.clock); count += 1)
    if (count > 1_000) throw new Error('endless');
}
const texts = (conversationId = chat) =>
  core.store.messages.page(conversationId, null, { limit: 100 }).map(({ text }) => text);
const isInList = (conversationId = chat): boolean =>
  core.store.views.conversationsByIds([conversationId]).length === 1;
function send(text: string) {
  const draft = { conversationId: chat, content: { kind: 'text', text }, burnSeconds: null } as const;
  const outcome = sendMessage({ ...draft, replyToId: null, mentions: [] }, core.messaging);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}
const waiting = () => core.store.outbox.ofChat(chat).map(({ kind }) => kind);
function handOver(): void {
  core.store.transaction(({ outbox }) => {
    for (const { operationId } of outbox.ofChat(chat)) outbox.markInFlight(operationId);
  });
}
const found = (text: string): number => {
  const query = parseSearchQuery(text);
  if (query === null) throw new Error('no query');
  return core.store.search.search({ query, conversationId: null, before: null, limit: 9 }).messages.length;
};

describe('a deleted chat', () => {
  it('is gone at once: from the list, the numbers, the search, and from everything that names its messages', () => {
    core.pipeline.apply([received(1n), received(2n, burnContent('burns')), received(3n, inRoom)]);
    const ids = [1n, 2n].map((mid) => core.byMid(mid).messageId);
    expect(remove()).toEqual({ ok: true, value: null });
    expect([isInList(), texts(), found('text'), core.store.care.unreadTally().loud]).toEqual([
      false,
      [],
      1,
      1,
    ]);
    expect(ids.map((id) => core.store.messages.byId(id))).toEqual([null, null]);
    expect(core.store.views.messagesByIds(ids)).toEqual([]);
    expect([core.store.messages.nextExpiryMs(), core.store.messages.newestOwn(null)]).toEqual([null, null]);
    expect(core.changes.at(-1)?.emptied).toEqual(new Set([chat]));
    expect([isInList(room), texts(room)]).toEqual([true, ['text 3']]);
  });

  it('leaves nothing of what was said in the file, not even in free space', () => {
    const secret = 'a sentence that nobody may find again';
    core.pipeline.apply([
      ...Array.from({ length: 40 }, (_, index) =>
        received(BigInt(index + 1), {
          content: { kind: 'text', text: `${secret} ${index} ${'x'.repeat(index * 20)}` },
        }),
      ),
      received(50n, burnContent(`${secret} burns`)),
    ]);
    expect(core.files.decryptedPages().includes(secret)).toBe(true);
    remove();
    eraseAll();
    expect(core.files.decryptedPages().includes(secret)).toBe(false);
    expect(core.store.deletedChats.hasLeftovers()).toBe(false);
    expect(core.files.value('SELECT count(*) FROM message')).toBe(0);
    expect(core.files.value('SELECT count(*) FROM content WHERE text IS NOT NULL OR bytes IS NOT NULL')).toBe(
      0,
    );
    expect(core.files.value('SELECT count(*) FROM conversation')).toBe(2);
  });

  it('goes on being erased after a restart in the middle, and may be deleted again meanwhile', () => {
    core.pipeline.apply(Array.from({ length: 150 }, (_, index) => received(BigInt(index + 1))));
    remove();
    core.pipeline.apply([received(200n)]);
    remove();
    expect(eraseSome(core.store, core.clock)).toBe(true);
    expect(core.files.value('SELECT count(*) FROM message')).toBe(51);
    core.files.reopen();
    eraseAll();
    expect(core.files.value('SELECT count(*) FROM message')).toBe(0);
  });

  it('is not brought back by the history, by repetitions, by who takes something of it back, or by a list of friends', () => {
    core.pipeline.apply([received(5n), received(6n)]);
    remove();
    core.pipeline.apply([
      ...[1n, 5n, 6n].map((mid) => received(mid, { source: 'history', isNews: true })),
      received(6n),
      revoked(6n),
    ]);
    core.store.transaction(({ conversations }) => conversations.ensure({ kind: 'user', node: peer }));
    core.files.reopen();
    expect([isInList(), texts()]).toEqual([false, []]);
  });

  it('is not brought back by a message of it that is sent once more and has a later number, nor by what is said of that', () => {
    core.pipeline.apply([received(5n, { cid: 'sent twice' }), received(6n, { cid: 'another' })]);
    remove();
    eraseAll();
    core.pipeline.apply([
      received(9n, { cid: 'sent twice' }),
      received(9n, { cid: 'sent twice', source: 'history', isNews: true }),
      revoked(9n),
    ]);
    expect([isInList(), texts()]).toEqual([false, []]);
    core.pipeline.apply([received(10n, { cid: 'new' }), received(11n, { ...inRoom, cid: 'sent twice' })]);
    expect([texts(), texts(room)]).toEqual([['text 10'], ['text 11']]);
  });

  it('that is deleted again knows what was deleted before, up to a number of messages', () => {
    const said = (first: number, count: number) =>
      Array.from({ length: count }, (_, index) =>
        received(BigInt(first + index), { cid: `number ${first + index}` }),
      );
    core.pipeline.apply(said(1, 10));
    remove();
    core.pipeline.apply(said(11, mostCleared - 5));
    remove();
    expect(core.files.value('SELECT count(*) FROM cleared_message')).toBe(mostCleared);
    core.pipeline.apply([received(9_001n, { cid: 'number 6' }), received(9_002n, { cid: 'number 5' })]);
    expect(texts()).toEqual(['text 9002']);
  });

  it('is made anew by what is said then, with that alone, unread and told', () => {
    core.pipeline.apply([received(1n), received(2n)]);
    core.readAll(chat);
    remove();
    core.pipeline.apply([received(2n, { source: 'history' }), received(3n)]);
    expect([isInList(), texts(), core.store.conversations.unreadCount(chat)]).toEqual([true, ['text 3'], 1]);
    eraseAll();
    expect(texts()).toEqual(['text 3']);
  });

  it('of a server whose numbers have no order keeps what is older away by its time', () => {
    const random = smallestRandomMid;
    core.pipeline.apply([
      received(random + 5n, { sentAtNs }),
      received(random + 1n, { sentAtNs: sentAtNs + 10n }),
    ]);
    remove();
    core.pipeline.apply([
      received(random + 9n, { sentAtNs: sentAtNs + 5n, source: 'history' }),
      received(random + 2n, { sentAtNs: sentAtNs + 11n }),
    ]);
    expect(texts()).toEqual([`text ${random + 2n}`]);
  });

  it('whose server turns out to have no order after that keeps it away as well', () => {
    core.pipeline.apply([received(1n), received(2n)]);
    remove();
    const late = { sentAtNs: sentAtNs + 3_600_000_000_000n };
    core.pipeline.apply([received(smallestRandomMid + 1n, late), received(2n, { source: 'history' })]);
    expect(texts()).toEqual([`text ${smallestRandomMid + 1n}`]);
  });

  it('sends nothing that waited, and takes back what may have been sent if it shows up', () => {
    send('never handed over');
    remove();
    expect(waiting()).toEqual([]);
    core.pipeline.apply([received(1n)]);
    const messageId = send('nobody knows');
    handOver();
    remove();
    expect([waiting(), isInList()]).toEqual([[], false]);
    core.pipeline.apply([core.echo(messageId, 2n)]);
    expect([waiting(), isInList(), texts()]).toEqual([['revoke'], false, [null]]);
    eraseAll();
    expect(core.store.messages.byId(messageId)?.contentState).toBe('revoked');
  });

  it('goes on taking back what its user has taken back, and shows nothing of that', () => {
    const messageId = send('taken back');
    core.pipeline.apply([core.echo(messageId, 1n)]);
    revokeMessage(messageId, core.messaging);
    expect(core.messaging.reedits.all()).toEqual([messageId]);
    remove();
    eraseAll();
    expect([waiting(), core.messaging.reedits.all(), texts()]).toEqual([['revoke'], [], []]);
    const own = { by: self, isMine: true, sentAtNs } as const;
    core.pipeline.apply([revoked(1n, own), received(2n)]);
    expect([waiting(), texts()]).toEqual([[], ['text 2']]);
  });

  it('burns what was opened, as its author was promised, and leaves what was not to its time', () => {
    core.pipeline.apply([
      received(1n, burnContent('words that were looked at')),
      received(2n, burnContent('not opened')),
    ]);
    revealMessage(core.byMid(1n).messageId, core.messaging);
    handOver();
    remove();
    expect(waiting()).toEqual(['opened', 'burn']);
    eraseAll();
    expect(texts()).toEqual([]);
    expect(core.files.decryptedPages().includes('words that were looked at')).toBe(false);
  });

  it('forgets what was being written, on the disk and in memory, and a change that comes late', () => {
    const secret = 'an unfinished sentence';
    core.messaging.drafts.keep(aDraft(secret));
    core.messaging.drafts.flush();
    remove();
    core.messaging.drafts.keep(aDraft(`${secret} goes on`));
    core.messaging.drafts.flush();
    expect([core.messaging.drafts.all(), core.store.drafts.all()]).toEqual([[], []]);
    expect(core.files.decryptedPages().includes(secret)).toBe(false);
  });

  it('comes back for whoever wants to write in it, as muted as it was, and pinned no more', () => {
    core.store.transaction(({ care }) => {
      care.mute(chat, 1_800_000_000_000);
      care.pin(chat);
      care.setMarkedUnread(chat, true);
    });
    core.pipeline.apply([received(1n)]);
    remove();
    core.store.transaction(({ care }) => care.bringBack(chat));
    expect(core.store.views.conversationsByIds([chat])[0]?.care).toEqual({
      pinRank: 0,
      mutedUntilMs: 1_800_000_000_000,
      isArchived: false,
      isMarkedUnread: false,
      isCleared: true,
    });
  });

  it('that is not there is refused', () => {
    expect(remove('u:nobody' as typeof chat)).toEqual({ ok: false, code: 'messageNotFound' });
  });
});
