import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { History } from '../../../main/catch-up/history';
import { smallestRandomMid } from '../../../main/domain/place';
import { Pacer } from '../../../main/platform/pacer';
import type { TimMessage, TimReq } from '../../../main/protocol/packets';
import { TimClient } from '../../../main/session/tim-client';
import { settle } from '../../support/fake-server';
import { chat, midOf, peer, received, sentAtNs, TestCore } from '../../support/test-core';
import { TestLink } from '../../support/test-link';

const count = 5_000;
/** Numbers of a server are shared by all of its chats: one in seven is of this one. */
const midAt = (index: number): bigint => BigInt(index) * 7n + 3n;
const timeAt = (index: number): bigint => sentAtNs + BigInt(index) * 60_000_000_000n;
const stored = (index: number): TimMessage => ({
  msType: 2,
  odType: 1,
  mid: midAt(index),
  fromTid: { node: 'peer' },
  toTid: { node: 'self' },
  timestamp: timeAt(index),
  dataString: `text ${midAt(index)}`,
});

let core: TestCore;
let link: TestLink;
let history: History;
/** What the server has, oldest first. */
let onServer: readonly TimMessage[];
let answered = 0;

beforeEach(() => {
  core = new TestCore();
  core.store.transaction((write) => write.people.setRelation(peer, 'friend', ''));
  link = new TestLink(core.clock);
  answered = 0;
  onServer = Array.from({ length: count }, (_, index) => stored(index));
  history = new History({
    store: core.store,
    client: new TimClient(link),
    pipeline: core.pipeline,
    clock: core.clock,
    pacer: new Pacer(core.clock, 0),
    eventReader: core.eventReader,
    changed: () => undefined,
    isConfirmed: () => true,
  });
});
afterEach(() => {
  core.dispose();
});

/** What tim answers to a question for history; nothing, as its silence, where there is nothing. */
function answerTo({ reqInt = 0n, reqInt2 = 0n, node2 }: TimReq): readonly TimMessage[] {
  const untilNs = node2 === undefined ? null : BigInt(node2);
  const isWanted = ({ mid = 0n, timestamp = 0n }: TimMessage): boolean =>
    reqInt > 0n ? mid <= reqInt : untilNs === null || timestamp <= untilNs;
  return onServer.filter(isWanted).slice(-Number(reqInt2)).reverse();
}

/** Answers every question until `work` is done. */
async function served<T>(work: Promise<T>): Promise<T> {
  let isOver = false;
  const over = work.finally(() => (isOver = true));
  while (!isOver) {
    await settle();
    const frame = link.sent[answered];
    if (frame === undefined) continue;
    answered += 1;
    // A client asks for history with this packet.
    const messageList = answerTo(frame.packet as TimReq);
    if (messageList.length > 0) link.deliver({ type: 21, packet: { messageList: [...messageList] } });
    else core.clock.advance(60_000);
  }
  return over;
}

const indexes = (mids: readonly (bigint | null)[]): readonly number[] =>
  mids.map((mid) => Number(((mid ?? 0n) - 3n) / 7n));
const above = (mid: bigint, limit = 10): readonly number[] =>
  indexes(core.store.messages.page(chat, { place: mid, tieBreaker: mid }, { limit }).map((one) => one.mid));
const below = (mid: bigint, limit = 10): readonly number[] =>
  indexes(
    core.store.messages.pageAfter(chat, { place: mid, tieBreaker: mid }, { limit }).map((one) => one.mid),
  );
const upwards = (from: number, length = 10): readonly number[] =>
  Array.from({ length }, (_, index) => from + index);
const gaps = () => core.store.gaps.all(chat);

