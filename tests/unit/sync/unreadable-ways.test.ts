import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noticesOf } from '../../../main/account/active/arrival-notices';
import type { EventSource } from '../../../main/domain/domain-event';
import type { ConversationId } from '../../../main/domain/ids';
import { parseSearchQuery } from '../../../main/domain/search-query';
import { toDomainEvents } from '../../../main/protocol/mapper';
import type { TimMessage } from '../../../main/protocol/packets';
import { UnreadableMessages } from '../../../main/sync/unreadable-messages';
import { toConversationView } from '../../../main/views/conversation-view';
import { settle } from '../../support/fake-server';
import { nextVersion } from '../../support/next-version';
import { miscounts } from '../../support/storage/recount';
import { chat, received, room, self, sentAtNs, TestCore } from '../../support/test-core';

const secret = '来自新版本的秘密 4711-8802';
let core: TestCore;
let unreadable: UnreadableMessages;
beforeEach(() => {
  core = new TestCore();
  unreadable = new UnreadableMessages({
    store: core.store,
    pipeline: core.pipeline,
    reader: core.eventReader,
    clock: core.clock,
    failed: (error) => {
      throw error;
    },
  });
});
afterEach(() => {
  unreadable.dispose();
  core.dispose();
});

const ofNewerClient = (mid: bigint, isInRoom = false): TimMessage => ({
  msType: isInRoom ? 3 : 2,
  odType: 1,
  mid,
  fromTid: { node: 'peer' },
  ...(isInRoom ? { roomTid: { node: 'room' } } : { toTid: { node: 'self' } }),
  timestamp: sentAtNs + mid * 1_000_000_000n,
  udtype: 7777,
  dataString: 'get a newer client',
  extra: { future: new TextEncoder().encode(secret) },
  extend: { cid: `cid-${mid}`, v: '1', ...(isInRoom ? { at: JSON.stringify([self]) } : {}) },
});

interface Way {
  readonly source: EventSource;
  readonly isNews: boolean;
}
const ways: readonly (Way & { readonly name: string })[] = [
  { name: 'is delivered now', source: 'live', isNews: true },
  { name: 'waited at the server', source: 'offline', isNews: true },
  { name: 'is in the history, and was said in an absence', source: 'history', isNews: true },
  {
    name: 'is in the history, and was said before this computer took part',
    source: 'history',
    isNews: false,
  },
];

function arrive(packet: TimMessage, { source, isNews }: Way): void {
  const events = toDomainEvents(packet, { self, source });
  core.pipeline.apply(
    events.map((event) => (event.kind === 'messageReceived' ? { ...event, isNews } : event)),
  );
}
async function update(): Promise<void> {
  core.protection = nextVersion;
  unreadable.tryAll();
  await settle();
}

/** Everything that tells of what was said. */
function toldOf(conversationId: ConversationId) {
  const query = parseSearchQuery('秘密');
  const listed = core.store.views.conversationsByIds([conversationId])[0];
  if (query === null || listed === undefined) throw new Error('no chat');
  const { preview, unreadCount, isMentioned, lastActivityMs } = toConversationView(listed, {
    self,
    nameOf: (node) => node,
    roomNameOf: (node) => node,
  });
  const found = core.store.search.search({ query, conversationId: null, before: null, limit: 9 }).messages
    .length;
  const outcome = core.outcomes.at(-1);
  const notices =
    outcome === undefined
      ? []
      : noticesOf(outcome, core.store, {
          self,
          nameOf: (node) => node,
          nowMs: core.clock.nowMs(),
          mentionsBreakMute: true,
        });
  return {
    preview,
    lastActivityMs,
    unread: [unreadCount, core.store.care.unreadTally().loud],
    isMentioned,
    found,
    notified: notices.filter(({ kind }) => kind === 'message').length,
  };
}
const recount = (): readonly string[] =>
  miscounts((sql) => core.files.database.prepare<[], unknown>(sql).all());

describe('a message that cannot be read yet', () => {
  it.each(ways)('and $name changes nothing that is told of its chat, until it can be read', async (way) => {
    core.pipeline.apply([received(1n)]);
    core.readAll(chat);
    core.pipeline.apply([]);
    const before = toldOf(chat);
    expect([before.preview, before.unread]).toEqual([
      { kind: 'text', text: 'text 1', authorName: null },
      [0, 0],
    ]);
    arrive(ofNewerClient(5n), way);
    expect(toldOf(chat)).toEqual({ ...before, notified: 0 });
    expect(recount()).toEqual([]);
    await update();
    const after = toldOf(chat);
    const news = way.isNews ? 1 : 0;
    expect(after).toMatchObject({ preview: { kind: 'text', text: secret }, found: 1 });
    expect([after.unread, after.notified]).toEqual([[news, news], news]);
    expect(after.lastActivityMs).toBeGreaterThan(before.lastActivityMs);
    expect(recount()).toEqual([]);
  });

  it.each(ways)('and $name calls nobody in a room by name until it can be read', async (way) => {
    const before = toldOf(room);
    expect(before).toMatchObject({ isMentioned: false, unread: [0, 0], found: 0 });
    arrive(ofNewerClient(5n, true), way);
    expect(toldOf(room)).toEqual(before);
    expect(recount()).toEqual([]);
    await update();
    expect(toldOf(room)).toMatchObject({
      isMentioned: way.isNews,
      found: 1,
      preview: { authorName: 'peer' },
    });
    expect(recount()).toEqual([]);
  });

  it('leaves the chat to what can be read, whichever came first, and however many there are', async () => {
    for (let mid = 2n; mid <= 40n; mid += 2n) arrive(ofNewerClient(mid), { source: 'live', isNews: true });
    core.pipeline.apply([received(3n)]);
    arrive(ofNewerClient(41n), { source: 'live', isNews: true });
    core.pipeline.apply([received(1n)]);
    expect(toldOf(chat)).toMatchObject({ preview: { text: 'text 3' }, unread: [2, 2] });
    expect(recount()).toEqual([]);
    await update();
    core.clock.advance(200);
    await settle();
    expect(toldOf(chat)).toMatchObject({ preview: { text: secret }, unread: [23, 23] });
    expect(recount()).toEqual([]);
  });
});
