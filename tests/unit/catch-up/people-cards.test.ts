import { beforeEach, describe, expect, it } from 'vitest';
import { toNodeId } from '../../../main/domain/ids';
import type { TimNodes, TimUserBean } from '../../../main/protocol/packets';
import type { Frame } from '../../../main/protocol/packets';
import { settle } from '../../support/fake-server';
import { peer, type TestCore } from '../../support/test-core';
import { TestDirectory } from '../../support/test-directory';

let test: TestDirectory;
let core: TestCore;
beforeEach(() => {
  test = new TestDirectory();
  ({ core } = test);
  return () => test.dispose();
});

const dayMs = 24 * 60 * 60 * 1_000;
const friends = Array.from({ length: 1_000 }, (_, index) => toNodeId(`friend${index}`));
/** Whom each question for cards named. */
const asked = (): readonly (readonly string[])[] =>
  test.link.sent
    .filter((frame): frame is Extract<Frame, { type: 42 }> => frame.type === 42)
    .map(({ packet }): TimNodes => packet)
    .filter(({ ntype }) => ntype === 4)
    .map(({ nodelist }) => nodelist ?? []);
const cardsOf = (nodes: readonly string[], card: TimUserBean): TimNodes => ({
  ntype: 4,
  usermap: Object.fromEntries(nodes.map((node) => [node, card])),
});
/** Answers every question for cards until there is none. */
async function answerAll(card: TimUserBean): Promise<void> {
  for (let answered = asked().length - 1; ; answered += 1) {
    await settle();
    const nodes = asked()[answered];
    if (nodes === undefined) return;
    await test.answer(cardsOf(nodes, card));
  }
}

describe('the cards of people', () => {
  it('of a thousand friends are asked for in a few questions at first, and not again at the next sign-in', async () => {
    const { cards } = test.directory;
    const first = cards.learn(friends);
    await settle();
    await answerAll({ nickName: '明' });
    expect(await first).toBe(true);
    expect([asked().length, new Set(asked().flat()).size]).toEqual([20, 1_000]);
    core.clock.advance(dayMs / 2);
    cards.connected();
    await cards.learn(friends);
    await cards.renewStale();
    expect(asked()).toHaveLength(20);
  });

  it('that several ask for at the same time are asked for once', async () => {
    const { cards } = test.directory;
    const all = [friends, friends, friends.slice(300)].map((nodes) => cards.learn(nodes));
    await settle();
    await answerAll({ nickName: '明' });
    expect(await Promise.all(all)).toEqual([true, true, true]);
    expect([asked().flat().length, new Set(asked().flat()).size]).toEqual([1_000, 1_000]);
  });

  it('that somebody waits for are asked for before all others, and not twice', async () => {
    const { cards } = test.directory;
    const all = cards.learn(friends);
    await settle();
    const looked = cards.learn(friends.slice(900, 930), 'prompt');
    await answerAll({ nickName: '明' });
    expect(await Promise.all([all, looked])).toEqual([true, true]);
    expect(asked()[1]).toEqual(friends.slice(900, 930));
    expect([asked().flat().length, new Set(asked().flat()).size]).toEqual([1_000, 1_000]);
  });

  it('that are a day old are asked for again, the oldest first and no more than some on one connection', async () => {
    core.store.transaction((write) => {
      for (const [index, node] of friends.entries()) {
        write.people.setRelation(node, 'friend', '');
        write.people.setName(node, '明');
        write.people.setCard(node, { bytes: null, version: '', toldAtMs: core.clock.nowMs() - index });
      }
    });
    core.clock.advance(dayMs + 1);
    const renewed = test.directory.cards.renewStale();
    await settle();
    await answerAll({ nickName: '明' });
    await renewed;
    expect(new Set(asked().flat())).toEqual(new Set(friends.slice(-200)));
  });

  it('with large pictures are asked for in smaller questions', async () => {
    void test.directory.cards.learn(friends.slice(0, 200));
    await settle();
    await answerAll({ nickName: '明', extra: { other: new Uint8Array(40_000) } });
    expect(
      asked()
        .map(({ length }) => length)
        .slice(0, 4),
    ).toEqual([50, 25, 13, 13]);
  });

  it('are news once for each version that is said, and none for the one that is known', () => {
    const { cards } = test.directory;
    core.store.transaction((write) =>
      write.people.setCard(peer, { bytes: null, version: '7', toldAtMs: core.clock.nowMs() }),
    );
    expect(['7', '', '8', '8', '9'].map((version) => cards.isNews(peer, version))).toEqual([
      false,
      false,
      true,
      false,
      true,
    ]);
  });

  it('are news once more when the question for that version was left without an answer', async () => {
    const { cards } = test.directory;
    expect(cards.isNews(peer, '8')).toBe(true);
    void cards.renew([peer]);
    await settle();
    core.clock.advance(60_000);
    await settle();
    expect([cards.isNews(peer, '8'), cards.isNews(peer, '8')]).toEqual([true, false]);
    void cards.renew([peer]);
    await test.answer(cardsOf([peer], { extend: { ver: '7' } }));
    expect(cards.isNews(peer, '8')).toBe(false);
  });

  it('that anybody says to have are remembered in a bounded number, those that were said first go', () => {
    const { cards } = test.directory;
    const claim = (index: number): boolean => cards.isNews(toNodeId(`stranger${index}`), '9');
    for (let index = 0; index < 50_010; index += 1) claim(index);
    expect([claim(50_009), claim(0)]).toEqual([false, true]);
  });

  it('are found unknown by a question that names somebody who is there, and by no silence', async () => {
    const { cards } = test.directory;
    const found = cards.look(peer);
    await settle();
    core.clock.advance(60_000);
    await settle();
    expect(asked()).toEqual([['peer'], ['peer', 'self']]);
    await test.answer({ ntype: 4, usermap: { self: { nickName: 'me' } } });
    expect(await found).toBe('unknown');
    const silent = cards.look(peer);
    await settle();
    for (let count = 0; count < 2; count += 1) {
      core.clock.advance(60_000);
      await settle();
    }
    expect(await silent).toBe('unanswered');
  });

  it('that were told a moment ago are not asked for by another look', async () => {
    const { cards } = test.directory;
    const found = cards.look(peer);
    await test.answer(cardsOf(['peer'], { nickName: '明' }));
    expect([await found, await cards.look(peer), asked().length]).toEqual(['told', 'told', 1]);
  });
});
