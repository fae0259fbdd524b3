import { beforeEach, describe, expect, it } from 'vitest';
import type { Change, ChangeBatch } from '../../../preload/contract/changes';
import { ChangeBroadcaster } from '../../../main/ipc/change-broadcaster';
import { ManualClock } from '../../support/manual-clock';

const accountId = 'account-1';
let clock: ManualClock;
let batches: ChangeBatch[];
let broadcaster: ChangeBroadcaster;
beforeEach(() => {
  clock = new ManualClock();
  batches = [];
  broadcaster = new ChangeBroadcaster(clock, (batch) => batches.push(batch));
});

const messages = (conversationId: string, ...messageIds: string[]) =>
  ({ accountId, kind: 'messages', conversationId, messageIds }) as const;

const chats = (...conversationIds: string[]) =>
  ({ accountId, kind: 'conversations', conversationIds }) as const;
const people = (...nodes: string[]) => ({ accountId, kind: 'contacts', nodes }) as const;

describe('changes', () => {
  it('of one moment are one batch', () => {
    broadcaster.announce(chats('a'));
    clock.advance(15);
    broadcaster.announce(people('b'));
    expect(batches).toEqual([]);
    clock.advance(1);
    expect(batches).toEqual([{ number: 1, changes: [chats('a'), people('b')] }]);
  });

  it('are numbered without a gap, and silence sends nothing', () => {
    expect(broadcaster.lastNumber()).toBe(0);
    for (let turn = 0; turn < 3; turn += 1) {
      broadcaster.announce(people('b'));
      clock.advance(1_000);
    }
    expect(batches.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect([broadcaster.lastNumber(), clock.waitingTimers]).toEqual([3, 0]);
  });

  it('are joined: the rows of a kind and the messages of a chat together, in order of first appearance', () => {
    broadcaster.announce({ accountId, kind: 'snapshot' });
    broadcaster.announce(messages('a', '1', '2'));
    broadcaster.announce(chats('a', 'b'));
    broadcaster.announce(messages('b', '9'));
    broadcaster.announce(people('x'));
    broadcaster.announce(messages('a', '2', '3'));
    broadcaster.announce(chats('c', 'a'));
    broadcaster.announce(people('y'));
    broadcaster.announce({ accountId, kind: 'snapshot' });
    clock.advance(16);
    expect(batches[0]?.changes).toEqual([
      { accountId, kind: 'snapshot' },
      messages('a', '1', '2', '3'),
      chats('a', 'b', 'c'),
      messages('b', '9'),
      people('x', 'y'),
    ]);
  });

  it.each([
    ['pictures', 'owners'],
    ['presence', 'nodes'],
    ['rooms', 'nodes'],
    ['members', 'nodes'],
  ] as const)('of %s lose nobody who was named before', (kind, rows) => {
    for (const named of [['a', 'b'], ['c']]) {
      // The table names each kind with its own rows.
      broadcaster.announce({ accountId, kind, [rows]: named } as unknown as Change);
    }
    clock.advance(16);
    expect(batches[0]?.changes).toEqual([{ accountId, kind, [rows]: ['a', 'b', 'c'] }]);
  });

  it('open the chat that was asked for last', () => {
    broadcaster.announce({ accountId, kind: 'openConversation', conversationId: 'a' });
    broadcaster.announce({ accountId, kind: 'openConversation', conversationId: 'b' });
    clock.advance(16);
    expect(batches[0]?.changes).toEqual([{ accountId, kind: 'openConversation', conversationId: 'b' }]);
  });

  it('of one account are never joined with those of another, nor with those of the app', () => {
    const other = { accountId: 'account-2' };
    broadcaster.announce(messages('a', '1'));
    broadcaster.announce(chats('a'));
    broadcaster.announce({ accountId: null, kind: 'snapshot' });
    broadcaster.announce({ ...messages('a', '2'), ...other });
    broadcaster.announce({ ...chats('b'), ...other });
    broadcaster.announce({ accountId, kind: 'snapshot' });
    broadcaster.announce({ ...messages('a', '3'), ...other });
    broadcaster.announce({ accountId, kind: 'openConversation', conversationId: 'a' });
    broadcaster.announce({ ...other, kind: 'openConversation', conversationId: 'a' });
    clock.advance(16);
    expect(batches[0]?.changes).toEqual([
      messages('a', '1'),
      chats('a'),
      { accountId: null, kind: 'snapshot' },
      { ...messages('a', '2', '3'), ...other },
      { ...chats('b'), ...other },
      { accountId, kind: 'snapshot' },
      { accountId, kind: 'openConversation', conversationId: 'a' },
      { ...other, kind: 'openConversation', conversationId: 'a' },
    ]);
  });

  it('T42: of a burst come with pauses, so that the window can do something else', () => {
    const burst = (from: number) =>
      messages('a', ...Array.from({ length: 200 }, (_, index) => `${from + index}`));
    broadcaster.announce(burst(0));
    clock.advance(16);
    broadcaster.announce(burst(200));
    clock.advance(249);
    expect(batches).toHaveLength(1);
    clock.advance(1);
    expect(batches).toHaveLength(2);
    clock.advance(1_000);
    broadcaster.announce(messages('a', '1'));
    clock.advance(250);
    broadcaster.announce(messages('a', '2'));
    clock.advance(16);
    expect(batches).toHaveLength(4);
  });

  it('T42: of more messages than anybody follows are told without names, and of other chats with them', () => {
    broadcaster.announce({ accountId, kind: 'openConversation', conversationId: 'a' });
    broadcaster.announce(messages('b', '1'));
    for (let index = 0; index < 10_000; index += 1) broadcaster.announce(messages('a', `${index}`));
    broadcaster.announce(messages('b', '2'));
    clock.advance(16);
    expect(batches).toEqual([
      {
        number: 1,
        changes: [
          { accountId, kind: 'openConversation', conversationId: 'a' },
          messages('b', '1', '2'),
          { accountId, kind: 'messages', conversationId: 'a', messageIds: null },
        ],
      },
    ]);
  });

  it('end with the broadcaster', () => {
    broadcaster.announce(people('b'));
    broadcaster.dispose();
    broadcaster.announce(people('b'));
    clock.advance(1_000);
    expect([batches, clock.waitingTimers]).toEqual([[], 0]);
  });
});
