import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AccountFiles } from '../../../main/account/account-files';
import { AccountRegistry } from '../../../main/account/account-registry';
import { makePrivateFolder, readJson, writeJson } from '../../../main/account/file-store';
import type { KeyVault } from '../../../main/account/key-vault';
import { SettingsStore } from '../../../main/account/settings-store';
import { systemRandom } from '../../../main/platform/random';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tim-account-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const modeOf = (file: string): number => statSync(file).mode & 0o777;

describe('a small file', () => {
  const schema = z.object({ value: z.string() });

  it('is replaced as a whole, for its owner only, and leaves nothing beside it', () => {
    const file = join(folder, 'deep', 'down', 'x.json');
    writeJson(file, { value: '一' });
    writeJson(file, { value: '二' });
    expect(readJson(file, schema)).toEqual({ value: '二' });
    expect(readdirSync(join(folder, 'deep', 'down'))).toEqual(['x.json']);
    expect([modeOf(file), modeOf(join(folder, 'deep', 'down'))]).toEqual([0o600, 0o700]);
  });

  it('survives a crash while it is written: the half one is not read', () => {
    const file = join(folder, 'x.json');
    writeJson(file, { value: 'whole' });
    writeFileSync(`${file}.new`, '{"value": "ha', { mode: 0o644 });
    expect(readJson(file, schema)).toEqual({ value: 'whole' });
    writeJson(file, { value: 'next' });
    expect([readJson(file, schema), modeOf(file)]).toEqual([{ value: 'next' }, 0o600]);
  });

  it.each(['', '{', 'null', '[]', '{"value": 7}', '\u0000'])('that is damaged is none: %j', (text) => {
    const file = join(folder, 'x.json');
    writeFileSync(file, text);
    expect(readJson(file, schema)).toBeNull();
  });

  it('that is missing is none', () => {
    expect(readJson(join(folder, 'none.json'), schema)).toBeNull();
  });

  it('lies in a folder that nobody else can enter, even one that was open', () => {
    makePrivateFolder(join(folder, 'a'));
    expect(modeOf(join(folder, 'a'))).toBe(0o700);
  });
});

describe('the settings', () => {
  const stored = (content: unknown) => {
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(content));
    return new SettingsStore(folder, 'zh-CN').get();
  };
  const defaults = {
    locale: 'zh-CN',
    theme: 'system',
    revokeWindowSeconds: 120,
    burnOnLeave: false,
    revokeShortcut: null,
  };

  it('have defaults, keep changes and are read again', () => {
    const settings = new SettingsStore(folder, 'zh-CN');
    expect(settings.get()).toEqual(defaults);
    settings.change({ theme: 'dark' });
    settings.change({ revokeWindowSeconds: null });
    expect(new SettingsStore(folder, 'en').get()).toEqual({
      ...defaults,
      theme: 'dark',
      revokeWindowSeconds: null,
    });
  });

  it('keep a global shortcut, and that there is none', () => {
    const settings = new SettingsStore(folder, 'zh-CN');
    settings.change({ revokeShortcut: 'CommandOrControl+Alt+Z' });
    expect(new SettingsStore(folder, 'zh-CN').get().revokeShortcut).toBe('CommandOrControl+Alt+Z');
    settings.change({ revokeShortcut: null });
    expect(new SettingsStore(folder, 'zh-CN').get().revokeShortcut).toBeNull();
  });

  it.each([
    [{ locale: 'fr' }],
    [{ revokeWindowSeconds: 1 }],
    [{ revokeShortcut: 'Z' }],
    [[]],
    ['text'],
    [null],
  ])('are the defaults when the file is damaged: %j', (content) => {
    expect(stored(content)).toEqual(defaults);
  });
});

