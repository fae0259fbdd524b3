import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseSearchQuery } from '../../../main/domain/search-query';
import { toDomainEvents } from '../../../main/protocol/mapper';
import type { TimMessage } from '../../../main/protocol/packets';
import { UnreadableMessages } from '../../../main/sync/unreadable-messages';
import { settle } from '../../support/fake-server';
import { nextVersion } from '../../support/next-version';
import { chat, received, revoked, self, sentAtNs, TestCore } from '../../support/test-core';

let core: TestCore;
let unreadable: UnreadableMessages;
let failures: unknown[];
beforeEach(() => {
  core = new TestCore();
  failures = [];
  unreadable = new UnreadableMessages({
    store: core.store,
    pipeline: core.pipeline,
    reader: core.eventReader,
    clock: core.clock,
    failed: (error) => failures.push(error),
  });
});
afterEach(() => {
  unreadable.dispose();
  core.dispose();
});

const secret = '来自新版本的秘密 4711-8802';
const ofNewerClient = (mid: bigint, change: Partial<TimMessage> = {}): TimMessage => ({
  msType: 2,
  odType: 1,
  mid,
  fromTid: { node: 'peer' },
  toTid: { node: 'self' },
  timestamp: sentAtNs + mid * 1_000_000_000n,
  udtype: 7777,
  dataString: 'get a newer client',
  extra: { future: new TextEncoder().encode(secret) },
  extend: { cid: `cid-${mid}`, v: '1' },
  ...change,
});
const arrive = (...packets: readonly TimMessage[]): void =>
  core.pipeline.apply(packets.flatMap((packet) => toDomainEvents(packet, { self, source: 'live' })));
/** The program starts again, in a version that can read more. */
async function update(): Promise<void> {
  core.protection = nextVersion;
  unreadable.tryAll();
  await settle();
}
const unread = (): number => core.store.conversations.unreadCount(chat);
const found = (): number => {
  const query = parseSearchQuery('秘密');
  if (query === null) throw new Error('no query');
  return core.store.search.search({ query, conversationId: null, before: null, limit: 50 }).messages.length;
};

