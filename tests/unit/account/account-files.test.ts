import {
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AccountFiles, closeFiles } from '../../../main/account/account-files';
import { AccountRegistry } from '../../../main/account/account-registry';
import type { KeyVault } from '../../../main/account/key-vault';
import { UnreadableFileError } from '../../../main/platform/json-file';
import { SettingsStore } from '../../../main/account/settings-store';
import { silentLogger } from '../../../main/platform/logger';
import { systemRandom } from '../../../main/platform/random';
import { noKeyLock } from '../../support/no-key-lock';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tim-account-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const modeOf = (file: string): number => statSync(file).mode & 0o777;

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
    typingNotices: 'oneToOne',
    sharesReceipts: false,
    mentionsBreakMute: true,
    chatFolder: 'all',
    isKeyNoticeRead: false,
    lockIdleMinutes: 15,
    locksWithScreen: true,
    whileLocked: 'wait',
    sendKey: 'enter',
    formatsTexts: true,
    autoFetch: {
      mostBytes: { pictures: 10_000_000, voice: 10_000_000, video: 0, files: 0 },
      fromMembers: false,
    },
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
  ])('T23: are not guessed when the file cannot be read, and the file stays: %j', (content) => {
    expect(() => stored(content)).toThrow(UnreadableFileError);
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toEqual(content);
  });

  it('T22: stay what they were when they could not be written', () => {
    const settings = new SettingsStore(join(folder, 'gone'), 'zh-CN');
    writeFileSync(join(folder, 'gone'), 'in the place of the folder');
    expect(() => settings.change({ burnOnLeave: true })).toThrow();
    expect(settings.get().burnOnLeave).toBe(false);
  });
});

