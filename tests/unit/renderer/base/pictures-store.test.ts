// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { succeed } from '../../../../preload/contract/result';
import { closeAccount } from '../../../../renderer/base/account-scope';
import { usePicturesStore } from '../../../../renderer/base/pictures-store';
import { FakeBridge, settle } from '../fake-bridge';
import { anAccount } from '../views';

let bridge: FakeBridge;
let withPicture: Set<string>;
beforeEach(() => {
  setActivePinia(createPinia());
  withPicture = new Set(['u:a']);
  bridge = new FakeBridge({
    'pictures.of': ({ owners }) =>
      succeed(
        owners.flatMap((owner) =>
          withPicture.has(owner) ? [{ owner, mediaType: 'image/png', bytes: Uint8Array.of(1) }] : [],
        ),
      ),
  }).install();
});

const store = () => usePicturesStore(anAccount.accountId);
const asked = () => bridge.argumentsOf('pictures.of');

describe('pictures of people and rooms', () => {
  it('are fetched together for all that are shown, and once, also of those who have none', async () => {
    expect(['u:a', 'u:b', 'u:a'].map((owner) => store().urlOf(owner))).toEqual([null, null, null]);
    await settle();
    expect(store().urlOf('u:a')).toMatch(/^blob:/u);
    expect(store().urlOf('u:b')).toBe(null);
    await settle();
    expect(asked()).toEqual([{ owners: ['u:a', 'u:b'] }]);
  });

  it('are fetched anew when they are others, as far as anybody has seen them', async () => {
    store().urlOf('u:a');
    await settle();
    withPicture.clear();
    await store().applyChanges(['u:a', 'u:stranger']);
    expect([asked().length, store().urlOf('u:a')]).toEqual([2, null]);
    expect(asked()[1]).toEqual({ owners: ['u:a'] });
  });

  it('are no more than can be looked at, and gone with the account', async () => {
    for (let number = 0; number < 1_000; number += 1) store().urlOf(`u:${number}`);
    await settle();
    await settle();
    expect(store().held.size).toBeLessThanOrEqual(600);
    for (const question of asked())
      expect((question as { owners: string[] }).owners.length).toBeLessThanOrEqual(50);
    closeAccount(anAccount.accountId);
    expect(store().held.size).toBe(0);
  });
});
