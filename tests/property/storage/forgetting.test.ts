import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toMessageId } from '../../../main/domain/ids';
import type { StoreWriter } from '../../../main/storage/account-store';
import { DatabaseError } from '../../../main/storage/database';
import { TestStore } from '../../support/test-store';
import { chat, peer, sentAtNs } from '../../support/test-core';

/** Shortest piece of a text that counts as a leftover, bytes. */
const pieceBytes = 12;

let files: TestStore;
beforeEach(() => {
  files = new TestStore();
  files.store.transaction((write) => write.conversations.ensure({ kind: 'user', node: peer }));
});
afterEach(() => {
  files.dispose();
});

const insertIn = (write: StoreWriter, id: string, [text, place]: readonly [string, number]): void =>
  write.messages.insert({
    messageId: toMessageId(id),
    conversationId: chat,
    author: peer,
    isMine: false,
    viaRoom: null,
    cid: id,
    mid: null,
    clientId: null,
    sortNs: sentAtNs + BigInt(place),
    place: BigInt(place),
    isUnread: false,
    arrivedAtMs: place,
    content: { kind: 'text', text },
    replyTo: null,
    mentions: [],
    burnTerms: null,
    delivery: 'sent',
  });

/** Every piece of `pieceBytes` bytes in `bytes`, in a form that can be looked up. */
function piecesIn(bytes: Buffer, wanted: ReadonlySet<string>): readonly string[] {
  const text = bytes.toString('latin1');
  const found: string[] = [];
  for (let index = 0; index + pieceBytes <= text.length; index += 1) {
    const piece = text.slice(index, index + pieceBytes);
    if (wanted.has(piece)) found.push(piece);
  }
  return found;
}

function piecesOf(texts: Iterable<string>): ReadonlySet<string> {
  const pieces = new Set<string>();
  for (const text of texts) {
    const bytes = Buffer.from(text, 'utf8').toString('latin1');
    for (let index = 0; index + pieceBytes <= bytes.length; index += 1) {
      pieces.add(bytes.slice(index, index + pieceBytes));
    }
  }
  return pieces;
}

const chinese = fc.string({
  unit: fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((codePoint) => String.fromCodePoint(codePoint)),
  minLength: 8,
  maxLength: 120,
});

describe('erased messages', () => {
  it('leave no piece of 2,000 random Chinese texts in the files or in any decrypted page', () => {
    const texts = fc.sample(chinese, { numRuns: 2_600, seed: 20_260_101 });
    const isErased = (index: number): boolean => index % 13 < 10;
    files.store.transaction((write) => {
      for (const [index, text] of texts.entries()) insertIn(write, `m${index}`, [text, index]);
    });
    const erased = new Map([...texts.entries()].filter(([index]) => isErased(index)));
    expect(erased.size).toBe(2_000);
    // Erasures come one by one and in groups, between new messages, as they do in life.
    const waiting = [...erased.keys()];
    for (let turn = 0; waiting.length > 0; turn += 1) {
      const group = waiting.splice(0, turn % 4 === 0 ? 1 : 5 * (turn % 9) + 1);
      files.store.transaction((write) => {
        for (const index of group) {
          write.messages.erase(toMessageId(`m${index}`), index % 2 === 0 ? 'revoked' : 'burned', null);
          if (index % 50 === 0) insertIn(write, `late${index}`, ['a message that came between', index]);
        }
      });
    }

    const kept = texts.filter((_text, index) => !isErased(index));
    const wanted = piecesOf(erased.values());
    const keptPieces = piecesOf(kept);
    expect([...keptPieces].filter((piece) => wanted.has(piece))).toEqual([]);
    const pages = files.decryptedPages();
    expect(pages.subarray(0, 15).toString()).toBe('SQLite format 3');
    expect(piecesIn(pages, wanted)).toEqual([]);
    expect(piecesIn(files.rawFiles(), wanted)).toEqual([]);
    // The search itself works: what was kept is in the pages, and only there.
    expect(piecesIn(pages, keptPieces).length).toBeGreaterThanOrEqual(keptPieces.size);
    expect(piecesIn(files.rawFiles(), keptPieces)).toEqual([]);
  }, 60_000);

  it('are still in the write-ahead log until it is emptied, which is why it is', () => {
    const emptying = vi.spyOn(files.database, 'truncateLog').mockImplementationOnce(() => {
      throw new DatabaseError('fileLocked');
    });
    files.store.transaction((write) => insertIn(write, 'm', ['这句话很快就会被撤回而且什么都不留下', 1]));
    const walBytes = (): number => files.rawFiles().length;
    const before = walBytes();
    files.store.transaction((write) => write.messages.erase(toMessageId('m'), 'revoked', peer));
    expect(walBytes()).toBeGreaterThan(before);
    expect(emptying).toHaveBeenCalledTimes(1);
    files.store.erasureLog.settle();
    expect(files.rawFiles().length).toBeLessThan(before);
  });
});
