import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  viewConversations,
  viewMessages,
  viewQuote,
  type ViewingAccount,
} from '../../../main/account/calls/batch-views';
import { toNodeId } from '../../../main/domain/ids';
import { revealMessage } from '../../../main/messaging/burn-message';
import { burnContent, chat, midOf, received, room, self, TestCore } from '../../support/test-core';
import { StatementCount } from '../../support/statement-count';

let core: TestCore;
let count: StatementCount;
let account: ViewingAccount;
const inRoom = { kind: 'room', node: toNodeId('room') } as const;
beforeEach(() => {
  core = new TestCore();
  count = new StatementCount(core.files.database);
  const { store } = count;
  account = {
    store,
    messaging: { ...core.messaging, store },
    self: () => self,
    namesOf: (nodes) => {
      const names = store.views.names(nodes);
      return (node) => names.get(node)?.name ?? node;
    },
    burnScheduler: { failure: null },
    files: { stateOf: () => ({ kind: 'offered' }), givingOf: () => null },
  };
});
afterEach(() => {
  core.dispose();
});

/** Messages of a room by so many authors: each answers one of another author and calls a third. */
function discuss(size: number): void {
  const author = (index: number) => toNodeId(`author${index % size}`);
  core.store.transaction((write) => {
    for (let index = 0; index < size; index += 1) write.people.setName(author(index), `name ${index}`);
  });
  core.pipeline.apply(
    Array.from({ length: size * 2 }, (_, index) =>
      received(BigInt(index + 1), {
        conversation: inRoom,
        author: author(index),
        cid: `c${index}`,
        content: { kind: 'text', text: `@name ${(index + 2) % size} hello` },
        replyTo: index === 0 ? null : midOf(BigInt(index)),
        mentions: [author(index + 2)],
      }),
    ),
  );
}

const pageOf = (limit: number) =>
  viewMessages(account.store.messages.page(room, null, { limit }), account, core.clock.nowMs());

describe('the views of a page', () => {
  it('tell the same end of a burn message with every look, however the milliseconds of two clocks fall', () => {
    core.pipeline.apply([received(1n, burnContent('secret', 5))]);
    const [message] = core.store.messages.page(chat, null, { limit: 1 });
    const opened = revealMessage(message!.messageId, core.messaging);
    if (!opened.ok) throw new Error(opened.code);
    const endAt = (nowMs: number) => {
      const { body } = viewMessages([opened.value], account, nowMs)[0]!;
      return 'expiresAtMs' in body ? body.expiresAtMs : null;
    };
    const nowMs = core.messaging.clock.nowMs();
    expect([endAt(nowMs), endAt(nowMs - 1), endAt(nowMs - 2)]).toEqual(Array(3).fill(nowMs + 5_000));
    expect(endAt(nowMs - 60_000)).toBe(nowMs - 55_000);
  });

  it('show names, mentions and what is answered, each message its own', () => {
    discuss(3);
    expect(
      pageOf(2).map(({ authorName, mentions, quote }) => [authorName, mentions[0]?.start, quote]),
    ).toEqual([
      [
        'name 2',
        0,
        {
          kind: 'text',
          messageId: expect.any(String) as string,
          authorName: 'name 1',
          isMine: false,
          text: '@name 0 hello',
        },
      ],
      [
        'name 1',
        0,
        {
          kind: 'text',
          messageId: expect.any(String) as string,
          authorName: 'name 0',
          isMine: false,
          text: '@name 2 hello',
        },
      ],
    ]);
  });

  it('take as many questions to the database for two hundred messages as for two', () => {
    discuss(120);
    expect([2, 20, 200].map((limit) => count.of(() => pageOf(limit)))).toEqual([4, 4, 4]);
  });

  it('quote nothing that is not here', () => {
    core.pipeline.apply([received(2n, { conversation: inRoom, replyTo: midOf(1n) })]);
    expect(pageOf(1)[0]?.quote).toEqual({ kind: 'missing' });
    expect(viewQuote(null, account)).toEqual({ kind: 'missing' });
  });
});

describe('the rows of the chat list', () => {
  const list = () => viewConversations(account.store.views.conversations(null, 500), account);

  it('take as many questions to the database for hundreds of chats as for two', () => {
    discuss(3);
    const few = count.of(list);
    core.pipeline.apply(
      Array.from({ length: 300 }, (_, index) => {
        const node = toNodeId(`friend${index}`);
        return received(BigInt(1_000 + index), { conversation: { kind: 'user', node }, author: node });
      }),
    );
    expect(list()).toHaveLength(302);
    expect([few, count.of(list)]).toEqual([2, 2]);
  });

  it('of single chats are the same as in the list', () => {
    discuss(3);
    const rows = list();
    expect(rows.find(({ conversationId }) => conversationId === room)).toMatchObject({
      preview: { kind: 'text', text: '@name 1 hello', authorName: 'name 2' },
      unreadCount: 6,
      isMentioned: false,
    });
    expect(viewConversations(account.store.views.conversationsByIds([room]), account)).toEqual(
      rows.filter(({ conversationId }) => conversationId === room),
    );
  });
});
