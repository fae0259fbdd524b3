import { describe, expect, it } from 'vitest';
import { fittingMembers, MemberOrder } from '../../../main/account/member-order';
import { ChangeSet } from '../../../main/domain/change-set';
import { toConversationId, toNodeId, type NodeId } from '../../../main/domain/ids';

const key = { conversationId: toConversationId('r:room'), list: 'members' } as const;
const nodes = (...names: readonly string[]): readonly NodeId[] => names.map(toNodeId);

function orderOf(names: Record<string, string>) {
  let askings = 0;
  const order = new MemberOrder({
    nodes: () => {
      askings += 1;
      return new Set(Object.keys(names).map(toNodeId));
    },
    namesOf: () => (node: NodeId) => names[node] ?? node,
  });
  return { order, askings: () => askings };
}
const named = async (names: Record<string, string>, typed = '', first: readonly NodeId[] = []) =>
  fittingMembers(await orderOf(names).order.of(key), typed, first).map(({ node }) => node);

const people = { a: 'zoe', b: 'Ann 2', c: '', d: '周一帆', e: 'Ann 10', f: '阿明', QwX1: 'bob' };

describe('the order of members', () => {
  it('is that of how their names sound, Chinese ones among the others, and of the nameless last', async () => {
    const { c, ...rest } = people;
    expect(c).toBe('');
    expect(await named({ ...rest, c: 'c' })).toEqual(['f', 'b', 'e', 'QwX1', 'd', 'a', 'c']);
  });

  it('has those first who are something in the room', async () => {
    expect(await named({ a: 'A', b: 'B', c: 'C' }, '', nodes('c', 'nobody', 'b'))).toEqual(['c', 'b', 'a']);
  });

  it('is the same for thousands, which are put in order in slices', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 2_345 }, (_, index) => [`n${index}`, `name ${(index * 7_919) % 2_345}`]),
    );
    const order = await named(many);
    expect(new Set(order).size).toBe(2_345);
    expect(order.map((node) => many[node])).toEqual(
      Array.from({ length: 2_345 }, (_, index) => `name ${index}`),
    );
  });

  it('is made once, and again after a change of the list or of a name', async () => {
    const { order, askings } = orderOf({ a: 'A' });
    await order.of(key);
    await order.of(key);
    expect(askings()).toBe(1);
    const elsewhere = new ChangeSet();
    elsewhere.addMembers(toNodeId('other'));
    order.forget(elsewhere);
    await order.of(key);
    expect(askings()).toBe(1);
    const here = new ChangeSet();
    here.addMembers(toNodeId('room'));
    order.forget(here);
    await order.of(key);
    const renamed = new ChangeSet();
    renamed.addName(toNodeId('a'));
    order.forget(renamed);
    await order.of(key);
    expect(askings()).toBe(3);
  });

  it('stays as it is when somebody has another name who is not in the list', async () => {
    const { order, askings } = orderOf({ a: 'A' });
    await order.of(key);
    const renamed = new ChangeSet();
    for (let index = 0; index < 100; index += 1) renamed.addName(toNodeId(`somebody else ${index}`));
    order.forget(renamed);
    await order.of(key);
    expect(askings()).toBe(1);
  });
});

describe('a search among members', () => {
  it('finds names with accents by letters without them, and the other way round', async () => {
    const some = { a: 'Mélanie', b: 'Benoit', c: 'İpek', d: 'ΝΊΚΟΣ' };
    for (const [typed, node] of [
      ['melanie', 'a'],
      ['benoît', 'b'],
      ['ipek', 'c'],
      ['νίκος', 'd'],
    ] as const)
      expect(await named(some, typed)).toEqual([node]);
  });

  it('finds a part of a name or the beginning of an id, and those first whose name begins so', async () => {
    expect(await named(people, 'N')).toEqual(['b', 'e']);
    expect(await named({ a: 'Joanna', b: 'Anna' }, 'ann')).toEqual(['b', 'a']);
    expect(await named(people, '一帆')).toEqual(['d']);
    expect(await named(people, 'zhouyi')).toEqual(['d']);
    expect(await named(people, 'zyf')).toEqual(['d']);
    expect(await named(people, 'am')).toEqual(['f']);
    expect(await named(people, 'qwx')).toEqual(['QwX1']);
    expect(await named(people, 'wx1')).toEqual([]);
    expect(await named(people, '*')).toEqual([]);
  });
});
