import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conversationIdOf } from '../../../main/domain/conversation';
import { toNodeId } from '../../../main/domain/ids';
import { storedMessage } from '../../support/test-history';
import { TestCatchUp, type AskedQuestion } from '../../support/test-catch-up';

let account: TestCatchUp;
beforeEach(() => {
  account = new TestCatchUp();
});
afterEach(() => {
  expect(account.failures).toEqual([]);
  account.dispose();
});

/** An account that was caught up with over one connection, at the beginning of the next. */
const quietChats = async (count: number): Promise<readonly string[]> => {
  const friends = account.knowQuietChats(count);
  account.reconciler.begin();
  await account.run(count * 500 + 1_000);
  return friends;
};
const stateOf = (friend: string, mid: bigint): string | undefined =>
  account.core.store.messages
    .page(account.chatWith(friend), null, { limit: 10 })
    .find((message) => message.mid === mid)?.contentState;
const midsOf = (friend: string): readonly (bigint | null)[] =>
  account.core.store.messages.page(account.chatWith(friend), null, { limit: 10 }).map(({ mid }) => mid);
const asks = ({ kind, node, limit }: AskedQuestion): string =>
  kind === 'history' ? `${node} ${limit}` : kind;
/** Questions of one message, and of more. */
const single = ({ kind, limit }: AskedQuestion): boolean => kind === 'history' && limit === 1;
const wide = ({ kind, limit }: AskedQuestion): boolean => kind === 'history' && limit > 1;

describe('a job of catching up that fails', () => {
  const failing = (): Promise<never> => Promise.reject(new Error('the database is closed'));

  it('is told, and the jobs behind it are done', async () => {
    account.directory.refresh = failing;
    account.reconciler.begin();
    await account.run(35_000);
    const failures = account.failures.splice(0);
    expect(failures[0]).toEqual(new Error('the database is closed'));
    expect(account.replays).toBeGreaterThan(0);
    expect(account.questions.length).toBeGreaterThan(0);
  });

  it('after the end of its account is no fault', async () => {
    account.directory.refresh = failing;
    account.reconciler.begin();
    account.reconciler.dispose();
    await account.run(1_000);
    expect(account.failures).toEqual([]);
  });
});

describe('catching up with chats in which nothing was said', () => {
  it('costs one message each, and pages only later', async () => {
    await quietChats(100);
    account.reconnect();
    await account.run(25_000);
    const glances = account.questions.filter(single).filter(({ node }) => node.startsWith('friend'));
    expect(glances).toHaveLength(100);
    expect(account.questions.filter(wide).length).toBeLessThan(5);
  });

  it('compares every chat once a connection, one page in two seconds, and then asks no more', async () => {
    await quietChats(20);
    account.reconnect();
    await account.run(10_000);
    const early = account.questions.filter(wide).length;
    await account.run(60_000);
    const pages = account.questions.filter(wide);
    expect(early).toBeLessThan(5);
    expect(new Set(pages.map(({ node }) => node)).size).toBe(20);
    expect(pages).toHaveLength(20);
    const asked = account.pages().length;
    await account.run(1_300_000);
    expect(account.pages()).toHaveLength(asked);
  });

  it('finds what was taken back in an absence while nobody told', async () => {
    const [first = '', second = ''] = await quietChats(20);
    account.serverLost(first, 2n);
    account.serverLost(second, 13n);
    account.reconnect();
    await account.run(70_000);
    expect([stateOf(first, 2n), stateOf(first, 1n)]).toEqual(['revoked', 'present']);
    // The newest message of a chat is missed at once.
    expect(stateOf(second, 13n)).toBe('revoked');
  });

  it('goes on where it was when the line breaks again and again', async () => {
    await quietChats(12);
    const compared = new Set<string>();
    for (let connection = 0; connection < 6; connection += 1) {
      account.reconnect();
      await account.run(16_000);
      for (const { node } of account.questions.filter(wide)) compared.add(node);
    }
    expect(compared.size).toBe(12);
  });
});

