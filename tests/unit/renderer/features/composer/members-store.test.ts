// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import { closeAccount } from '../../../../../renderer/app/account-scope';
import { useMembersStore } from '../../../../../renderer/features/composer';
import { installNameWorker } from '../../name-worker';
import { FakeBridge } from '../../fake-bridge';
import { anAccount } from '../../views';

let names: Map<string, string>;
let bridge: FakeBridge;
beforeEach(() => {
  installNameWorker();
  setActivePinia(createPinia());
  names = new Map([
    ['b', '波'],
    ['a', '安'],
  ]);
  const member = (node: string) => ({ node, name: names.get(node) ?? node });
  bridge = new FakeBridge({
    'rooms.members': () => succeed({ members: ['0-new', 'b', 'a'].map(member), leftOutCount: 4 }),
    'people.byNodes': ({ nodes }) => succeed(nodes.map(member)),
  }).install();
});

const shown = (): readonly string[] =>
  (useMembersStore(anAccount.accountId).of('r:1')?.members ?? []).map(({ name }) => name);

describe('the members of a room', () => {
  it('stand by name, and those without one behind the others', async () => {
    expect(await useMembersStore(anAccount.accountId).load('r:1')).toBe(true);
    expect(shown()).toHaveLength(3);
    await flushPromises();
    expect(shown()).toEqual(['安', '波', '0-new']);
    expect(useMembersStore(anAccount.accountId).of('r:1')?.leftOutCount).toBe(4);
  });

  it('get their names as these become known, and nothing else is asked for', async () => {
    const store = useMembersStore(anAccount.accountId);
    await store.load('r:1');
    names.set('0-new', '白');
    await store.applyChanges(['0-new', 'a stranger']);
    expect(shown()).toHaveLength(3);
    await flushPromises();
    expect(shown()).toEqual(['安', '白', '波']);
    await store.applyChanges(['a stranger']);
    expect(bridge.argumentsOf('people.byNodes')).toEqual([{ nodes: ['0-new'] }]);
  });

  it('stay as they were while there is no answer', async () => {
    const store = useMembersStore(anAccount.accountId);
    await store.load('r:1');
    bridge.answers['rooms.members'] = () => fail('offline');
    expect(await store.load('r:1')).toBe(false);
    expect(shown()).toHaveLength(3);
  });

  it('are remembered of ten rooms, and of no other account', async () => {
    const store = useMembersStore(anAccount.accountId);
    for (let room = 0; room <= 10; room += 1) await store.load(`r:${room}`);
    expect([store.of('r:0'), store.lists.size]).toEqual([null, 10]);
    const answer = store.load('r:9');
    closeAccount(anAccount.accountId);
    await answer;
    expect(store.lists.size).toBe(0);
  });
});
