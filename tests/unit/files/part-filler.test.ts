import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AccountAttachments } from '../../../main/attachments/account-attachments';
import type { AttachmentPart } from '../../../main/attachments/attachment-part';
import { sealingKeyOf } from '../../../main/attachments/secret-store';
import type { AttachmentPlace } from '../../../main/domain/attachment';
import { blockBytesOf, type FileInfo } from '../../../main/domain/file';
import { FileHasher } from '../../../main/files/block-hashes';
import { PartFiller } from '../../../main/files/part-filler';
import { systemRandom } from '../../../main/platform/random';
import { contentOf } from '../../support/attachments/content';
import { TestStore } from '../../support/test-store';

const content = contentOf(3, 2_500_000);
const blockBytes = blockBytesOf(content.length);
const hasher = new FileHasher(content.length);
hasher.update(content);
const { hash, blocks } = hasher.finish();
const ticket = '00'.repeat(16);
const info: FileInfo = {
  name: 'a',
  sizeBytes: content.length,
  mediaType: '',
  hash,
  ticket,
  isCarried: false,
};
let files: TestStore;
let attachments: AccountAttachments;
let place: AttachmentPlace;
let part: AttachmentPart;
beforeEach(async () => {
  files = new TestStore();
  const sealingKey = sealingKeyOf(files.key);
  attachments = new AccountAttachments({ folder: files.folder, sealingKey, random: systemRandom });
  place = await (await attachments.open()).beginPart(content.length);
  part = await (await attachments.open()).openPart(place);
});
afterEach(async () => {
  await part.close();
  await attachments.close();
  files.dispose();
});

describe('a part that is filled', () => {
  it.each([1_000, 16_384, 65_536, 100_001, 2_097_152])('by pieces of %i bytes is whole', async (length) => {
    const filler = await PartFiller.open(part, info, blocks);
    let shown = 0;
    for (let start = 0; start < content.length; start += length) {
      expect(await filler.add(content.subarray(start, start + length))).toBe(true);
      expect(filler.position).toBe(Math.min(start + length, content.length));
      // Never back, and never more than has come.
      expect(filler.doneBytes).toBeGreaterThanOrEqual(shown);
      expect(filler.doneBytes).toBeLessThanOrEqual(filler.position);
      shown = filler.doneBytes;
    }
    expect([filler.isFull, filler.doneBytes, filler.isWhole()]).toEqual([true, content.length, true]);
  });

  it('is found again as far as its blocks go, which is what was shown of it', async () => {
    const filler = await PartFiller.open(part, info, blocks);
    await filler.add(content.subarray(0, 1_300_000));
    const again = await PartFiller.open(part, info, blocks);
    expect(again.position).toBe(Math.floor(1_300_000 / blockBytes) * blockBytes);
    expect(Math.floor(filler.doneBytes / blockBytes) * blockBytes).toBe(again.position);
  });

  it('takes no block that is something else, nor more than there is', async () => {
    const filler = await PartFiller.open(part, info, blocks);
    expect(await filler.add(contentOf(4, blockBytes))).toBe(false);
    expect(filler.position).toBe(0);
    expect(await filler.add(content)).toBe(true);
    expect(await filler.add(content.subarray(0, 1))).toBe(false);
  });
});