describe('a message of a newer client', () => {
  it('is kept as it came, and counts as nothing that was said', () => {
    arrive(ofNewerClient(5n));
    expect(core.byMid(5n)).toMatchObject({ contentState: 'unreadable', text: null, isUnread: false });
    expect([unread(), found(), core.outcomes[0]?.arrived]).toEqual([0, 0, []]);
    expect(core.store.messages.unreadable(0, 10)[0]?.isNews).toBe(true);
  });

  it('becomes present in a version that can read it: unread, told and found from then on', async () => {
    arrive(ofNewerClient(5n));
    await update();
    expect(core.byMid(5n)).toMatchObject({ contentState: 'present', text: secret, isUnread: true });
    expect([unread(), found(), core.outcomes[1]?.arrived.length, failures]).toEqual([1, 1, 1, []]);
    expect(core.outcomes[1]?.changes.messages.get(chat)?.has(core.byMid(5n).messageId)).toBe(true);
    expect(core.store.messages.unreadable(0, 10)).toEqual([]);
  });

  it('stays what it is as long as nothing can read it, over many starts', async () => {
    arrive(ofNewerClient(5n));
    for (let start = 0; start < 3; start += 1) {
      unreadable.tryAll();
      await settle();
      core.clock.advance(1_000);
    }
    expect([core.byMid(5n).contentState, core.outcomes.length]).toEqual(['unreadable', 1]);
  });

  it('is read when the chat was seen since, and when it was none of the news', async () => {
    arrive(ofNewerClient(5n));
    core.pipeline.apply([received(6n)]);
    core.readAll(chat);
    await update();
    expect([core.byMid(5n).isUnread, unread()]).toEqual([false, 0]);
  });

  it('that was revoked or burned stays so, and what was kept of it is erased', async () => {
    arrive(ofNewerClient(5n), ofNewerClient(6n));
    core.pipeline.apply([revoked(5n)]);
    core.pipeline.apply([{ ...revoked(6n), kind: 'messageBurned', by: self, isMine: true }]);
    expect(core.store.messages.attachmentOf(core.byMid(5n).messageId)).toBeNull();
    expect(core.store.messages.attachmentOf(core.byMid(6n).messageId)).toBeNull();
    await update();
    expect([core.byMid(5n).contentState, core.byMid(6n).contentState]).toEqual(['revoked', 'burned']);
  });

  it('that is meant to burn burns in time, read or not', () => {
    arrive(ofNewerClient(5n, { extend: { cid: 'c', v: '1', burn: '10', burnmax: '60' } }));
    const { expiresAtMs, arrivedAtMs } = core.byMid(5n);
    expect((expiresAtMs ?? 0) - (arrivedAtMs ?? 0)).toBe(60_000);
    expect(core.store.messages.expired((expiresAtMs ?? 0) + 1)).toHaveLength(1);
  });

  it('is missed when the server has it no more, like any other', () => {
    arrive(ofNewerClient(5n));
    const { messageId } = core.byMid(5n);
    expect(core.store.messages.expectedOnServer(chat, 100n, 10).map((one) => one.messageId)).toEqual([
      messageId,
    ]);
    core.pipeline.apply([{ kind: 'messageVanished', messageId }]);
    expect(core.byMid(5n).contentState).toBe('revoked');
  });

  it('is read in small batches when there are many', async () => {
    arrive(...Array.from({ length: 50 }, (_, index) => ofNewerClient(BigInt(index + 1))));
    await update();
    expect(unread()).toBe(20);
    core.clock.advance(200);
    await settle();
    core.clock.advance(200);
    await settle();
    expect([unread(), core.store.messages.unreadable(0, 10)]).toEqual([50, []]);
  });

  it('leaves no piece of what was kept once it is taken back, whether it was read in between or not', async () => {
    const needles = Array.from({ length: 30 }, (_, index) => `needle-${index}-of-a-newer-client`);
    const kept = needles.map((needle, index) =>
      ofNewerClient(BigInt(index + 1), { extra: { future: new TextEncoder().encode(needle) } }),
    );
    arrive(...kept.slice(0, 20));
    await update();
    arrive(...kept.slice(20));
    const isThere = (needle: string): boolean => core.files.decryptedPages().includes(needle);
    expect([isThere(needles[3] ?? ''), isThere(needles[25] ?? '')]).toEqual([true, true]);
    core.pipeline.apply(kept.map((_, index) => revoked(BigInt(index + 1))));
    expect(core.store.messages.unreadable(0, 10)).toEqual([]);
    expect(needles.filter(isThere)).toEqual([]);
  });

  it('of more than a megabyte is not kept', () => {
    arrive(ofNewerClient(5n, { extra: { future: new Uint8Array(1_100_000) } }));
    expect(core.byMid(5n)).toMatchObject({ contentState: 'present', contentKind: 'unsupported' });
  });
});

describe('an own message', () => {
  it('is never overwritten by its echo, nor by a copy of the history', () => {
    core.pipeline.apply([received(1n)]);
    const own = received(2n, {
      author: self,
      isMine: true,
      cid: 'own',
      content: { kind: 'text', text: 'mine' },
    });
    core.pipeline.apply([own]);
    const other = { content: { kind: 'text', text: 'forged' } } as const;
    core.pipeline.apply([{ ...own, ...other }]);
    core.pipeline.apply([{ ...own, ...other, source: 'history' }]);
    core.pipeline.apply([{ ...own, ...other, mid: received(3n).mid }]);
    expect(core.byMid(2n).text).toBe('mine');
    expect(core.byMid(3n).messageId).toBe(core.byMid(2n).messageId);
  });
});
