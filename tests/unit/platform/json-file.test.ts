import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { JsonFile, keepAside, UnreadableFileError } from '../../../main/platform/json-file';
import { makePrivateFolder } from '../../../main/platform/private-folder';

const shape = z.object({ value: z.string() });
let folder: string;
let path: string;
let file: JsonFile<z.output<typeof shape>>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tim-json-test-'));
  path = join(folder, 'x.json');
  file = new JsonFile(path, shape);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const modeOf = (name: string): number => statSync(name).mode & 0o777;

describe('a small file of the profile', () => {
  it('is replaced as a whole, for its owner only, and leaves nothing beside it', () => {
    const deep = new JsonFile(join(folder, 'deep', 'down', 'x.json'), shape);
    deep.write({ value: '一' });
    deep.write({ value: '二' });
    expect(deep.load()).toEqual({ value: '二' });
    expect(readdirSync(join(folder, 'deep', 'down'))).toEqual(['x.json']);
    expect([modeOf(deep.path), modeOf(join(folder, 'deep', 'down'))]).toEqual([0o600, 0o700]);
  });

  it('survives a crash while it is written: the half one is not read', () => {
    file.write({ value: 'whole' });
    writeFileSync(`${path}.new`, '{"value": "ha', { mode: 0o644 });
    expect(file.load()).toEqual({ value: 'whole' });
    file.write({ value: 'next' });
    expect([file.load(), modeOf(path), readdirSync(folder)]).toEqual([{ value: 'next' }, 0o600, ['x.json']]);
  });

  it('that is missing is none', () => {
    expect(file.load()).toBeNull();
    expect(new JsonFile(join(folder, 'no', 'such', 'x.json'), shape).load()).toBeNull();
  });

  it('lies in a folder that nobody else can enter, even one that was open', () => {
    mkdirSync(join(folder, 'a'), { mode: 0o755 });
    makePrivateFolder(join(folder, 'a'));
    expect(modeOf(join(folder, 'a'))).toBe(0o700);
  });
});

/** Each damage: what lies in the place of the file, and why it cannot be read. */
const damages: readonly (readonly [string, string, () => void])[] = [
  ['empty', 'damaged', () => writeFileSync(path, '')],
  ['cut off', 'damaged', () => writeFileSync(path, '{"value": "ha')],
  ['null', 'damaged', () => writeFileSync(path, 'null')],
  ['of another shape', 'damaged', () => writeFileSync(path, '{"value": 7}')],
  ['a list', 'damaged', () => writeFileSync(path, '[]')],
  ['zeros', 'damaged', () => writeFileSync(path, Buffer.alloc(64))],
  ['not text', 'damaged', () => writeFileSync(path, Buffer.from([0x22, 0xff, 0xfe, 0x22]))],
  ['huge', 'tooLarge', () => writeFileSync(path, `{"value":"${'x'.repeat(2_000_000)}"}`)],
  ['a folder', 'notAFile', () => mkdirSync(path)],
  ['a link', 'notAFile', () => symlinkSync('/etc/hostname', path)],
  ['a link to nowhere', 'notAFile', () => symlinkSync('/nowhere/at/all', path)],
  ['a link to itself', 'notAFile', () => symlinkSync('x.json', path)],
  ['a pipe', 'notAFile', () => void execFileSync('mkfifo', [path])],
];

describe.each(damages)('a file of the profile that is %s', (_what, reason, damage) => {
  it('T23: is told, and neither waited for, followed nor changed', () => {
    damage();
    const before = lstatSync(path);
    expect(file.read()).toMatchObject({ kind: 'unreadable', reason });
    expect(() => file.load()).toThrow(UnreadableFileError);
    const after = lstatSync(path);
    expect([after.ino, after.size, after.mtimeMs]).toEqual([before.ino, before.size, before.mtimeMs]);
  });

  it('T23: is kept under another name when a new one is written', () => {
    damage();
    const { ino } = lstatSync(path);
    file.write({ value: 'new' });
    expect(file.load()).toEqual({ value: 'new' });
    expect(lstatSync(`${path}.unreadable-1`).ino).toBe(ino);
  });

  it('T23: is kept aside beside what was kept before', () => {
    writeFileSync(`${path}.unreadable-1`, 'the first');
    damage();
    expect(keepAside(path)).toBe(`${path}.unreadable-2`);
    expect(readFileSync(`${path}.unreadable-1`, 'utf8')).toBe('the first');
    expect(file.load()).toBeNull();
  });
});

describe('a file that the system does not give out', () => {
  // The superuser may read everything.
  it.skipIf(process.getuid?.() === 0)('T23: is told as that, and stays', () => {
    file.write({ value: 'whole' });
    chmodSync(path, 0o000);
    expect(file.read()).toMatchObject({ kind: 'unreadable', reason: 'unreachable' });
    chmodSync(path, 0o600);
    expect(file.load()).toEqual({ value: 'whole' });
  });

  it('T23: is told as that when a part of its path is no folder', () => {
    writeFileSync(join(folder, 'a'), '');
    expect(new JsonFile(join(folder, 'a', 'x.json'), shape).read()).toMatchObject({
      kind: 'unreadable',
      reason: 'unreachable',
    });
  });
});

describe('a link that was written through', () => {
  it('T23: leads where it led, and what it led to is unchanged', () => {
    writeFileSync(join(folder, 'precious'), 'mine');
    symlinkSync(join(folder, 'precious'), path);
    file.write({ value: 'new' });
    expect(readlinkSync(`${path}.unreadable-1`)).toBe(join(folder, 'precious'));
    expect(readFileSync(join(folder, 'precious'), 'utf8')).toBe('mine');
  });
});
