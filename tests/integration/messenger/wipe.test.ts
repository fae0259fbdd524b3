import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AccountRegistry, localServerData } from '../../../main/account/account-registry';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { PieceSearch, type Needle } from '../../support/forensics/piece-search';
import { png } from '../../support/pictures';
import { befriend, eventually, plainVault, TestMessenger, valueOf } from '../../support/test-messenger';

const account = 'somebody who leaves nothing';
const friend = 'a friend with a long name';
const text = 'a secret that lies in the database of this account';
const draft = 'a draft that was not finished when the account left';

let server: RunningServer;
let one: TestMessenger;
let other: TestMessenger;
let accountId: string;
const started: TestMessenger[] = [];

beforeEach(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 2 });
  one = new TestMessenger({ name: account });
  other = new TestMessenger({ name: friend });
  const nodes = [await one.signUp(server.url), await other.signUp(server.url)] as const;
  await befriend(one, other, nodes);
  accountId = one.current()?.account.accountId ?? '';
  const conversationId = `u:${nodes[1]}`;
  await one.send(conversationId, text);
  await one.send(conversationId, text, 600);
  await one.sendImage(conversationId, png());
  await one.calls['drafts.keep']({
    draftId: '01940000-0000-7000-8000-000000000001',
    conversationId,
    text: draft,
    replyToId: null,
    mentions: [],
    mode: 'plain',
    burnSeconds: null,
    pictureCount: 0,
    isTakenBack: false,
  });
});
afterEach(async () => {
  await Promise.all([one, other, ...started.splice(0)].map((messenger) => messenger.dispose()));
  await server.stop();
});

/** Every file of a profile. */
function filesOf(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesOf(path) : [path];
  });
}

/** What must not be anywhere: names, address, texts, and the key in both its forms. */
function needles(dataDirectory: string): readonly Needle[] {
  const keyFile = join(dataDirectory, 'accounts', accountId, 'key.json');
  // The file of a test's vault.
  const { key: wrapped } = JSON.parse(readFileSync(keyFile, 'utf8')) as { key: string };
  const key = plainVault.unwrap(wrapped);
  if (key === null) throw new Error('no key');
  const words = { account, friend, text, draft, accountId, server: server.url, wrapped };
  return [
    ...Object.entries(words).map(([label, word]) => ({ label, bytes: Buffer.from(word) })),
    { label: 'key', bytes: Buffer.from(key) },
  ];
}

const leftovers = (dataDirectory: string, wanted: readonly Needle[]): readonly string[] => {
  const search = new PieceSearch(wanted);
  return filesOf(dataDirectory).flatMap((path) =>
    search.findIn(readFileSync(path)).map(({ label }) => `${label} in ${path.slice(dataDirectory.length)}`),
  );
};

/** A start on the same folder, as after a crash. */
async function startAgain(): Promise<TestMessenger> {
  const again = new TestMessenger({ name: account, dataDirectory: one.dataDirectory });
  started.push(again);
  await again.messenger.start();
  return again;
}

describe('a sign-out', () => {
  it('that keeps the data leaves the account known, and it opens again', async () => {
    expect(await one.calls['account.signOut']({ data: 'keep' })).toEqual({
      ok: true,
      value: { remains: 'data' },
    });
    expect(one.messenger.snapshot().knownAccounts.map(({ name }) => name)).toEqual([account]);
    expect(existsSync(join(one.dataDirectory, 'accounts', accountId, 'messages.db'))).toBe(true);
    valueOf(await one.calls['account.resume']({ accountId }));
    expect((await one.conversations()).length).toBe(1);
  });

  it('that wipes leaves nothing of the account on this computer: no name, text, draft, key or address', async () => {
    const wanted = needles(one.dataDirectory);
    expect(leftovers(one.dataDirectory, wanted).length).toBeGreaterThan(0);
    expect(await one.calls['account.signOut']({ data: 'wipe' })).toEqual({
      ok: true,
      value: { remains: 'nothing' },
    });
    expect(one.notices.at(-1)).toEqual({ accountId, kind: 'left' });
    expect(one.messenger.snapshot()).toMatchObject({
      accounts: [],
      knownAccounts: [],
      currentAccountId: null,
    });
    expect(leftovers(one.dataDirectory, wanted)).toEqual([]);
    expect(readdirSync(join(one.dataDirectory, 'accounts'))).toEqual([]);
    await startAgain();
    expect(leftovers(one.dataDirectory, wanted)).toEqual([]);
  });

  it('that wipes takes what was set aside of the account with it, and no other account', async () => {
    const form = { ...one.credentials(server.url), name: 'a second account' };
    const second = valueOf(await one.calls['account.signUp'](form));
    const aside = join(one.dataDirectory, 'accounts', `${accountId}.unreadable-1`);
    mkdirSync(aside);
    writeFileSync(join(aside, 'messages.db'), text);
    valueOf(await one.messenger.callAccount(accountId, 'account.signOut', { data: 'wipe' }));
    expect(readdirSync(join(one.dataDirectory, 'accounts'))).toEqual([second.accountId]);
    expect(one.current()?.account.name).toBe('a second account');
  });

  it('that wipes is finished by the next start when the program ended in its middle', async () => {
    const wanted = needles(one.dataDirectory);
    await one.stop();
    // What is on the disk from the moment in which the wipe is decided.
    new AccountRegistry(one.dataDirectory).beginWipe(accountId, null, []);
    const again = await startAgain();
    expect(again.messenger.snapshot()).toMatchObject({ accounts: [], knownAccounts: [] });
    expect(leftovers(one.dataDirectory, wanted)).toEqual([]);
    // The same account begins anew.
    valueOf(await again.calls['account.signIn'](again.credentials(server.url)));
  });

  it('says beforehand what has not been sent', async () => {
    const { conversationId } = (await one.conversations())[0] ?? { conversationId: '' };
    await eventually(async () => valueOf(await one.calls['account.unsent'](null)).messages === 0);
    await server.stop();
    await eventually(() => one.connection().state !== 'online');
    for (let count = 0; count < 3; count += 1) await one.send(conversationId, `waiting ${count}`);
    const own = await one.messages(conversationId);
    const sent = own.find(({ delivery }) => delivery.state === 'sent');
    await one.calls['messages.revoke']({ messageId: sent?.messageId ?? '' });
    expect(valueOf(await one.calls['account.unsent'](null))).toEqual({ messages: 3, erasures: 1 });
    server = await startEmbeddedServer({ requestRate: 0, passwordCost: 2 });
  });

  it('of the last account of this computer’s server wipes what that server keeps, also by the next start', async () => {
    const wiped: string[] = [];
    const here = new TestMessenger({
      name: 'here',
      localServer: () => Promise.resolve(server.url),
      wipeLocalServer: () => {
        wiped.push('server');
        return wiped.length === 1 ? Promise.reject(new Error('busy')) : Promise.resolve();
      },
    });
    started.push(here);
    valueOf(await here.calls['account.tryHere']({ name: 'me' }));
    const keyFile = join(here.dataDirectory, 'local-server-key.json');
    expect(existsSync(keyFile)).toBe(true);
    expect(valueOf(await here.calls['account.signOut']({ data: 'wipe' }))).toEqual({ remains: 'remnants' });
    expect([existsSync(keyFile), new AccountRegistry(here.dataDirectory).wiping()]).toEqual([
      false,
      [localServerData],
    ]);
    await here.messenger.start();
    expect([wiped.length, new AccountRegistry(here.dataDirectory).wiping()]).toEqual([2, []]);
  });
});