describe('the known accounts', () => {
  const ann = {
    accountId: 'a'.repeat(24),
    node: 'node-a',
    name: 'Ann',
    serverUrl: 'wss://x/tim',
    isLocalServer: false,
  };
  const bo = {
    accountId: 'b'.repeat(24),
    node: 'node-b',
    name: 'Bo',
    serverUrl: 'wss://x/tim',
    isLocalServer: false,
  };

  it('are remembered, the last one first and as the one to sign in', () => {
    const registry = new AccountRegistry(folder);
    for (const account of [ann, bo, ann]) registry.use(account);
    const again = new AccountRegistry(folder);
    expect([again.known(), again.current()]).toEqual([[ann, bo], ann.accountId]);
    again.leave(ann.accountId, bo.accountId);
    expect([again.current(), again.alsoOpen()]).toEqual([bo.accountId, []]);
    again.leave(bo.accountId, null);
    expect([new AccountRegistry(folder).current(), again.known()]).toEqual([null, [ann, bo]]);
  });

  it('are opened beside the current one at the next start until somebody signs out of them', () => {
    const registry = new AccountRegistry(folder);
    for (const account of [ann, bo]) registry.use(account);
    const again = new AccountRegistry(folder);
    expect([again.current(), again.alsoOpen()]).toEqual([bo.accountId, [ann.accountId]]);
    again.leave(ann.accountId, bo.accountId);
    const last = new AccountRegistry(folder);
    expect([last.current(), last.alsoOpen()]).toEqual([bo.accountId, []]);
  });

  it.each([
    { current: '../..', accounts: [] },
    { current: null, accounts: [], open: ['../..'] },
    { current: null, accounts: [{ ...ann, accountId: '../../etc' }] },
    { current: null, accounts: {} },
    { accounts: [] },
    'text',
  ])('T23: are not taken from a file that somebody else has written, and the file stays: %j', (content) => {
    const file = join(folder, 'accounts.json');
    writeFileSync(file, JSON.stringify(content));
    expect(() => new AccountRegistry(folder)).toThrow(UnreadableFileError);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(content);
  });

  it('T22: stay what they were when they could not be written', () => {
    const registry = new AccountRegistry(folder);
    registry.use(ann);
    const later = new AccountRegistry(folder);
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'in the place of the folder');
    expect(() => later.leave(ann.accountId, null)).toThrow();
    expect(later.current()).toBe(ann.accountId);
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
    protectionOf: () => 'file',
    wrap: (key) => Buffer.from(key).toString('base64'),
    unwrap: (wrapped) => new Uint8Array(Buffer.from(wrapped, 'base64')),
    ...change,
  });
  const files = (change: Partial<KeyVault> = {}): AccountFiles =>
    new AccountFiles(join(folder, 'account'), {
      keyVault: vault(change),
      keyLock: noKeyLock,
      random: systemRandom,
      logger: silentLogger,
    });
  const database = (): Buffer => readFileSync(join(folder, 'account', 'messages.db'));

  beforeEach(() => {
    const opened = files().openOrMake();
    expect(opened).toMatchObject({ ok: true, isNew: true, keyProtection: 'file' });
    if (!opened.ok) return;
    opened.store.transaction((write) => write.profile.set('name', '小明'));
    opened.store.close();
  });

  it('take attachments with them when an account never came into being', async () => {
    const opened = files().open();
    if (!opened.ok) throw new Error(opened.failure);
    await (await opened.attachments.open()).keep([new Uint8Array(9)], { mostBytes: 9 });
    await closeFiles(opened);
    expect(readdirSync(join(folder, 'account')).sort()).toContain('secrets');
    files().remove();
    expect(readdirSync(folder)).toEqual([]);
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
      'databaseForeign',
    ],
    ['the key store gives nonsense', () => undefined, { unwrap: () => new Uint8Array(3) }, 'databaseForeign'],
    ['the key file is missing', () => rmSync(join(folder, 'account', 'key.json')), {}, 'keyFileUnreadable'],
    [
      'the key file is damaged',
      () => writeFileSync(join(folder, 'account', 'key.json'), '{'),
      {},
      'keyFileUnreadable',
    ],
  ])('are never overwritten when %s', (_name, harm, change, failure) => {
    harm();
    const before = database();
    expect(files(change).open()).toEqual({ ok: false, failure });
    expect(files(change).openOrMake()).toEqual({ ok: false, failure });
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

  it('T23: whose database is away for a moment keep their key, and open when it is back', () => {
    const file = join(folder, 'account', 'messages.db');
    const key = readFileSync(join(folder, 'account', 'key.json'));
    renameSync(file, join(folder, 'away.db'));
    expect(files().open()).toEqual({ ok: false, failure: 'databaseMissing' });
    expect(files().openOrMake()).toEqual({ ok: false, failure: 'databaseMissing' });
    expect(readFileSync(join(folder, 'account', 'key.json')).equals(key)).toBe(true);
    renameSync(join(folder, 'away.db'), file);
    const opened = files().open();
    expect(opened).toMatchObject({ ok: true, isNew: false });
    if (opened.ok) opened.store.close();
  });

  it('T23: that are away as a whole are not made anew by opening them', () => {
    renameSync(join(folder, 'account'), join(folder, 'away'));
    expect(files().open()).toEqual({ ok: false, failure: 'databaseMissing' });
    expect(existsSync(join(folder, 'account'))).toBe(false);
  });

  it('T23: can be kept aside as they are, and begun anew', () => {
    const before = database();
    writeFileSync(join(folder, 'account', 'key.json'), '{');
    files().keepAside();
    const opened = files().openOrMake();
    expect(opened).toMatchObject({ ok: true, isNew: true });
    if (opened.ok) opened.store.close();
    expect(readFileSync(join(folder, 'account.unreadable-1', 'messages.db')).equals(before)).toBe(true);
  });

  describe('when a key store comes', () => {
    const flip = (key: Uint8Array): Uint8Array => key.map((byte) => byte ^ 0x5a);
    /** Tells its own form from the plain one, and opens both. */
    const store = (change: Partial<KeyVault> = {}): Partial<KeyVault> => ({
      protection: 'keyStore',
      protectionOf: (wrapped) => (wrapped.startsWith('sealed:') ? 'keyStore' : 'file'),
      wrap: (key) => `sealed:${Buffer.from(flip(key)).toString('base64')}`,
      unwrap: (wrapped) =>
        wrapped.startsWith('sealed:')
          ? flip(new Uint8Array(Buffer.from(wrapped.slice(7), 'base64')))
          : new Uint8Array(Buffer.from(wrapped, 'base64')),
      ...change,
    });
    const keyFile = (): string => readFileSync(join(folder, 'account', 'key.json'), 'utf8');
    const open = (change: Partial<KeyVault>): unknown => {
      const opened = files(change).open();
      if (opened.ok) opened.store.close();
      return opened.ok ? opened.keyProtection : opened.failure;
    };

    it('T24: have their plain key sealed at once, and no plain one stays', () => {
      const plain = keyFile();
      linkSync(join(folder, 'account', 'key.json'), join(folder, 'the old bytes'));
      expect(open(store())).toBe('keyStore');
      expect(keyFile()).toContain('sealed:');
      expect(modeOf(join(folder, 'account', 'key.json'))).toBe(0o600);
      // The place on the disk where it lay says nothing any more either.
      expect(readFileSync(join(folder, 'the old bytes'), 'utf8')).toBe('\0'.repeat(plain.length));
      expect(readdirSync(join(folder, 'account')).filter((name) => name.startsWith('key'))).toEqual([
        'key.json',
      ]);
      expect(open(store())).toBe('keyStore');
    });

    it.each<[string, Partial<KeyVault>]>([
      [
        'does not give back what it took',
        { unwrap: (wrapped) => (wrapped.startsWith('sealed:') ? null : Buffer.from(wrapped, 'base64')) },
      ],
      [
        'fails',
        {
          wrap: () => {
            throw new Error('locked');
          },
        },
      ],
    ])('T24: keep their plain key while the key store %s, and say so', (_how, change) => {
      const plain = keyFile();
      expect(open(store(change))).toBe('file');
      expect(keyFile()).toBe(plain);
    });

    it('T24: stay locked and as they are while the key store is gone, and open when it is back', () => {
      open(store());
      const sealed = keyFile();
      expect(open({ protectionOf: () => 'keyStore', unwrap: () => null })).toBe('keyUnavailable');
      expect(keyFile()).toBe(sealed);
      expect(open(store())).toBe('keyStore');
    });
  });
});
