import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findKeyStore, type KeyStore, type SafeStorage } from '../../../main/app/key-store';
import { openKeyVault } from '../../../main/app/operating-system-key-vault';
import { keepAside, UnreadableFileError } from '../../../main/platform/json-file';
import { silentLogger } from '../../../main/platform/logger';
import { systemRandom } from '../../../main/platform/random';

const key = Uint8Array.from({ length: 32 }, (_, index) => index);

/** Reverses the text and marks it with the user whom it belongs to. */
function fakeStore(user = 'lin'): KeyStore {
  return {
    seal: async (text) => Buffer.from(`${user}|${[...text].reverse().join('')}`),
    open: async (sealed) => {
      const [owner, text = ''] = Buffer.from(sealed).toString().split('|');
      if (owner !== user) throw new Error('refused');
      return [...text].reverse().join('');
    },
  };
}

describe('openKeyVault', () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'vault-'));
    file = join(directory, 'keys.json');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const open = (keyStore: KeyStore | null) =>
    openKeyVault({ keyStore, file, random: systemRandom, logger: silentLogger });

  it('gives a wrapped key back, also after a restart', async () => {
    const vault = await open(fakeStore());
    const wrapped = vault.wrap(key);
    expect(vault.protection).toBe('keyStore');
    expect(vault.unwrap(wrapped)).toEqual(Buffer.from(key));
    expect((await open(fakeStore())).unwrap(wrapped)).toEqual(Buffer.from(key));
  });

  it('writes neither the key nor its master in the clear, in a file of this user only', async () => {
    const wrapped = (await open(fakeStore())).wrap(key);
    expect(wrapped).not.toContain(Buffer.from(key).toString('base64').slice(0, 12));
    expect(wrapped).toMatch(/^sealed-1:/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('wraps the same key differently each time', async () => {
    const vault = await open(fakeStore());
    expect(vault.wrap(key)).not.toBe(vault.wrap(key));
  });

  it('falls back to the file, with a tag of its own, where there is no key store', async () => {
    const vault = await open(null);
    expect(vault.protection).toBe('file');
    expect(vault.wrap(key)).toBe(`plain-1:${Buffer.from(key).toString('base64')}`);
    expect(vault.unwrap(vault.wrap(key))).toEqual(Buffer.from(key));
  });

  it('opens keys of the file form after a key store appeared', async () => {
    const wrapped = (await open(null)).wrap(key);
    expect((await open(fakeStore())).unwrap(wrapped)).toEqual(Buffer.from(key));
  });

  it('answers null for a sealed key while the key store is gone, and opens it when it is back', async () => {
    const wrapped = (await open(fakeStore())).wrap(key);
    expect((await open(null)).unwrap(wrapped)).toBeNull();
    expect((await open(fakeStore())).unwrap(wrapped)).toEqual(Buffer.from(key));
  });

  it('keeps the old master when another key store refuses it, so that the old key opens again later', async () => {
    const wrapped = (await open(fakeStore('lin'))).wrap(key);
    const other = await open(fakeStore('zhou'));
    expect(other.protection).toBe('keyStore');
    expect(other.unwrap(wrapped)).toBeNull();
    const wrappedByOther = other.wrap(key);
    expect((await open(fakeStore('lin'))).unwrap(wrapped)).toEqual(Buffer.from(key));
    expect((await open(fakeStore('zhou'))).unwrap(wrappedByOther)).toEqual(Buffer.from(key));
  });

  it('does not trust a key store that gives back something else', async () => {
    const broken = { ...fakeStore(), open: async () => 'something else' };
    const vault = await open(broken);
    expect(vault.protection).toBe('file');
    expect(() => readFileSync(file)).toThrow();
  });

  it.each(['{"masters":[{"id":1}]}', '{"masters":', '', 'null'])(
    'T23: seals nothing beside masters that cannot be read, and leaves their file as it is: %j',
    async (damaged) => {
      writeFileSync(file, damaged);
      await expect(open(fakeStore())).rejects.toThrow(UnreadableFileError);
      expect(readFileSync(file, 'utf8')).toBe(damaged);
      // Without a key store nothing is sealed, and the file is of no use.
      expect((await open(null)).protection).toBe('file');
    },
  );

  it('T23: begins anew when the damaged file was set aside', async () => {
    writeFileSync(file, '{');
    keepAside(file);
    const vault = await open(fakeStore());
    expect(vault.unwrap(vault.wrap(key))).toEqual(Buffer.from(key));
    expect(readFileSync(`${file}.unreadable-1`, 'utf8')).toBe('{');
  });

  it('T24: tells by the form of a wrapped key what guards it', async () => {
    const [sealed, plain] = [(await open(fakeStore())).wrap(key), (await open(null)).wrap(key)];
    const vault = await open(fakeStore());
    expect([sealed, plain, 'x'].map((wrapped) => vault.protectionOf(wrapped))).toEqual([
      'keyStore',
      'file',
      null,
    ]);
  });

  it('answers null for anything that it did not make', async () => {
    const vault = await open(fakeStore());
    const wrapped = vault.wrap(key);
    const last = wrapped.at(-3) === 'A' ? 'B' : 'A';
    const changed = wrapped.slice(0, -3) + last + wrapped.slice(-2);
    for (const text of ['', 'x', 'sealed-1:', 'sealed-1:nobody:AAAA', wrapped.slice(0, -12), changed]) {
      expect(vault.unwrap(text)).toBeNull();
    }
  });
});

describe('findKeyStore', () => {
  const synchronous: SafeStorage = {
    isEncryptionAvailable: () => true,
    encryptString: (text) => Buffer.from(`sync:${text}`),
    decryptString: (sealed) => sealed.toString().slice('sync:'.length),
  };
  const asynchronous: SafeStorage = {
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text) => Buffer.from(`async:${text}`),
    decryptStringAsync: async (sealed) => ({ result: sealed.toString().slice('async:'.length) }),
  };

  it('prefers the asynchronous form', async () => {
    const store = await findKeyStore({ ...synchronous, ...asynchronous });
    const sealed = await store?.seal('text');
    expect(String(sealed)).toBe('async:text');
    expect(await store?.open(Buffer.from('async:text'))).toBe('text');
  });

  it('uses the synchronous form where this Electron has no other', async () => {
    const store = await findKeyStore(synchronous);
    expect(String(await store?.seal('text'))).toBe('sync:text');
    expect(await store?.open(Buffer.from('sync:text'))).toBe('text');
  });

  it.each<[string, SafeStorage]>([
    ['nothing is available', { ...synchronous, isEncryptionAvailable: () => false }],
    ['only a fixed password guards it', { ...asynchronous, getSelectedStorageBackend: () => 'basic_text' }],
    ['it has no functions at all', {}],
  ])('finds none when %s', async (_why, safeStorage) => {
    expect(await findKeyStore(safeStorage)).toBeNull();
  });
});
