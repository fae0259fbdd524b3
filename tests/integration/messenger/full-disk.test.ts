import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver from 'better-sqlite3-multiple-ciphers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BodyView } from '../../../preload/contract/message-views';
import { diskFailureOf } from '../../../main/platform/disk-failure';
import { leftoversOf } from '../../e2e/support/leftovers';
import { fillDiskUnder } from '../../support/full-disk';
import { World } from '../../support/simulation/world';
import { valueOf } from '../../support/test-messenger';

let world: World;
const reader = () => world.devices.b.require();
const pair = () => world.chatOn('b', 'pair');
const textsOn = async (device: 'a' | 'b'): Promise<readonly string[]> =>
  (await world.devices[device].messages(world.chatOn(device, 'pair'))).flatMap(({ body }) =>
    body.kind === 'text' ? [body.text] : [],
  );
/** What a call says about the disk; fails when it works. */
async function failureOf(call: () => unknown): Promise<string | null> {
  try {
    await call();
  } catch (error) {
    return diskFailureOf(error);
  }
  throw new Error('it worked');
}

describe.each([
  ['full', 'SQLITE_FULL', 'diskFull'],
  ['read-only', 'SQLITE_READONLY', 'diskReadOnly'],
  ['locked by another program', 'SQLITE_BUSY', 'fileLocked'],
  ['failing', 'SQLITE_IOERR_WRITE', 'diskFailing'],
])('a disk that is %s', (_what, code, failure) => {
  let end: () => void;
  beforeEach(async () => {
    world = await World.create(22);
    end = () => undefined;
  });
  afterEach(async () => {
    end();
    await world.dispose();
  });
  const begin = (): void => {
    end = fillDiskUnder(reader().dataDirectory, code);
  };

  it('T22: refuses what cannot be kept in its own words, and keeps what was accepted', async () => {
    const messageId = await reader().send(pair(), 'before');
    await world.pass(1_000);
    begin();
    expect(await failureOf(() => reader().send(pair(), 'refused'))).toBe(failure);
    expect(await failureOf(() => reader().calls['messages.revoke']({ messageId }))).toBe(failure);
    end();
    await reader().send(pair(), 'after');
    await world.pass(1_000);
    expect(await textsOn('a')).toEqual(['before', 'after']);
    expect(await textsOn('b')).toEqual(['before', 'after']);
  });

  it('T22: is told by the connection line while messages come, and each is there once afterwards', async () => {
    begin();
    const author = world.devices.a.require();
    for (const text of ['one', 'two', 'three']) {
      await author.send(world.chatOn('a', 'pair'), text);
      await world.pass(3_000);
    }
    expect(reader().connection()).toMatchObject({ state: 'waiting', failure });
    expect(await textsOn('b')).toEqual([]);
    end();
    await world.pass(60_000);
    expect(reader().connection()).toMatchObject({ state: 'online', failure: null });
    expect(await textsOn('b')).toEqual(['one', 'two', 'three']);
    expect(reader().messenger.unreadTotal()).toBe(3);
  });

  it('T21: does not lose the wish to burn now: the message is covered and told as being erased, until it is gone', async () => {
    const secret = 'wished-away-4711';
    await world.devices.a.require().send(world.chatOn('a', 'pair'), secret, 600);
    await world.pass(1_000);
    const newest = async () => (await world.devices.b.messages(pair())).at(-1);
    const messageId = (await newest())?.messageId ?? '';
    valueOf(await reader().calls['messages.reveal']({ messageId }));
    await world.pass(1_000);
    begin();
    valueOf(await reader().calls['messages.burnNow']({ messageId }));
    expect((await newest())?.body).toEqual({ kind: 'erasing', reason: failure });
    expect(reader().messenger.isShowingSecrets()).toBe(false);
    await world.pass(30_000);
    expect((await newest())?.body.kind).toBe('erasing');
    end();
    await world.pass(5_000);
    expect((await newest())?.body).toEqual({ kind: 'burned' });
    expect(leftoversOf(secret, reader().dataDirectory)).toEqual([]);
    await world.pass(60_000);
    expect((await world.devices.a.messages(world.chatOn('a', 'pair'))).at(-1)?.body.kind).toBe('burned');
  });

  it('T22: does not keep anybody from signing out and in again when there is room', async () => {
    begin();
    await reader().calls['account.signOut']({ data: 'keep' });
    expect(reader().current()).toBeNull();
    end();
    valueOf(await world.during(reader().calls['account.signIn'](world.devices.b.credentials())));
    await world.pass(1_000);
    expect(reader().connection().state).toBe('online');
  });
});

