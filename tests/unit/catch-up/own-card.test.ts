import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OwnCard } from '../../../main/catch-up/own-card';
import { TimClient } from '../../../main/session/tim-client';
import type { Frame, TimUserBean } from '../../../main/protocol/packets';
import { fromCardBytes, versionOf } from '../../../main/protocol/user-card';
import { settle } from '../../support/fake-server';
import { self, TestCore } from '../../support/test-core';
import { TestLink } from '../../support/test-link';

let core: TestCore;
let link: TestLink;
let ownCard: OwnCard;
beforeEach(() => {
  core = new TestCore();
  link = new TestLink(core.clock);
  ownCard = new OwnCard({
    store: core.store,
    client: new TimClient(link),
    self: () => self,
    random: core.random,
    nowMs: () => core.clock.nowMs(),
    changed: (changes) => core.changes.push(changes),
  });
});
afterEach(() => {
  core.dispose();
});

const told = async (card: TimUserBean): Promise<void> => {
  await settle();
  link.deliver({ type: 42, packet: { ntype: 4, usermap: { self: card } } });
  await settle();
};
const confirmed = async (): Promise<void> => {
  await settle();
  link.deliver({ type: 12, packet: { ok: true, timType: 42, t: 6n } });
  await settle();
};
const sentCards = (): readonly (TimUserBean | undefined)[] =>
  link.sent
    .filter((frame): frame is Extract<Frame, { type: 42 }> => frame.type === 42)
    .filter(({ packet }) => packet.ntype === 6)
    .map(({ packet }) => packet.usermap?.['']);
const kept = (): TimUserBean | null =>
  fromCardBytes(core.store.people.cardOf(self)?.bytes ?? new Uint8Array(0));

describe('the card of this account', () => {
  it('is merged into the maps that the server has, which would be replaced as a whole', async () => {
    const answer = ownCard.change({ extend: { key: 'ours' } });
    await told({ name: 'ann', extend: { key: 'old', future: 'of a newer client' } });
    await confirmed();
    expect(await answer).toEqual({ kind: 'ok', value: null });
    const extend = { key: 'ours', future: 'of a newer client' };
    expect(sentCards()).toEqual([{ extend }]);
    expect(kept()).toMatchObject({ name: 'ann', extend });
  });

  it('is written without a map when only a name changes: the server keeps what is left out', async () => {
    const answer = ownCard.change({ name: 'ann', nickName: 'Ann' });
    await confirmed();
    await answer;
    expect(sentCards()).toEqual([{ name: 'ann', nickName: 'Ann' }]);
  });

  it('is not written when nobody knows what the map holds', async () => {
    const answer = ownCard.change({ extra: { key: Uint8Array.of(1) } });
    await settle();
    link.disconnect();
    expect([await answer, sentCards()]).toEqual([{ kind: 'disconnected' }, []]);
  });

  it('has another version after each change, though another device changes it in the same millisecond', async () => {
    const other = new OwnCard({
      store: core.store,
      client: new TimClient(link),
      self: () => self,
      random: core.random,
      nowMs: () => core.clock.nowMs(),
      changed: () => undefined,
    });
    const [ours, theirs] = [
      ownCard.changeProfile({ nickname: 'Ann' }),
      other.changeProfile({ status: 'here' }),
    ];
    await told({});
    await told({});
    await confirmed();
    await confirmed();
    await Promise.all([ours, theirs]);
    const versions = sentCards().map((card) => versionOf(card ?? {}));
    expect(versions.map((version) => version.length)).toEqual([16, 16]);
    expect(new Set(versions).size).toBe(2);
  });

  it('is changed by one after the other', async () => {
    const [first, second] = [ownCard.change({ extend: { a: '1' } }), ownCard.change({ extend: { b: '2' } })];
    await told({});
    await confirmed();
    await first;
    await told({ extend: { a: '1' } });
    await confirmed();
    await second;
    expect(sentCards()).toEqual([{ extend: { a: '1' } }, { extend: { a: '1', b: '2' } }]);
  });
});