describe('the known accounts', () => {
  const ann = { accountId: 'a', name: 'Ann', serverUrl: 'wss://x/tim' };
  const bo = { accountId: 'b', name: 'Bo', serverUrl: 'wss://x/tim' };

  it('are remembered, the last one first and as the one to sign in', () => {
    const registry = new AccountRegistry(folder);
    for (const account of [ann, bo, ann]) registry.use(account);
    const again = new AccountRegistry(folder);
    expect([again.known(), again.current()]).toEqual([[ann, bo], 'a']);
    again.clearCurrent();
    expect([new AccountRegistry(folder).current(), again.known()]).toEqual([null, [ann, bo]]);
  });

  it('have ids that are fit for a folder, one for each name on each server', () => {
    const ids = [
      ['wss://x/tim', 'Ann'],
      ['wss://x/tim', 'ann'],
      ['wss://y/tim', 'Ann'],
      ['wss://x/tim\nA', 'nn'],
      ['../..', '/etc/passwd'],
    ].map(([url = '', name = '']) => AccountRegistry.idOf(url, name));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{24}$/u);
    expect(AccountRegistry.idOf('wss://x/tim', 'Ann')).toBe(ids[0]);
  });
});

describe('the files of an account', () => {
  const vault = (change: Partial<KeyVault> = {}): KeyVault => ({
    protection: 'file',
    wrap: (key) => Buffer.from(key).toString('base64'),
    unwrap: (wrapped) => new Uint8Array(Buffer.from(wrapped, 'base64')),
    ...change,
  });
  const files = (change: Partial<KeyVault> = {}): AccountFiles =>
    new AccountFiles(join(folder, 'account'), vault(change), systemRandom);
  const database = (): Buffer => readFileSync(join(folder, 'account', 'messages.db'));

  beforeEach(() => {
    const opened = files().open();
    expect(opened).toMatchObject({ ok: true, isNew: true });
    if (!opened.ok) return;
    opened.store.profile.set('name', '小明');
    opened.store.close();
  });

  it('are found again', () => {
    const opened = files().open();
    expect(opened).toMatchObject({ ok: true, isNew: false });
    if (!opened.ok) return;
    expect(opened.store.profile.get('name')).toBe('小明');
    opened.store.close();
  });

  it.each<[string, () => void, Partial<KeyVault>, string]>([
    ['the key store does not give the key', () => undefined, { unwrap: () => null }, 'keyUnavailable'],
    [
      'the key store gives another key',
      () => undefined,
      { unwrap: () => new Uint8Array(32) },
      'keyUnavailable',
    ],
    ['the key store gives nonsense', () => undefined, { unwrap: () => new Uint8Array(3) }, 'keyUnavailable'],
    ['the key file is missing', () => rmSync(join(folder, 'account', 'key.json')), {}, 'keyUnavailable'],
    [
      'the key file is damaged',
      () => writeFileSync(join(folder, 'account', 'key.json'), '{'),
      {},
      'keyUnavailable',
    ],
  ])('are never overwritten when %s', (_name, harm, change, failure) => {
    harm();
    const before = database();
    expect(files(change).open()).toEqual({ ok: false, failure });
    expect(files(change).open()).toEqual({ ok: false, failure });
    expect(database().equals(before)).toBe(true);
  });

  it('that are cut off are damaged, and stay', () => {
    writeFileSync(join(folder, 'account', 'messages.db'), database().subarray(0, 5_000));
    const before = database();
    expect(files().open()).toEqual({ ok: false, failure: 'databaseDamaged' });
    expect(database().equals(before)).toBe(true);
  });

  it('are gone when the account never came into being', () => {
    files().remove();
    files().remove();
    expect(existsSync(join(folder, 'account'))).toBe(false);
  });

  it('hold no key in the clear beside the database when there is a key store', () => {
    const wrap = (key: Uint8Array): string => Buffer.from(key.map((byte) => byte ^ 0x5a)).toString('base64');
    const other = new AccountFiles(
      join(folder, 'other'),
      vault({ protection: 'keyStore', wrap }),
      systemRandom,
    );
    const opened = other.open();
    if (opened.ok) opened.store.close();
    expect(readJson(join(folder, 'other', 'key.json'), z.strictObject({ key: z.string() }))).not.toBeNull();
    expect(modeOf(join(folder, 'other', 'key.json'))).toBe(0o600);
  });
});
