import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainCare } from '../../../main/domain/chat-care';
import type { ConversationPlace, ListedConversation } from '../../../main/domain/conversation';
import { toMessageId, toNodeId } from '../../../main/domain/ids';
import { discardMessage, retryMessage, sendMessage } from '../../../main/messaging/send-message';
import { revokeMessage } from '../../../main/messaging/revoke-message';
import {
  chat,
  midOf,
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
  core.dispose();
});

const inRoom = (author: string) =>
  ({ conversation: { kind: 'room', node: toNodeId('room') }, author: toNodeId(author) }) as const;
const rowOf = (conversationId: string) =>
  core.store.views
    .conversations(null, 500)
    .find(({ conversation }) => conversation.conversationId === conversationId);

describe('a chat of the list', () => {
  it('is empty before anything was said', () => {
    expect(rowOf(chat)).toEqual({
      conversation: core.store.conversations.byId(chat),
      relation: 'none',
      lastActivityMs: 0,
      newest: null,
      unreadCount: 0,
      failedCount: 0,
      waitingCount: 0,
      unreadMentionCount: 0,
      receipts: null,
      care: plainCare,
    });
  });

  it('shows its newest message, how much is unread, and whether that calls the account', () => {
    core.pipeline.apply([
      received(1n, { ...inRoom('a'), mentions: [self] }),
      received(2n, inRoom('b')),
      received(3n),
    ]);
    expect(rowOf(room)).toEqual({
      conversation: core.store.conversations.byId(room),
      relation: 'none',
      lastActivityMs: Number((sentAtNs + 2_000_000_000n) / 1_000_000n),
      newest: core.byMid(2n, room),
      unreadCount: 2,
      failedCount: 0,
      waitingCount: 0,
      unreadMentionCount: 1,
      receipts: null,
      care: plainCare,
    });
    core.readAll(room);
    expect(rowOf(room)).toMatchObject({ unreadCount: 0, unreadMentionCount: 0 });
    expect(rowOf(chat)).toMatchObject({ unreadCount: 1, unreadMentionCount: 0 });
  });

  it('does not show what was withdrawn', () => {
    core.pipeline.apply([received(1n)]);
    const sent = sendMessage(
      {
        conversationId: chat,
        content: { kind: 'text', text: 'no' },
        burnSeconds: null,
        replyToId: null,
        mentions: [],
      },
      core.messaging,
    );
    if (!sent.ok) throw new Error('not sent');
    expect(rowOf(chat)?.newest?.messageId).toBe(sent.value);
    revokeMessage(sent.value, core.messaging);
    expect(rowOf(chat)?.newest?.messageId).toBe(core.byMid(1n).messageId);
  });

  it('shows what waits and what was refused, until it is sent again or removed', () => {
    const draft = { conversationId: chat, burnSeconds: null, replyToId: null, mentions: [] };
    const send = (text: string) => {
      const sent = sendMessage({ ...draft, content: { kind: 'text', text } }, core.messaging);
      if (!sent.ok) throw new Error('not sent');
      return sent.value;
    };
    const [first, second] = [send('one'), send('two')];
    expect(rowOf(chat)).toMatchObject({ failedCount: 0, waitingCount: 2 });
    core.store.transaction((write) => {
      write.messages.setDelivery(first, 'failed', 'notFriends');
      write.messages.setDelivery(second, 'failed', 'notFriends');
    });
    expect(rowOf(chat)).toMatchObject({ failedCount: 2, waitingCount: 0 });
    retryMessage(first, core.messaging);
    discardMessage(second, core.messaging);
    expect(rowOf(chat)).toMatchObject({ failedCount: 0, waitingCount: 1 });
  });

  it('is found by its id, and what is no chat is left out', () => {
    const found = core.store.views.conversationsByIds([room, 'u:nobody' as typeof room]);
    expect(found.map(({ conversation }) => conversation.conversationId)).toEqual([room]);
  });
});

