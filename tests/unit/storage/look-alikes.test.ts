import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toNodeId } from '../../../main/domain/ids';
import { TestStore } from '../../support/test-store';

let files: TestStore;
beforeEach(() => {
  files = new TestStore();
});
afterEach(() => {
  files.dispose();
});

const [friend, stranger, third] = [toNodeId('friend'), toNodeId('stranger'), toNodeId('third')];
const name = (node: typeof friend, text: string): readonly string[] =>
  files.store.transaction((write) => write.people.setName(node, text));
const alike = (): readonly boolean[] =>
  [friend, stranger, third].map((node) => files.store.people.byNode(node)?.isAlike ?? false);

describe('people whose names look alike', () => {
  it('are told apart, all of them, from the moment at which the second comes until it is called otherwise', () => {
    expect(name(friend, 'Alice')).toEqual([friend]);
    name(third, 'Bob');
    expect(alike()).toEqual([false, false, false]);
    expect(name(stranger, 'Аlice')).toEqual([stranger, friend]);
    expect(alike()).toEqual([true, true, false]);
    expect(files.store.views.names([friend]).get(friend)).toMatchObject({ name: 'Alice', isAlike: true });
    expect(name(stranger, 'Mallory')).toEqual([stranger, friend]);
    expect(alike()).toEqual([false, false, false]);
  });

  it('are compared by what they are called here', () => {
    name(friend, 'Alice');
    name(stranger, 'Alice');
    files.store.transaction((write) => write.people.setRemark(friend, 'Alice from work'));
    expect(alike()).toEqual([false, false, false]);
    files.store.transaction((write) => write.people.setRemark(third, 'alice'));
    expect(alike()).toEqual([false, true, true]);
  });
});
