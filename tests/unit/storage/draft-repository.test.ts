import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftBlockBytes, maxDraftBlocks } from '../../../main/storage/draft-repository';
import { TestStore } from '../../support/test-store';

const one = '00000000-0000-4000-8000-000000000001';
const two = 'ffffffff-ffff-4fff-bfff-fffffffffff2';

let files: TestStore;
beforeEach(() => {
  files = new TestStore();
});
afterEach(() => {
  files.dispose();
});

const save = (draftId: string, text: string): boolean =>
  files.store.transaction((write) => write.drafts.save({ draftId, bytes: Buffer.from(text) }));
const erase = (draftId: string): boolean => files.store.transaction((write) => write.drafts.erase(draftId));
const stored = (): Record<string, string> =>
  Object.fromEntries(
    files.store.drafts.all().map(({ draftId, bytes }) => [draftId, Buffer.from(bytes).toString()]),
  );
const blocks = () =>
  files.database
    .prepare<[], { count: number; shortest: number; longest: number }>(
      'SELECT count(*) AS count, min(length(bytes)) AS shortest, max(length(bytes)) AS longest FROM draft_block',
    )
    .get();

describe('stored drafts', () => {
  it.each([0, 1, 1_003, 1_004, 1_005, 5_000])('come back as they were with %i bytes', (length) => {
    const text = 'x'.repeat(length);
    save(one, text);
    save(two, '另一个');
    files.reopen();
    expect(stored()).toEqual({ [one]: text, [two]: '另一个' });
  });

  it('grow, shrink and go in blocks of one length, which are used again', () => {
    for (const length of [10, 3_000, 500, 9_000, 1]) {
      save(one, 'a'.repeat(length));
      save(two, 'b'.repeat(length));
      expect(stored()).toEqual({ [one]: 'a'.repeat(length), [two]: 'b'.repeat(length) });
    }
    const most = { count: 18, shortest: draftBlockBytes, longest: draftBlockBytes };
    expect(blocks()).toEqual(most);
    expect([erase(one), erase(one)]).toEqual([true, false]);
    save(one, 'c'.repeat(9_000));
    expect(blocks()).toEqual(most);
  });

  it('refuse what there is no room for, and stay as they were', () => {
    save(one, 'short');
    expect(save(two, 'x'.repeat(maxDraftBlocks * draftBlockBytes))).toBe(false);
    expect(stored()).toEqual({ [one]: 'short' });
  });
});