describe('pages of the list', () => {
  /** Ids of all pages. */
  function readIn(size: number): readonly string[] {
    const ids: string[] = [];
    for (let after: ListedConversation | null = null; ;) {
      const place: ConversationPlace | null = after && {
        pinRank: after.care.pinRank,
        lastActivityMs: after.lastActivityMs,
        conversationId: after.conversation.conversationId,
      };
      const page = core.store.views.conversations(place, size);
      ids.push(...page.map(({ conversation }) => conversation.conversationId));
      after = page.at(-1) ?? null;
      if (page.length < size) return ids;
    }
  }

  it('have every chat once, those in which something was said last first, and others by their ids', () => {
    core.store.transaction((write) => {
      for (const node of ['z', 'y', 'x']) write.conversations.ensure({ kind: 'user', node: toNodeId(node) });
    });
    core.pipeline.apply([received(1n, inRoom('a')), received(2n)]);
    const inOrder = [chat, room, 'u:x', 'u:y', 'u:z'];
    expect([1, 2, 3, 500].map(readIn)).toEqual([inOrder, inOrder, inOrder, inOrder]);
  });

  it('have a chat by its beginning while nothing later was said', () => {
    core.pipeline.apply([received(1n)]);
    const saidMs = rowOf(chat)?.lastActivityMs ?? 0;
    const begin = (beganAtMs: number): void =>
      core.store.transaction((write) => write.conversations.begin(chat, beganAtMs));
    begin(saidMs - 1);
    expect(rowOf(chat)?.lastActivityMs).toBe(saidMs);
    begin(saidMs + 1);
    expect(rowOf(chat)?.lastActivityMs).toBe(saidMs + 1);
  });

  it('have an own message by the clock of the server once it has told', () => {
    const draft = { conversationId: chat, burnSeconds: null, replyToId: null, mentions: [] };
    const sent = sendMessage({ ...draft, content: { kind: 'text', text: 'now' } }, core.messaging);
    if (!sent.ok) throw new Error('not sent');
    const echoed = { sentAtNs: sentAtNs - 5_000_000_000n };
    core.pipeline.apply([core.echo(sent.value, 1n, echoed)]);
    expect(rowOf(chat)?.lastActivityMs).toBe(Number(echoed.sentAtNs / 1_000_000n));
  });
});

describe('chats in whose rows a name stands', () => {
  it('are the one with the person and rooms where the person wrote last or took the last message back', () => {
    core.pipeline.apply([received(1n, inRoom('a')), received(2n, inRoom('b'))]);
    const showing = (...nodes: string[]) => core.store.views.conversationsShowing(nodes.map(toNodeId));
    expect([showing('a'), showing('b'), showing(peer), showing('room')]).toEqual([[], [room], [chat], []]);
    core.pipeline.apply([
      revoked(2n, { conversation: { kind: 'room', node: toNodeId('room') }, by: toNodeId('b') }),
    ]);
    expect(showing('b', peer)).toEqual([room, chat]);
  });
});

describe('messages', () => {
  it('come in the order of the ids, unknown ones are left out', () => {
    core.pipeline.apply([received(1n), received(2n)]);
    const [first, second] = [core.byMid(1n), core.byMid(2n)];
    const ids = [second.messageId, toMessageId('unknown'), first.messageId];
    expect(core.store.views.messagesByIds(ids)).toEqual([second, first]);
  });

  it('are found by number in their own chat, also by that of a further copy', () => {
    core.pipeline.apply([received(1n), received(1n, inRoom('a')), received(5n, { cid: 'cid-1' })]);
    const named = (conversationId: typeof chat, mid: bigint) => ({ conversationId, mid: midOf(mid) });
    const numbers = [named(chat, 1n), named(room, 1n), named(chat, 5n), named(chat, 9n)];
    const find = core.store.views.messagesByNumbers(numbers);
    expect(numbers.map((number) => find(number)?.messageId ?? null)).toEqual([
      core.byMid(1n).messageId,
      core.byMid(1n, room).messageId,
      core.byMid(1n).messageId,
      null,
    ]);
  });

  it('that answer any of several are found, whichever copy they name', () => {
    core.pipeline.apply([
      received(1n),
      received(5n, { cid: 'cid-1' }),
      received(2n),
      received(10n, { replyTo: midOf(5n) }),
      received(11n, { replyTo: midOf(2n) }),
      received(12n),
    ]);
    const ids = [1n, 2n, 12n].map((mid) => core.byMid(mid).messageId);
    expect([...core.store.views.answersTo(ids)].sort()).toEqual(
      [core.byMid(10n).messageId, core.byMid(11n).messageId].sort(),
    );
  });
});

describe('people', () => {
  it('are found by node, and whoever has no name has none', () => {
    core.store.transaction((write) => {
      write.people.setName(peer, 'Ann');
      write.people.setRelation(toNodeId('b'), 'incoming', 'hi');
    });
    const nodes = [peer, toNodeId('b'), toNodeId('nobody')];
    expect([...core.store.views.names(nodes)]).toEqual([[peer, { name: 'Ann', remark: '', isAlike: false }]]);
    expect(core.store.views.people(nodes).map(({ node, relation }) => [node, relation])).toEqual([
      ['b', 'incoming'],
      [peer, 'none'],
    ]);
  });
});
