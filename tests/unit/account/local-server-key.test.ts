import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeyVault } from '../../../main/account/key-vault';
import { localServerKey } from '../../../main/account/local-server-key';
import { WrappedKeyFile } from '../../../main/account/wrapped-key-file';
import { silentLogger } from '../../../main/platform/logger';
import { CountingRandom } from '../../support/counting-random';
import { noKeyLock } from '../../support/no-key-lock';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'server-key-'));
  path = join(folder, 'key.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const plainTag = 'plain:';

/** A vault that turns the bytes over; `isLocked`: it opens nothing. */
function vaultOf({ hasStore = true, isLocked = false } = {}): KeyVault {
  const turned = (key: Uint8Array): Uint8Array => key.map((byte) => byte ^ 0xff);
  const text = (key: Uint8Array): string => Buffer.from(key).toString('base64');
  const bytes = (wrapped: string): Uint8Array =>
    new Uint8Array(Buffer.from(wrapped.split(':')[1] ?? '', 'base64'));
  return {
    protection: hasStore ? 'keyStore' : 'file',
    wrap: (key) => (hasStore ? `sealed:${text(turned(key))}` : plainTag + text(key)),
    protectionOf: (wrapped) => (wrapped.startsWith(plainTag) ? 'file' : 'keyStore'),
    unwrap: (wrapped) => {
      if (wrapped.startsWith(plainTag)) return bytes(wrapped);
      return isLocked ? null : turned(bytes(wrapped));
    },
  };
}

const obtain = (keyVault: KeyVault): ReturnType<typeof localServerKey> =>
  localServerKey(
    new WrappedKeyFile(path, { keyVault, keyLock: noKeyLock, logger: silentLogger }),
    new CountingRandom(),
  );

function keyOf(keyVault: KeyVault): string {
  const read = obtain(keyVault);
  return read.ok ? Buffer.from(read.key).toString('hex') : read.failure;
}

describe("the key of this computer's server", () => {
  it('T25: is made once, 32 bytes, and lies in its file as the vault wraps it', () => {
    const key = keyOf(vaultOf());
    expect(key).toHaveLength(64);
    expect(keyOf(vaultOf())).toBe(key);
    const stored = readFileSync(path, 'utf8');
    expect(stored).toContain('sealed:');
    expect(stored).not.toContain(Buffer.from(key, 'hex').toString('base64'));
  });

  it('T25: is sealed as soon as there is a key store', () => {
    const key = keyOf(vaultOf({ hasStore: false }));
    expect(readFileSync(path, 'utf8')).toContain(plainTag);
    expect(keyOf(vaultOf())).toBe(key);
    expect(readFileSync(path, 'utf8')).not.toContain(plainTag);
  });

  it('T25: is never made anew over one that cannot be opened or read', () => {
    keyOf(vaultOf());
    const stored = readFileSync(path, 'utf8');
    expect(keyOf(vaultOf({ isLocked: true }))).toBe('keyUnavailable');
    expect(readFileSync(path, 'utf8')).toBe(stored);
    writeFileSync(path, 'no JSON');
    expect(keyOf(vaultOf())).toBe('keyFileUnreadable');
    expect(readFileSync(path, 'utf8')).toBe('no JSON');
  });
});
