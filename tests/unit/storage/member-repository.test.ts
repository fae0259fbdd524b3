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
const page = (text: string, first: readonly NodeId[] = []) =>
  files.store.members.page({ ...members, text, from: 0, limit: 10, first });

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

  it('is read in stretches by name, with those first who are named, and the nameless last', () => {
    replace(members, nodes('a', 'b', 'c', 'd'));
    files.store.transaction((write) => {
      write.people.setName(toNodeId('a'), 'zoe');
      write.people.setName(toNodeId('b'), 'Ann');
      write.people.setName(toNodeId('d'), 'bob');
    });
    expect(page('').nodes).toEqual(['b', 'd', 'a', 'c']);
    expect(page('', nodes('c', 'a')).nodes).toEqual(['c', 'a', 'b', 'd']);
    const rest = files.store.members.page({ ...members, text: '', from: 2, limit: 1, first: [] });
    expect(rest).toEqual({ nodes: ['a'], matchCount: 4 });
    const beyond = files.store.members.page({ ...members, text: '', from: 9, limit: 1, first: [] });
    expect(beyond).toEqual({ nodes: [], matchCount: 4 });
    expect(files.store.members.nameless(members)).toEqual(['c']);
  });

  it('is searched by a part of the name and the beginning of the id, whatever signs are typed', () => {
    replace(members, nodes('QwX1', 'b', '*x'));
    files.store.transaction((write) => write.people.setName(toNodeId('b'), '林小满 Lin'));
    expect(page('小满').nodes).toEqual(['b']);
    expect(page('lin').nodes).toEqual(['b']);
    expect(page('qwx')).toEqual({ nodes: ['QwX1'], matchCount: 1 });
    expect(page('wx').nodes).toEqual([]);
    expect(page('*').nodes).toEqual(['*x']);
    expect(page('%').nodes).toEqual([]);
  });
});
