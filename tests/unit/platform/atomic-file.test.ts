import {
  closeSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  moveInPlace,
  overwritingOld,
  removeHalfWritten,
  replaceFile,
  temporaryNameOf,
} from '../../../main/platform/atomic-file';
import { canMakeDisks, SmallDisk } from '../../support/attachments/small-disk';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tim-atomic-test-'));
  path = join(folder, 'x');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const text = (name = path): string => readFileSync(name, 'utf8');

describe('replacing a file', () => {
  it('makes it for its owner only, and leaves nothing beside it', () => {
    replaceFile(path, 'one');
    replaceFile(path, 'two');
    expect([text(), statSync(path).mode & 0o777, readdirSync(folder)]).toEqual(['two', 0o600, ['x']]);
  });

  it('is another file under the same name: who has the old one open reads the old one', () => {
    replaceFile(path, 'one');
    const descriptor = openSync(path, 'r');
    replaceFile(path, 'two');
    const bytes = Buffer.alloc(3);
    readSync(descriptor, bytes, 0, 3, 0);
    closeSync(descriptor);
    expect([bytes.toString(), text()]).toEqual(['one', 'two']);
  });

  it('begins anew where a crash left a half one, whatever it is', () => {
    replaceFile(path, 'one');
    for (const half of [
      () => writeFileSync(temporaryNameOf(path), 'tw', { mode: 0o644 }),
      () => mkdirSync(temporaryNameOf(path)),
      () => symlinkSync(join(folder, 'elsewhere'), temporaryNameOf(path)),
    ]) {
      half();
      expect(text()).toBe('one');
      replaceFile(path, 'one');
      expect([readdirSync(folder), statSync(path).mode & 0o777]).toEqual([['x'], 0o600]);
    }
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
  });

  it('leaves the old one when it fails just before its end', () => {
    replaceFile(path, 'one');
    const fail = (): never => {
      expect(text(temporaryNameOf(path))).toBe('two');
      throw new Error('no');
    };
    expect(() => replaceFile(path, 'two', fail)).toThrow('no');
    expect([text(), readdirSync(folder)]).toEqual(['one', ['x']]);
  });

  it('replaces a link, and not what it leads to', () => {
    writeFileSync(join(folder, 'precious'), 'mine');
    symlinkSync(join(folder, 'precious'), path);
    replaceFile(path, 'new');
    expect([text(), text(join(folder, 'precious')), lstatSync(path).isFile()]).toEqual(['new', 'mine', true]);
  });

  it.skipIf(!canMakeDisks)('leaves the old one, and no half one, on a disk that is full', () => {
    const disk = new SmallDisk(1);
    try {
      const file = join(disk.folder, 'x');
      replaceFile(file, 'one');
      disk.leaveRoom(8_192);
      expect(() => replaceFile(file, 'long'.repeat(10_000))).toThrow(
        expect.objectContaining({ code: 'ENOSPC' }),
      );
      expect([text(file), readdirSync(disk.folder).sort()]).toEqual(['one', ['ballast', 'x']]);
    } finally {
      disk.dispose();
    }
  });
});

it('a half file is removed, and one that is not there is none', () => {
  writeFileSync(temporaryNameOf(path), 'half');
  removeHalfWritten(path);
  removeHalfWritten(path);
  expect(readdirSync(folder)).toEqual([]);
});

describe('a file whose bytes are a secret', () => {
  it.each([0, 10, 2_500_000])(
    'of %i bytes is overwritten where it lies when another one is in its place',
    (size) => {
      writeFileSync(path, Buffer.alloc(size, 0x61));
      // Another name for the same bytes: what the disk has of them.
      linkSync(path, join(folder, 'old'));
      writeFileSync(join(folder, 'finished'), 'sealed');
      overwritingOld(path, () => moveInPlace(join(folder, 'finished'), path));
      expect(text()).toBe('sealed');
      expect(readFileSync(join(folder, 'old')).equals(Buffer.alloc(size))).toBe(true);
    },
  );

  it('stays as it is when nothing could be put in its place', () => {
    writeFileSync(path, 'secret');
    const fail = (): never => {
      throw new Error('no');
    };
    expect(() => overwritingOld(path, fail)).toThrow('no');
    expect(text()).toBe('secret');
  });

  it('is not overwritten through a link', () => {
    writeFileSync(join(folder, 'precious'), 'mine');
    symlinkSync(join(folder, 'precious'), path);
    expect(() => overwritingOld(path, () => undefined)).toThrow(expect.objectContaining({ code: 'ELOOP' }));
    expect(text(join(folder, 'precious'))).toBe('mine');
  });
});