describe('a database that another program holds at the start', () => {
  beforeEach(async () => {
    world = await World.create(24);
  });
  afterEach(() => world.dispose());

  it('T22: is told as that, and opens by itself when the other has finished', async () => {
    const folder = reader().dataDirectory;
    await world.devices.b.stop();
    const [accountId = ''] = readdirSync(join(folder, 'accounts'));
    const account = join(folder, 'accounts', accountId);
    const { key } = JSON.parse(readFileSync(join(account, 'key.json'), 'utf8')) as { key: string };
    const holder = new Driver(join(account, 'messages.db'));
    holder.pragma(`cipher = 'chacha20'`);
    holder.pragma(`key = 'raw:${Buffer.from(key.slice('plain-1:'.length), 'base64').toString('hex')}'`);
    holder.pragma('locking_mode = EXCLUSIVE');
    holder.exec('BEGIN EXCLUSIVE');
    await world.during(world.devices.b.start());
    expect(reader().messenger.snapshot()).toMatchObject({
      accounts: [],
      startFailures: [{ accountId, reason: 'fileLocked', isRetried: true }],
    });
    holder.close();
    await world.pass(10_000);
    expect(reader().messenger.snapshot()).toMatchObject({
      accounts: [{ account: { name: 'b' } }],
      startFailures: [],
    });
  });
});

// Only the superuser may make a file system; everybody else has the injected failures above.
describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('a small file system', () => {
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tim-small-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]);
    world = await World.create(23, { folders: { b: join(folder, 'b') } });
  });
  afterEach(async () => {
    await world.dispose();
    execFileSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  const ballast = (): string => join(folder, 'ballast');
  /** Takes every block. */
  const fill = (): void => {
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(ballast(), Buffer.alloc(bavail * bsize));
  };
  const makeRoom = (): void => rmSync(ballast(), { force: true });
  const body = async (): Promise<BodyView | undefined> =>
    (await world.devices.b.messages(pair())).at(-1)?.body;

  it('T21: what burns while it is full is covered, told, and gone from the disk within seconds after there is room', async () => {
    const secret = 'full-disk-secret-4711-0815';
    await world.devices.a.require().send(world.chatOn('a', 'pair'), secret, 5);
    await world.pass(1_000);
    const messageId = (await world.devices.b.messages(pair())).at(-1)?.messageId ?? '';
    valueOf(await reader().calls['messages.reveal']({ messageId }));
    await world.pass(1_000);
    fill();
    await world.pass(10_000);
    expect(await body()).toEqual({ kind: 'erasing', reason: 'diskFull' });
    expect(reader().messenger.isShowingSecrets()).toBe(false);
    makeRoom();
    await world.pass(5_000);
    expect(await body()).toEqual({ kind: 'burned' });
    expect(leftoversOf(secret, reader().dataDirectory)).toEqual([]);
    await world.pass(60_000);
    expect((await world.devices.a.messages(world.chatOn('a', 'pair'))).at(-1)?.body.kind).toBe('burned');
  });

  it('T22: that is full refuses a message, a setting and signing out in words, and nothing has changed', async () => {
    const { settings } = reader().messenger.snapshot();
    fill();
    expect(await failureOf(() => reader().send(pair(), 'x'.repeat(20_000)))).toBe('diskFull');
    expect(await failureOf(() => reader().calls['app.changeSettings']({ burnOnLeave: true }))).toBe(
      'diskFull',
    );
    expect(await failureOf(() => reader().calls['account.signOut']({ data: 'keep' }))).toBe('diskFull');
    expect(reader().messenger.snapshot()).toMatchObject({
      accounts: [{ account: { name: 'b' } }],
      settings,
    });
    makeRoom();
    await reader().send(pair(), 'there is room');
    await world.pass(60_000);
    expect(await textsOn('a')).toEqual(['there is room']);
  });

  it('T22: that is full at the start is told, and the account opens by itself when there is room', async () => {
    await reader().send(pair(), 'kept');
    await world.pass(1_000);
    await world.devices.b.stop();
    fill();
    await world.during(world.devices.b.start());
    expect(reader().messenger.snapshot()).toMatchObject({
      accounts: [],
      startFailures: [{ reason: 'diskFull', isRetried: true }],
      knownAccounts: [{ name: 'b' }],
    });
    makeRoom();
    await world.pass(30_000);
    expect(reader().messenger.snapshot()).toMatchObject({
      accounts: [{ account: { name: 'b' } }],
      startFailures: [],
    });
    expect(reader().connection().state).toBe('online');
    expect(await textsOn('b')).toEqual(['kept']);
  });

  it('T22: that is read-only at the start is told as that, and works again when it can be written', async () => {
    await world.devices.b.stop();
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    try {
      // The shell tells it, and tries again when the user wants that.
      expect(await failureOf(() => world.devices.b.start())).toBe('diskReadOnly');
    } finally {
      execFileSync('mount', ['-o', 'remount,rw', folder]);
    }
    await world.during(world.devices.b.start());
    await world.pass(30_000);
    expect(reader().messenger.snapshot()).toMatchObject({
      accounts: [{ account: { name: 'b' } }],
      startFailures: [],
    });
  });
});