describe('catching up', () => {
  it('brings what was said in an absence, whole, and counts it as news', async () => {
    const friends = await quietChats(30);
    const friend = friends[7] ?? '';
    account.serverGot(friend, 1_000n);
    account.serverGot(friend, 1_001n);
    account.reconnect();
    await account.run(10_000);
    expect(midsOf(friend)).toEqual([1_001n, 1_000n, 73n, 72n, 71n]);
    expect(account.core.store.conversations.unreadCount(account.chatWith(friend))).toBe(2);
  });

  it('finds what was said behind a gap that a live message hides', async () => {
    const [friend = ''] = await quietChats(3);
    account.serverGot(friend, 500n);
    account.serverGot(friend, 501n);
    account.link.disconnect();
    // Delivered before the chat had its turn: it is the newest on both sides, and 500 is missing below it.
    const node = toNodeId(friend);
    account.reconnect();
    account.core.pipeline.apply([
      {
        kind: 'messageReceived',
        conversation: { kind: 'user', node },
        author: node,
        isMine: false,
        viaRoom: null,
        cid: null,
        mid: 501n as never,
        sentAtNs: 1n,
        content: { kind: 'text', text: 'live' },
        replyTo: null,
        mentions: [],
        burnTerms: null,
        source: 'live',
        isNews: true,
      },
    ]);
    await account.run(5_000);
    expect(midsOf(friend)).toContain(500n);
  });

  it('looks first at the chat that is open, before it has asked who the friends are', async () => {
    const friends = await quietChats(50);
    const open = friends[3] ?? '';
    account.reconciler.lookAt(account.chatWith(open));
    await account.run(1_000);
    account.reconnect();
    await account.run(3_000);
    const history = account.pages();
    expect(history.slice(0, 1).map(asks)).toEqual([`${open} 50`]);
  });

  it('looks at a chat that is opened meanwhile before all that wait, once a connection', async () => {
    const friends = await quietChats(100);
    account.reconnect();
    await account.run(4_000);
    const before = account.pages().length;
    const open = account.chatWith(friends[90] ?? '');
    account.reconciler.lookAt(open);
    await account.run(800);
    expect(
      account
        .pages()
        .slice(before, before + 2)
        .map(asks),
    ).toContain(`${friends[90] ?? ''} 50`);
    account.reconciler.lookAt(open);
    await account.run(200_000);
    const pages = account.questions.filter(wide).filter(({ node }) => node === friends[90]);
    expect(pages).toHaveLength(1);
  });

  it('asks for names, lists and the offline queue while a thousand chats wait', async () => {
    await quietChats(100);
    account.reconnect();
    await account.run(4_000);
    const { replays } = account;
    account.reconciler.meet([toNodeId('somebody')]);
    account.reconciler.hint('roster');
    await account.run(1_000);
    const late = account.questions.filter(
      ({ askedAtMs }) => askedAtMs > account.core.clock.monotonicMs() - 1_000,
    );
    expect(late.filter(({ kind }) => kind === 'cards').length).toBeGreaterThan(0);
    expect(late.filter(({ kind }) => kind === 'list').length).toBeGreaterThan(0);
    await account.run(8_000);
    expect(account.replays).toBeGreaterThan(replays);
  });

  it('pulls the news of a chat before those that wait for their turn', async () => {
    const friends = await quietChats(100);
    account.reconnect();
    await account.run(4_000);
    const before = account.pages().length;
    account.reconciler.pullInBackground(account.chatWith(friends[95] ?? ''));
    await account.run(800);
    expect(
      account
        .pages()
        .slice(before, before + 2)
        .map(asks),
    ).toContain(`${friends[95] ?? ''} 50`);
  });

  it('compares a chat at once in which something was taken back that nobody names', async () => {
    const friends = await quietChats(100);
    const friend = friends[60] ?? '';
    account.reconnect();
    await account.run(4_000);
    account.serverLost(friend, 602n);
    account.reconciler.doubt([account.chatWith(friend)]);
    await account.run(1_500);
    expect(stateOf(friend, 602n)).toBe('revoked');
  });

  it('remembers over a lost connection what is in doubt', async () => {
    const friends = await quietChats(100);
    const friend = friends[60] ?? '';
    account.link.disconnect();
    account.reconciler.pause();
    account.serverLost(friend, 602n);
    account.reconciler.doubt([account.chatWith(friend)]);
    account.reconnect();
    await account.run(3_000);
    expect(stateOf(friend, 602n)).toBe('revoked');
  });
});

