import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conversationIdOf } from '../../../main/domain/conversation';
import { toNodeId, type NodeId } from '../../../main/domain/ids';
import { TestStore } from '../../support/test-store';

let files: TestStore;
const room = { kind: 'room', node: toNodeId('room1') } as const;
const conversationId = conversationIdOf(room);
const members = { conversationId, list: 'members' } as const;
const blocked = { conversationId, list: 'blocked' } as const;
const nodes = (...names: readonly string[]): readonly NodeId[] => names.map(toNodeId);

beforeEach(() => {
  files = new TestStore();
  files.store.transaction((write) => write.conversations.ensure(room));
});
afterEach(() => files.dispose());

const replace = (list: typeof members | typeof blocked, told: readonly NodeId[], leftOutCount = 0): boolean =>
  files.store.transaction((write) => write.members.replace(list, told, leftOutCount));

describe('the list of members of a room', () => {
  it('is unknown until the server has told it, and may then be empty', () => {
    expect(files.store.members.state(members)).toBeNull();
    replace(members, []);
    expect(files.store.members.state(members)).toEqual({ count: 0, leftOutCount: 0 });
  });

  it('is not kept of a room that has no chat here: who was just brought into it may ask before the list of rooms has told', () => {
    const other = conversationIdOf({ kind: 'room', node: toNodeId('unheard') });
    const key = { conversationId: other, list: 'members' } as const;
    expect(files.store.transaction((write) => write.members.replace(key, nodes('a', 'b'), 0))).toBe(false);
    expect([files.store.members.state(key), [...files.store.members.nodes(key)]]).toEqual([null, []]);
  });

  it('becomes what the server told last, and says whether that is another', () => {
    expect(replace(members, nodes('a', 'b', 'b'), 3)).toBe(true);
    expect(replace(members, nodes('b', 'a'), 3)).toBe(false);
    expect(replace(members, nodes('b', 'c'), 3)).toBe(true);
    expect([...files.store.members.nodes(members)]).toEqual(['b', 'c']);
    expect(files.store.members.state(members)).toEqual({ count: 2, leftOutCount: 3 });
  });

  it('takes somebody in and out, and counts them once', () => {
    replace(members, nodes('a'));
    const changed = files.store.transaction((write) => [
      write.members.add(members, toNodeId('b')),
      write.members.add(members, toNodeId('b')),
      write.members.remove(members, toNodeId('a')),
      write.members.remove(members, toNodeId('a')),
      // Of a list that was never told one entry would look like all of it.
      write.members.add(blocked, toNodeId('b')),
    ]);
    expect(changed).toEqual([true, false, true, false, false]);
    expect(files.store.members.state(members)).toEqual({ count: 1, leftOutCount: 0 });
    expect(files.store.members.has(members, toNodeId('b'))).toBe(true);
    expect(files.store.members.state(blocked)).toBeNull();
  });

  it('is apart from those whom the room keeps out, and both are forgotten together', () => {
    replace(members, nodes('a'));
    replace(blocked, nodes('b'));
    expect([...files.store.members.nodes(blocked)]).toEqual(['b']);
    files.store.transaction((write) => write.members.forget(conversationId));
    expect(files.store.members.state(members)).toBeNull();
    expect(files.store.members.nodes(blocked).size).toBe(0);
  });

  it('knows whose name is not known', () => {
    replace(members, nodes('a', 'b', 'c'));
    files.store.transaction((write) => {
      write.people.setName(toNodeId('a'), 'zoe');
      write.people.ensure(toNodeId('b'));
    });
    expect([files.store.members.untold(members), files.store.members.untoldCount(members)]).toEqual([
      ['b', 'c'],
      2,
    ]);
  });
});
