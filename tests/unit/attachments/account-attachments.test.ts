import { beforeEach, describe, expect, it } from 'vitest';
import { AccountAttachments } from '../../../main/attachments/account-attachments';
import { sealingKeyOf } from '../../../main/attachments/secret-store';
import { bytesIn, codeOf, contentOf } from '../../support/attachments/content';
import { MemoryDisk } from '../../support/attachments/memory-disk';
import { SeededRandom } from '../../support/seeded-random';

const content = contentOf(1, 100_000);
const limit = { mostBytes: content.length };
let disk: MemoryDisk;
let random: SeededRandom;
beforeEach(() => {
  disk = new MemoryDisk();
  random = new SeededRandom(1);
});
const reach = (sealingKey: Uint8Array = contentOf(2, 32)): AccountAttachments =>
  new AccountAttachments({ folder: '/a', sealingKey, random, disk });

describe('the attachments of an account', () => {
  it('are not there and not open until somebody wants one, and there for every later start', async () => {
    const attachments = reach();
    expect([attachments.isThere, attachments.isOpen, disk.image().length]).toEqual([false, false, 0]);
    const place = await (await attachments.open()).keep([content], limit);
    expect([attachments.isThere, attachments.isOpen]).toEqual([true, true]);
    await attachments.close();
    const next = reach();
    expect([next.isThere, next.isOpen]).toEqual([true, false]);
    expect((await bytesIn(await next.open(), place)).equals(content)).toBe(true);
  });

  it('are opened once, however many want them at the same time', async () => {
    const attachments = reach();
    const [one, other] = await Promise.all([attachments.open(), attachments.open()]);
    expect(one).toBe(other);
  });

  it('are opened by the next call after the disk gave nothing', async () => {
    const attachments = reach();
    disk.beforeCall = (call) => {
      if (call === 'create') throw Object.assign(new Error('injected'), { code: 'ENOSPC' });
    };
    expect(await codeOf(() => attachments.open())).toBe('diskFull');
    expect(attachments.isOpen).toBe(false);
    disk.beforeCall = () => undefined;
    await (await attachments.open()).keep([content], limit);
  });

  it('are closed for good, whether they were open or not', async () => {
    const [closed, never] = [reach(), reach()];
    const store = await closed.open();
    for (const attachments of [closed, never]) await attachments.close();
    expect(await codeOf(() => store.keep([content], limit))).toBe('ended');
    expect(await codeOf(() => never.open())).toBe('ended');
    expect(disk.image().includes(content.subarray(0, 16))).toBe(false);
  });

  it('need no key that is not copied: whoever gave it may wipe it at once', async () => {
    const key = contentOf(3, 32);
    const attachments = reach(key);
    key.fill(0);
    const place = await (await attachments.open()).keep([content], limit);
    await attachments.close();
    const next = await reach(contentOf(3, 32)).open();
    expect((await bytesIn(next, place)).equals(content)).toBe(true);
  });
});

describe('the key under which secrets are sealed', () => {
  it('follows from the key of the account and does not show it', () => {
    const accountKey = contentOf(4, 32);
    expect(sealingKeyOf(accountKey)).toEqual(sealingKeyOf(contentOf(4, 32)));
    expect(sealingKeyOf(accountKey)).not.toEqual(sealingKeyOf(contentOf(5, 32)));
    expect(Buffer.from(accountKey).includes(sealingKeyOf(accountKey).subarray(0, 8))).toBe(false);
  });
});