describe('a place far above what is here', () => {
  beforeEach(() => served(history.pullNewest(chat)));

  it('by its number takes one question, and one for what stands right below it, whatever lies between', async () => {
    expect(await served(history.far.toNumber(chat, midAt(1_000)))).toBe('done');
    expect(link.sent).toHaveLength(3);
    expect(above(midAt(1_000))).toEqual([...upwards(990)].reverse());
    expect(below(midAt(1_000))).toEqual(upwards(1_001));
    expect(gaps()).toHaveLength(1);
    await served(history.far.toNumber(chat, midAt(1_010)));
    expect(link.sent).toHaveLength(3);
  });

  it('is not taken for what stands next to the rest: a page ends where the history here has a gap', async () => {
    await served(history.far.toNumber(chat, midAt(1_000)));
    const [gap] = gaps();
    const newest = core.store.messages.page(chat, null, { limit: 200 });
    expect(indexes(newest.map(({ mid }) => mid))).toEqual([...upwards(count - 50, 50)].reverse());
    expect(below(midAt(1_000), 200).length).toBeLessThan(60);
    expect([gap?.ceilingMid, history.far.isOpen(chat, midAt(2_000))]).toEqual([midAt(count - 50), true]);
  });

  it('is joined by reading upwards, page by page, with every message once', async () => {
    await served(history.far.toNumber(chat, midAt(4_500)));
    for (let page = 0; page < 20 && gaps().length > 0; page += 1)
      await served(history.far.below(chat, gaps()[0]?.ceilingMid ?? 0n));
    expect(gaps()).toEqual([]);
    expect(above(midAt(count), 540)).toEqual([...upwards(count - 540, 540)].reverse());
  });

  it('is joined by reading downwards as well, over stretches in which the chat was silent or loud', async () => {
    const isSilent = (index: number): boolean => index > 4_200 && index < 4_600;
    onServer = onServer.filter((_, index) => !isSilent(index));
    await served(history.far.toNumber(chat, midAt(4_150)));
    for (let page = 0; page < 40 && gaps().length > 0; page += 1)
      expect(await served(history.far.above(chat, gaps()[0]?.floorMid ?? 0n))).toBe('done');
    expect(gaps()).toEqual([]);
    const all = below(midAt(4_150), 1_000);
    expect(all).toEqual([...upwards(4_151, 50), ...upwards(4_600, 400)]);
  });

  it('by a moment is the last message before it and the first one since, also between two stretches that are here', async () => {
    await served(history.far.toNumber(chat, midAt(1_000)));
    const before = link.sent.length;
    expect(await served(history.far.toTime(chat, timeAt(3_000) - 1n))).toBe('done');
    expect(link.sent.length - before).toBeLessThanOrEqual(3);
    expect(core.store.messages.atTime(chat, timeAt(3_000) - 1n)?.place).toBe(midAt(3_000));
    expect(above(midAt(3_000), 3)).toEqual([2_999, 2_998, 2_997]);
    expect(gaps()).toHaveLength(2);
  });

  it('that is before everything is the beginning, found in a bounded number of questions', async () => {
    expect(await served(history.far.toTime(chat, 0n))).toBe('done');
    expect(link.sent.length).toBeLessThan(40);
    expect(core.store.conversations.byId(chat)?.isHistoryComplete).toBe(true);
    expect(core.store.messages.atTime(chat, 0n)?.place).toBe(midAt(0));
    // The beginning is known, and what lies between is not.
    expect(gaps().length).toBeGreaterThan(0);
    expect(history.far.isOpen(chat, midAt(2_000))).toBe(true);
  });

  it('that is before everything is one page away where no more is missing, however long ago the moment was', async () => {
    onServer = onServer.slice(-60);
    const asked = link.sent.length;
    expect(await served(history.far.toTime(chat, 0n))).toBe('done');
    expect(link.sent.length - asked).toBeLessThanOrEqual(4);
    expect(core.store.conversations.byId(chat)?.isHistoryComplete).toBe(true);
  });

  it('brings no news, neither by going there nor by reading from there on', async () => {
    core.readAll(chat);
    await served(history.far.toNumber(chat, midAt(1_000)));
    await served(history.far.above(chat, gaps()[0]?.floorMid ?? 0n));
    await served(history.far.below(chat, midAt(count)));
    expect(core.store.conversations.unreadCount(chat)).toBe(0);
    expect(core.outcomes.flatMap(({ arrived }) => arrived).filter(({ isNews }) => isNews)).toEqual([]);
  });

  it('that the server has nothing of leaves the beginning known and a gap above it', async () => {
    onServer = onServer.slice(2_000);
    await served(history.far.toNumber(chat, midAt(10)));
    expect(core.store.conversations.byId(chat)?.isHistoryComplete).toBe(true);
    expect(gaps()).toEqual([{ floorMid: midAt(10), ceilingMid: midAt(count - 50) }]);
    await served(history.far.below(chat, midAt(count - 50)));
    expect(above(midAt(count - 50), 3)).toEqual([4_949, 4_948, 4_947]);
  });

  it('is not there for numbers that are known to be none, and not in a chat whose numbers have no order', async () => {
    const asked = link.sent.length;
    expect(await served(history.far.toNumber(chat, midAt(count - 3)))).toBe('done');
    expect(link.sent).toHaveLength(asked);
    await served(history.far.toNumber(chat, midAt(1_000)));
    core.pipeline.apply([received(smallestRandomMid + 1n, { sentAtNs })]);
    expect([gaps(), history.far.isOpen(chat, midOf(5n))]).toEqual([[], false]);
  });

  it('says that it is not known when the server does not answer, and is gone to later', async () => {
    const asking = history.far.toNumber(chat, midAt(1_000));
    await settle();
    link.disconnect();
    expect(await asking).toBe('unknown');
    answered = link.sent.length;
    expect(await served(history.far.toNumber(chat, midAt(1_000)))).toBe('done');
    expect(above(midAt(1_000), 1)).toEqual([999]);
  });
});
