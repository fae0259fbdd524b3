import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileOutside, type LeavingFile } from '../../../main/files/file-export';
import { markAsForeign } from '../../../main/files/quarantine-mark';
import { UnfinishedExports } from '../../../main/files/unfinished-exports';
import { CountingRandom } from '../../support/counting-random';
import { TestStore } from '../../support/test-store';

const bytes = Buffer.from('what is saved');
let folder: string;
let files: TestStore;
let unfinished: UnfinishedExports;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tim-export-'));
  files = new TestStore();
  unfinished = new UnfinishedExports(files.store);
});
afterEach(() => {
  files.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const leaving = (change: Partial<LeavingFile> & { readonly sizeBytes?: number } = {}): LeavingFile => ({
  info: {
    name: 'a.bin',
    sizeBytes: change.sizeBytes ?? bytes.length,
    hash: createHash('sha256').update(bytes).digest('hex'),
  },
  read: change.read ?? (() => [bytes]),
});

const marked: string[] = [];
const environment = () => ({
  random: new CountingRandom(),
  unfinished,
  mark: async (path: string) => void marked.push(path),
});

describe('a file that leaves the app', () => {
  it('is marked before it has its name, and nothing else is left beside it', async () => {
    marked.length = 0;
    const path = join(folder, 'a.bin');
    expect(await writeFileOutside(path, leaving(), environment())).toBe(true);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(readdirSync(folder)).toEqual(['a.bin']);
    expect(marked).toHaveLength(1);
    expect(marked[0]).toMatch(/\.unfinished$/u);
    expect(files.store.profile.get('unfinishedExports')).toBe('[]');
  });

  it('is refused before anything is written where there is no room for it', async () => {
    const path = join(folder, 'a.bin');
    const much = leaving({ sizeBytes: 2 ** 52 });
    await expect(writeFileOutside(path, much, environment())).rejects.toMatchObject({ code: 'diskFull' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that is another than its author said leaves nothing', async () => {
    const path = join(folder, 'a.bin');
    const other = leaving({ read: () => [Buffer.from('something else')] });
    expect(await writeFileOutside(path, other, environment())).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('whose writing was killed in the middle is removed by the next start, and a file of the user is not', async () => {
    const path = join(folder, 'a.bin');
    const neverEnds = leaving({
      read: async function* () {
        yield bytes;
        await new Promise(() => undefined);
      },
    });
    void writeFileOutside(path, neverEnds, environment());
    while (readdirSync(folder).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    writeFileSync(join(folder, 'own.unfinished'), 'kept');
    await new UnfinishedExports(files.store).sweep();
    expect(readdirSync(folder)).toEqual(['own.unfinished']);
    expect(existsSync(path)).toBe(false);
  });
});

describe('the mark of what came from others', () => {
  it('is a stream on Windows, and nothing on Linux', async () => {
    const path = join(folder, 'a.bin');
    writeFileSync(path, bytes);
    expect(await markAsForeign(path, { platform: 'win32', nowMs: 0 })).toBe(true);
    // Elsewhere the name of a stream is a name.
    expect(readFileSync(`${path}:Zone.Identifier`, 'utf8')).toContain('ZoneId=3');
    expect(await markAsForeign(path, { platform: 'linux', nowMs: 0 })).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['a.bin', 'a.bin:Zone.Identifier']);
  });

  it('that the disk does not take keeps no file from being saved', async () => {
    const nowhere = join(folder, 'missing', 'a.bin');
    expect(await markAsForeign(nowhere, { platform: 'win32', nowMs: 0 })).toBe(false);
  });
});
