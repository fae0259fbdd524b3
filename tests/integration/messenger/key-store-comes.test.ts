import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeyVault } from '../../../main/account/key-vault';
import type { KeyStore } from '../../../main/app/key-store';
import { openKeyVault } from '../../../main/app/operating-system-key-vault';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { silentLogger } from '../../../main/platform/logger';
import { systemRandom } from '../../../main/platform/random';
import { eventually, TestMessenger, valueOf } from '../../support/test-messenger';

let server: RunningServer;
let folder: string;
let messenger: TestMessenger;
beforeEach(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024 });
  folder = mkdtempSync(join(tmpdir(), 'tim-keys-'));
});
afterEach(async () => {
  await messenger.stop();
  rmSync(folder, { recursive: true, force: true });
  await server.stop();
});

/** A key store that reverses what it is given. */
const keyStore: KeyStore = {
  seal: (text) => Promise.resolve(Buffer.from([...text].reverse().join(''))),
  open: (sealed) => Promise.resolve([...Buffer.from(sealed).toString()].reverse().join('')),
};
const vaultOf = (store: KeyStore | null): Promise<KeyVault> =>
  openKeyVault({
    keyStore: store,
    file: join(folder, 'keys.json'),
    random: systemRandom,
    logger: silentLogger,
  });
/** A start of the program with or without a key store. */
const start = async (name: string, store: KeyStore | null): Promise<void> => {
  const dataDirectory = join(folder, 'messenger');
  messenger = new TestMessenger({ name, dataDirectory, keyVault: await vaultOf(store) });
  await messenger.messenger.start();
};
const protection = (): string | undefined => messenger.current()?.keyProtection;
const keyFiles = (): readonly string[] => {
  const accounts = join(folder, 'messenger/accounts');
  return readdirSync(accounts).map((id) => readFileSync(join(accounts, id, 'key.json'), 'utf8'));
};

describe('accounts that were made without a key store', () => {
  it('T24: are all sealed by the first start that has one, and the settings tell the truth before and after', async () => {
    await start('lin', null);
    await messenger.signUp(server.url);
    expect(protection()).toBe('file');
    await messenger.stop();
    await start('zhou', null);
    await messenger.signUp(server.url);
    await messenger.stop();
    expect(keyFiles().filter((text) => text.includes('plain-1:'))).toHaveLength(2);

    await start('zhou', keyStore);
    expect(messenger.current()?.account.name).toBe('zhou');
    expect(protection()).toBe('keyStore');
    await eventually(() => keyFiles().every((text) => text.includes('sealed-1:')));
    expect(keyFiles().join('')).not.toContain('plain-1:');
  });

  it('T24: are locked in their own words while the key store is gone again, and nothing is overwritten', async () => {
    await start('lin', keyStore);
    await messenger.signUp(server.url);
    await messenger.stop();
    const [before] = keyFiles();
    await start('lin', null);
    expect(messenger.messenger.snapshot()).toMatchObject({
      accounts: [],
      startFailures: [{ reason: 'keyUnavailable', isRetried: false }],
    });
    expect(await messenger.calls['account.signIn'](messenger.credentials(server.url))).toMatchObject({
      failure: { code: 'keyUnavailable' },
    });
    await messenger.stop();
    expect(keyFiles()).toEqual([before]);
    await start('lin', keyStore);
    expect(valueOf(await messenger.calls['conversations.list']({ after: null, limit: 500 }))).toEqual([]);
    expect(protection()).toBe('keyStore');
  });
});

describe('an account that cannot be opened', () => {
  it('T23: can begin anew on the wish of its user, and nothing of it is deleted', async () => {
    await start('lin', keyStore);
    await messenger.signUp(server.url);
    await messenger.stop();
    const [before] = keyFiles();
    await start('lin', null);
    const identity = { serverAddress: server.url, name: 'lin' };
    valueOf(await messenger.calls['account.keepAside'](identity));
    valueOf(await messenger.calls['account.signIn'](messenger.credentials(server.url)));
    expect(keyFiles()).toContain(before);
    expect(keyFiles()).toHaveLength(2);
    expect(protection()).toBe('file');
  });

  it('T23: is the only one whose files can be set aside', async () => {
    await start('lin', null);
    await messenger.signUp(server.url);
    const identity = { serverAddress: server.url, name: 'lin' };
    const refused = { ok: false, failure: { code: 'invalidArgument' } };
    expect(await messenger.calls['account.keepAside'](identity)).toEqual(refused);
    valueOf(await messenger.calls['account.signOut']({ data: 'keep' }));
    expect(await messenger.calls['account.keepAside'](identity)).toEqual(refused);
    expect(await messenger.calls['account.keepAside']({ serverAddress: '', name: 'lin' })).toEqual({
      ok: false,
      failure: { code: 'serverAddressInvalid' },
    });
    expect(keyFiles()).toHaveLength(1);
  });
});

describe('the account to sign in at the next start', () => {
  it('is the one that was opened last, also when it was chosen from the list', async () => {
    await start('lin', null);
    await messenger.signUp(server.url);
    const accountId = messenger.current()?.account.accountId ?? '';
    valueOf(await messenger.calls['account.signOut']({ data: 'keep' }));
    valueOf(await messenger.calls['account.resume']({ accountId }));
    await messenger.stop();
    await start('lin', null);
    expect(messenger.current()?.account.name).toBe('lin');
  });
});
