import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toNodeId } from '../../../main/domain/ids';
import { createAccountStore, type AccountStore } from '../../../main/storage/account-store';
import { Database } from '../../../main/storage/database';
import { fastFolder } from '../../support/fast-folder';
import { keptDatabasesBelow } from '../../support/simulation/kept-connections';

vi.mock('better-sqlite3-multiple-ciphers', async () => ({
  default: (await import('../../support/simulation/kept-driver')).KeptDriver,
}));

const key = new Uint8Array(32);
let folder: string;

const folderOf = (device: string): string => {
  mkdirSync(join(folder, device), { recursive: true });
  return join(folder, device);
};
const open = (device: string): AccountStore =>
  createAccountStore(Database.open(join(folderOf(device), 'messages.db'), key));
const nameIn = (store: AccountStore): string | null => store.profile.get('emojiTone');
const name = (store: AccountStore, text: string): void =>
  store.transaction(({ profile }) => profile.set('emojiTone', text));

beforeEach(() => {
  folder = mkdtempSync(join(fastFolder(), 'tim-kept-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a database whose connection is kept', () => {
  it('says after it was closed and opened what it said before', () => {
    const store = open('a');
    name(store, 'Anna');
    store.close();
    expect(nameIn(open('a'))).toBe('Anna');
  });

  it('is one of its own for each file that is open or was closed', () => {
    const [anna, ben] = [open('a'), open('b')];
    name(anna, 'Anna');
    anna.close();
    name(ben, 'Ben');
    expect(nameIn(open('a'))).toBe('Anna');
  });

  it('is as new for another file, once its own is gone', () => {
    const anna = open('a');
    anna.transaction(({ conversations, profile }) => {
      profile.set('emojiTone', 'Anna');
      conversations.ensure({ kind: 'user', node: toNodeId('ben') });
    });
    const rows = keptDatabasesBelow(folder)[0];
    expect(rows?.('SELECT * FROM conversation')).toHaveLength(1);
    anna.close();
    rmSync(folderOf('a'), { recursive: true });
    const ben = open('b');
    expect(nameIn(ben)).toBeNull();
    const left = keptDatabasesBelow(folder).map((read) => [
      read('SELECT * FROM conversation'),
      read('SELECT unread_count, quiet_mention_count FROM tally'),
    ]);
    expect(left).toEqual([[[], [{ unread_count: 0, quiet_mention_count: 0 }]]]);
    expect(readdirSync(folderOf('b')).sort()).toEqual(['messages.db', 'messages.db-wal']);
  });

  it('takes back what a transaction wrote that failed', () => {
    const store = open('a');
    name(store, 'Anna');
    const failing = (): void =>
      store.transaction(({ profile }) => {
        profile.set('emojiTone', 'Ben');
        throw new Error('on purpose');
      });
    expect(failing).toThrow('on purpose');
    expect(nameIn(store)).toBe('Anna');
  });
});