describe('chats without a message', () => {
  it('are known to be empty after three silences beside other history, and are asked about no more', async () => {
    await quietChats(3);
    for (const friend of ['new one', 'new two']) account.chats.set(friend, []);
    account.reconnect();
    await account.run(400_000);
    const { conversations } = account.core.store;
    const empty = account.chatWith('new one');
    expect(conversations.byId(empty)?.isHistoryComplete).toBe(true);
    const asked = account.pages().length;
    await account.run(1_300_000);
    expect(account.pages()).toHaveLength(asked);
  });

  it('that are known to be empty are asked about once, after the others', async () => {
    await quietChats(3);
    account.chats.set('empty', []);
    account.reconnect();
    await account.run(400_000);
    account.reconnect();
    await account.run(60_000);
    const glances = account.questions.filter(single);
    expect(glances.slice(0, 3).every(({ node }) => node !== 'empty')).toBe(true);
    expect(account.pages().filter(({ node }) => node === 'empty')).toHaveLength(1);
  });

  it('are not empty when an answer was lost', async () => {
    await quietChats(3);
    account.chats.set('new', [storedMessage(900n, 'new')]);
    account.silent.add('new');
    account.reconnect();
    await account.run(4_000);
    account.silent.delete('new');
    await account.run(20_000);
    expect(midsOf('new')).toEqual([900n]);
    expect(account.core.store.conversations.unreadCount(account.chatWith('new'))).toBe(1);
  });
});

describe('chats with pictures', () => {
  it('are looked at and compared after all others, in small pages', async () => {
    const friends = account.knowQuietChats(6);
    const picture = { mediaType: 'image/png', width: 1, height: 1 } as const;
    const node = toNodeId(friends[5] ?? '');
    account.core.pipeline.apply([
      {
        kind: 'messageReceived',
        conversation: { kind: 'user', node },
        author: node,
        isMine: false,
        viaRoom: null,
        cid: null,
        mid: 54n as never,
        sentAtNs: 1n,
        content: { kind: 'image', info: picture, bytes: new Uint8Array(10) },
        replyTo: null,
        mentions: [],
        burnTerms: null,
        source: 'history',
        isNews: false,
      },
    ]);
    account.serverGot(friends[5] ?? '', 54n);
    account.reconciler.begin();
    await account.run(30_000);
    account.reconnect();
    await account.run(60_000);
    const glances = account.questions.filter(single).filter(({ node }) => node.startsWith('friend'));
    expect(glances.slice(0, 6).map(({ node }) => node)).toEqual(
      [4, 3, 2, 1, 0, 5].map((index) => friends[index]),
    );
    const pages = account.questions.filter(wide).map(asks);
    expect(pages).toHaveLength(6);
    expect(pages.at(-1)).toBe(`${friends[5] ?? ''} 10`);
  });
});

describe('a room that is opened', () => {
  it('has its members asked for at once, also while all lists are still on their way', async () => {
    account.reconciler.begin();
    await account.run(0);
    const room = toNodeId('room');
    account.reconciler.lookAt(conversationIdOf({ kind: 'room', node: room }));
    await account.run(0);
    expect(account.looks).toEqual([room]);
  });

  it('is asked about alone when it was opened after others in quick succession', async () => {
    account.reconciler.begin();
    const rooms = ['one', 'two', 'three'].map(toNodeId);
    for (const node of rooms) account.reconciler.lookAt(conversationIdOf({ kind: 'room', node }));
    await account.run(0);
    expect(new Set(account.looks)).toEqual(new Set(rooms.slice(-1)));
  });
});
