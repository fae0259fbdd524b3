import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AccountAttachments } from '../../../main/attachments/account-attachments';
import { sealingKeyOf } from '../../../main/attachments/secret-store';
import type { FileWords } from '../../../main/domain/file-transfer';
import { toMessageId, toNodeId } from '../../../main/domain/ids';
import { FileHasher } from '../../../main/files/block-hashes';
import { FileFetch } from '../../../main/files/file-fetch';
import { systemRandom } from '../../../main/platform/random';
import { contentOf } from '../../support/attachments/content';
import { eventually } from '../../support/eventually';
import { ManualClock } from '../../support/manual-clock';
import { TestStore } from '../../support/test-store';

const content = contentOf(1, 300_000);
const cid = '0f8fad5b-d9cb-469f-a165-70867728950e';
let files: TestStore;
let attachments: AccountAttachments;
let clock: ManualClock;
let fetch: FileFetch;
let said: FileWords[];
let begun: Promise<unknown>[];
let doubts: number;

beforeEach(async () => {
  files = new TestStore();
  clock = new ManualClock();
  said = [];
  begun = [];
  doubts = 0;
  const sealingKey = sealingKeyOf(files.key);
  attachments = new AccountAttachments({ folder: files.folder, sealingKey, random: systemRandom });
  const place = await (await attachments.open()).beginPart(content.length);
  const hasher = new FileHasher(content.length);
  hasher.update(content);
  const { hash, blocks } = hasher.finish();
  const info = {
    name: 'a.bin',
    sizeBytes: content.length,
    mediaType: '',
    hash,
    ticket: 'ab'.repeat(16),
    isCarried: false,
  };
  const author = toNodeId('author');
  const offer = { messageId: toMessageId(cid), author, cid, info, hashes: blocks, place };
  const hooks = {
    changed: () => undefined,
    due: () => {
      if (!fetch.isResting) fetch.nudge();
    },
    complete: () => undefined,
    failed: () => undefined,
  };
  const environment = {
    store: files.store,
    attachments,
    clock,
    random: systemRandom,
    self: () => toNodeId('self'),
    isOnline: () => true,
    say: async (_: unknown, words: FileWords) => {
      said.push(words);
      return false;
    },
    doubtLine: () => {
      doubts += 1;
    },
    begin: (_: string, work: () => Promise<unknown>) => void begun.push(work()),
  };
  fetch = new FileFetch({ offer, phase: 'waiting' }, environment, hooks);
  fetch.nudge();
  await eventually(() => questions() === 1);
});
afterEach(async () => {
  fetch.dispose();
  await Promise.all(begun);
  await attachments.close();
  files.dispose();
});

const questions = (): number => said.filter(({ kind }) => kind === 'request').length;

/** Questions within so many seconds. */
function questionsIn(seconds: number): number {
  const before = questions();
  for (let second = 0; second < seconds; second += 1) clock.advance(1_000);
  return questions() - before;
}

describe('pieces that stop', () => {
  it('let the own line be looked at, and an author who was never there does not', () => {
    questionsIn(60);
    expect(doubts).toBe(0);
    fetch.disconnected();
    fetch.rested();
    fetch.nudge();
    const question = said.at(-1);
    if (question?.kind !== 'request') throw new Error('nothing was asked for');
    const { transferId, offset, pieceBytes } = question;
    const bytes = content.subarray(offset, offset + pieceBytes);
    fetch.takePiece({ kind: 'piece', transferId, offset, heldMs: 0, bytes });
    clock.advance(10_000);
    expect(doubts).toBe(1);
    // Whoever gives now may be in another run, and know nothing of their line.
    expect(said.at(-1)).toMatchObject({ kind: 'request', pieceBytes: 16_384 });
  });
});

describe('somebody who gives nothing', () => {
  it('is asked more and more seldom', () => {
    expect(questionsIn(60)).toBeGreaterThanOrEqual(2);
    questionsIn(600);
    expect(questionsIn(300)).toBeLessThanOrEqual(1);
  });

  it('is asked at once, and soon again, when the connection has come back or they are heard of', () => {
    questionsIn(900);
    for (let time = 0; time < 2; time += 1) {
      fetch.disconnected();
      fetch.rested();
      const before = questions();
      fetch.nudge();
      expect(questions() - before).toBe(1);
      // That one was lost, too: whoever has just come is not left alone for minutes.
      expect(questionsIn(40)).toBeGreaterThanOrEqual(2);
      questionsIn(900);
    }
  });
});
