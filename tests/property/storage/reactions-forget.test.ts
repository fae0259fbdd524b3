import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toNodeId } from '../../../main/domain/ids';
import { isReaction } from '../../../main/domain/reaction';
import { chat, midOf, received, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const tones = ['\u{1f3fb}', '\u{1f3fc}', '\u{1f3fd}', '\u{1f3fe}', '\u{1f3ff}'];
const people = ['\u{1f9d1}', '\u{1f469}', '\u{1f468}'];
/** Two people who kiss, in every pair of tones: long signs, each of which is nowhere else. */
const signs = people.flatMap((one) =>
  people.flatMap((other) =>
    tones.flatMap((tone) =>
      tones.map((otherTone) => `${one}${tone}\u200d\u2764\ufe0f\u200d\u{1f48b}\u200d${other}${otherTone}`),
    ),
  ),
);

describe('reactions', () => {
  it('that were changed, taken back or whose messages went are in no file and in no decrypted page', () => {
    expect(signs.every(isReaction)).toBe(true);
    expect(new Set(signs).size).toBe(225);
    const gone: string[] = [];
    const kept: string[] = [];
    let time = 1n;
    const say = (mid: bigint, author: string, emoji: string | null): void => {
      time += 1n;
      core.store.transaction((write) =>
        write.reactions.say({
          conversationId: chat,
          mid: midOf(mid),
          author: toNodeId(author),
          emoji,
          saidAtNs: time,
        }),
      );
    };
    core.pipeline.apply(Array.from({ length: 50 }, (_value, index) => received(BigInt(index + 1))));
    for (const [index, sign] of signs.entries()) {
      const mid = BigInt((index % 50) + 1);
      const author = `author-${index}`;
      say(mid, author, sign);
      if (index % 5 === 0) say(mid, author, null);
      else if (index % 5 === 1) say(mid, author, '\u{1f44d}');
      else if (mid > 20n) {
        kept.push(sign);
        continue;
      }
      gone.push(sign);
    }
    for (let mid = 1n; mid <= 20n; mid += 1n) {
      const { messageId } = core.byMid(mid);
      core.store.transaction((write) =>
        write.messages.erase(messageId, mid % 2n === 0n ? 'revoked' : 'deleted', null),
      );
    }
    const [pages, files] = [core.files.decryptedPages(), core.files.rawFiles()];
    const found = (bytes: Buffer, wanted: readonly string[]): readonly string[] =>
      wanted.filter((sign) => bytes.includes(Buffer.from(sign, 'utf8')));
    expect(gone.length).toBeGreaterThan(100);
    expect([found(pages, gone), found(files, gone)]).toEqual([[], []]);
    // The search itself works.
    expect(found(pages, kept)).toEqual(kept);
  });
});
