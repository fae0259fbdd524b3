import { describe, expect, it } from 'vitest';
import { FileUploads, type FileUploadsEnvironment } from '../../../main/files/file-uploads';
import { CountingRandom } from '../../support/counting-random';

const megabyte = 1024 * 1024;
const fileOf = (sizeBytes: number) => ({ name: 'minutes.pdf', sizeBytes, mediaType: 'application/pdf' });

function setUp(changes: Partial<FileUploadsEnvironment> = {}) {
  const opened: string[] = [];
  const uploads = new FileUploads({
    random: new CountingRandom(),
    attachments: {
      open: () => {
        opened.push('opened');
        return Promise.reject(new Error('nothing is written here'));
      },
    },
    carriedBytes: () => 1_000,
    freeBytes: () => Promise.resolve(1_000 * megabyte),
    ...changes,
  });
  return { uploads, opened };
}

async function begin(uploads: FileUploads, sizeBytes = 4): Promise<string> {
  const begun = await uploads.begin(fileOf(sizeBytes));
  if (!begun.ok) throw new Error(begun.code);
  return begun.value;
}

describe('files that are taken in', () => {
  it('need room for all of them and 64 MiB, and are refused before anything is written', async () => {
    const { uploads, opened } = setUp({ freeBytes: () => Promise.resolve(65 * megabyte) });
    expect(await uploads.begin(fileOf(megabyte + 1))).toEqual({ ok: false, code: 'diskFull' });
    expect(opened).toEqual([]);
    await expect(uploads.begin(fileOf(megabyte))).rejects.toThrow('nothing is written here');
    expect(opened).toHaveLength(1);
  });

  it('that a page left behind when it died keep no other out: the oldest gives way', async () => {
    const { uploads } = setUp();
    const first = await begin(uploads);
    const second = await begin(uploads);
    for (let count = 2; count < 21; count += 1) await begin(uploads);
    expect(await uploads.append(first, new Uint8Array(4))).toEqual({ ok: false, code: 'alreadyGone' });
    expect(await uploads.append(second, new Uint8Array(4))).toMatchObject({ ok: true });
    expect(await uploads.finish(second)).toMatchObject({ ok: true, value: { info: { sizeBytes: 4 } } });
  });

  it('are refused when they grew or shrank while they were read', async () => {
    const { uploads } = setUp();
    const grown = await begin(uploads);
    expect(await uploads.append(grown, new Uint8Array(5))).toEqual({ ok: false, code: 'fileChanged' });
    const shrunk = await begin(uploads);
    expect(await uploads.append(shrunk, new Uint8Array(3))).toMatchObject({ ok: true });
    expect(await uploads.finish(shrunk)).toEqual({ ok: false, code: 'fileChanged' });
  });
});
