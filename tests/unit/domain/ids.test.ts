import { describe, expect, it } from 'vitest';
import { ChangeSet } from '../../../main/domain/change-set';
import { addressOf, conversationIdOf } from '../../../main/domain/conversation';
import { toConversationId, toMessageId, toNodeId, toServerMid } from '../../../main/domain/ids';

describe('conversation ids', () => {
  it.each(['user', 'room'] as const)('name the other side and lead back to it: %s', (kind) => {
    const address = { kind, node: toNodeId('UHuS6PmRApp') };
    expect(addressOf(conversationIdOf(address))).toEqual(address);
  });

  it('are different for a person and a room of the same node', () => {
    const node = toNodeId('n');
    expect(conversationIdOf({ kind: 'user', node })).not.toBe(conversationIdOf({ kind: 'room', node }));
  });

  it.each(['', 'u', 'u:', 'r:', 'x:node', 'U:node', 'node', ' u:node', '__proto__'])(
    'are refused when they name nobody: %j',
    (text) => {
      expect(addressOf(text)).toBeNull();
    },
  );
});

describe('server mids', () => {
  it.each<[bigint | undefined, bigint | null]>([
    [undefined, null],
    [0n, null],
    [-1n, null],
    [1n, 1n],
    [2n ** 63n - 1n, 2n ** 63n - 1n],
  ])('name a message only when positive: %s', (value, mid) => {
    expect(toServerMid(value)).toBe(mid);
  });
});

describe('a change set', () => {
  it('collects the messages of each chat once, and the chat with them', () => {
    const changes = new ChangeSet();
    expect(changes.isEmpty).toBe(true);
    for (const id of ['1', '2', '1']) changes.addMessage(toConversationId('u:a'), toMessageId(id));
    changes.addMessage(toConversationId('u:b'), toMessageId('3'));
    expect([...changes.messages].map(([chat, ids]) => [chat, [...ids]])).toEqual([
      ['u:a', ['1', '2']],
      ['u:b', ['3']],
    ]);
    expect([[...changes.conversations], changes.contacts.size, changes.isEmpty]).toEqual([
      ['u:a', 'u:b'],
      0,
      false,
    ]);
  });

  it('is not empty when only contacts, only names or only chats changed', () => {
    const contacts = new ChangeSet();
    contacts.addContact(toNodeId('a'));
    const names = new ChangeSet();
    names.addName(toNodeId('a'));
    const chats = new ChangeSet();
    chats.addConversation(toConversationId('u:a'));
    expect([contacts.isEmpty, names.isEmpty, chats.isEmpty]).toEqual([false, false, false]);
  });
});
