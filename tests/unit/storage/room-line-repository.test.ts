import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conversationIdOf } from '../../../main/domain/conversation';
import { toMessageId, toNodeId, toServerMid, type NodeId } from '../../../main/domain/ids';
import { learntAbout, mostRoomLines, type LearntOfRoom } from '../../../main/domain/room-line';
import type { StoreWriter } from '../../../main/storage/account-store';
import { TestStore } from '../../support/test-store';

let files: TestStore;
const room = { kind: 'room', node: toNodeId('room1') } as const;
const conversationId = conversationIdOf(room);

beforeEach(() => {
  files = new TestStore();
  files.store.transaction((write) => write.conversations.ensure(room));
});
afterEach(() => files.dispose());

const people = (...names: readonly string[]): readonly NodeId[] => names.map(toNodeId);
const renamed = (text: string): LearntOfRoom => ({ kind: 'renamed', nodes: [], count: 0, text });
function learnAll(all: readonly (LearntOfRoom | null)[], atMs = 1_000): void {
  files.store.transaction((writer) => {
    for (const learnt of all) if (learnt !== null) writer.roomLines.add(conversationId, learnt, atMs);
  });
}
const learn = (learnt: LearntOfRoom | null, atMs?: number): void => learnAll([learnt], atMs);
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
/** A message of the server, or with null an own one that waits. */
function write(writer: StoreWriter, mid: bigint | null, place: bigint): void {
  writer.messages.insert({
    messageId: toMessageId(`message ${mid ?? 'pending'}`),
    conversationId,
    author: toNodeId('somebody'),
    isMine: mid === null,
    viaRoom: null,
    cid: null,
    mid: toServerMid(mid ?? 0n),
    clientId: null,
    sortNs: 1n,
    place,
    isUnread: false,
    arrivedAtMs: 1,
    content: { kind: 'text', text: 'said' },
    replyTo: null,
    mentions: [],
    burnTerms: null,
    delivery: mid === null ? 'pending' : 'sent',
  });
}
const lines = () =>
  files.store.roomLines.of(conversationId).map(({ kind, nodes, count, text, place }) => ({
    kind,
    who: nodes.join(' '),
    count,
    text,
    place: Number(place),
  }));

describe('what was learnt of a room', () => {
  it('stands below the newest message that the server has, in the order in which it was learnt', () => {
    learn(renamed('one'));
    files.store.transaction((writer) => {
      write(writer, 7n, 7n);
      write(writer, null, 9n);
    });
    learn(renamed('two'));
    learn(learntAbout('joined', people('a')));
    expect(lines()).toEqual([
      { kind: 'renamed', who: '', count: 0, text: 'one', place: 0 },
      { kind: 'renamed', who: '', count: 0, text: 'two', place: 7 },
      { kind: 'joined', who: 'a', count: 1, text: null, place: 7 },
    ]);
  });

  it('is one line for a thousand people who come one after the other', () => {
    learnAll(numbers(1_000).map((index) => learntAbout('joined', people(`n${index}`))));
    expect(lines()).toEqual([{ kind: 'joined', who: 'n0 n1 n2', count: 1_000, text: null, place: 0 }]);
  });

  it('is told in a line of its own after something else, and after an hour', () => {
    learn(learntAbout('joined', people('a')));
    learn(learntAbout('left', people('b')));
    learn(learntAbout('joined', people('c')));
    learn(learntAbout('joined', people('d')), 3_700_000);
    learn(renamed('one'));
    learn(renamed('two'));
    expect(lines().map(({ kind, count }) => `${kind} ${count}`)).toEqual([
      'joined 1',
      'left 1',
      'joined 1',
      'joined 1',
      'renamed 0',
      'renamed 0',
    ]);
  });

  it('is kept as far back as a room may fill', () => {
    learnAll(numbers(mostRoomLines + 5).map((index) => renamed(String(index))));
    expect(lines()).toHaveLength(mostRoomLines);
    expect(lines()[0]?.text).toBe('5');
  });

  it('stands by its time once the numbers of the chat have no order', () => {
    learn(renamed('one'), 2_000);
    files.store.transaction((writer) => {
      writer.roomLines.placeByTime(conversationId);
      writer.conversations.noteRandomMids(conversationId);
      write(writer, 9n, 5_000_000_000n);
    });
    learn(renamed('two'), 6_000);
    expect(lines().map(({ place }) => place)).toEqual([2_000_000_000, 5_000_000_001]);
  });
});
