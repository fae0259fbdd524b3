import { join } from 'node:path';
import { AccountFiles } from '../../../main/account/account-files';
import { saveProfile } from '../../../main/account/account-profile';
import { AccountRegistry } from '../../../main/account/account-registry';
import { SettingsStore } from '../../../main/account/settings-store';
import { keepCard } from '../../../main/catch-up/kept-card';
import { ChangeSet } from '../../../main/domain/change-set';
import { conversationIdOf } from '../../../main/domain/conversation';
import { toMessageId, toNodeId, toServerMid } from '../../../main/domain/ids';
import { silentLogger } from '../../../main/platform/logger';
import { makePrivateFolder } from '../../../main/platform/private-folder';
import { systemRandom, toOrderedUuid } from '../../../main/platform/random';
import type { AccountStore, StoreWriter } from '../../../main/storage/account-store';
import { plainVault } from '../../support/test-messenger';
import { selfNode, type World, type WorldMessage } from './world';
import { noKeyLock } from '../../support/no-key-lock';

// Large enough that the disk is waited for seldom, small enough for the page cache of the writer.
const messagesPerCommit = 10_000;
const unreadPerThousand = 3;

const accountName = 'Bench';
const anyUrl = 'ws://127.0.0.1:1/tim';
const environment = { keyVault: plainVault, keyLock: noKeyLock, random: systemRandom, logger: silentLogger };

/** The folder of an app's profile in which its messenger keeps everything. */
export const messengerFolder = (directory: string): string => join(directory, 'messenger');

/** Writes a profile as the app finds it, signed in, with a world in its database, through the app's own storage. */
export function writeProfile(directory: string, world: World, note: (text: string) => void): void {
  makePrivateFolder(messengerFolder(directory));
  const registry = new AccountRegistry(messengerFolder(directory));
  const accountId = AccountRegistry.idOf(anyUrl, accountName);
  const opened = new AccountFiles(registry.folderOf(accountId), environment).openOrMake();
  if (!opened.ok) throw new Error(`no database: ${opened.failure}`);
  const { store } = opened;
  try {
    writeAccount(store, anyUrl, accountId);
    writePeople(store, world);
    writeMessages(store, world, note);
    finishChats(store, world);
  } finally {
    store.close();
  }
  // Benches start in this language. Whoever has used the app has settings on the disk, and no start writes them again.
  new SettingsStore(messengerFolder(directory), 'en').change({ locale: 'en' });
  registry.use({ accountId, node: selfNode, name: accountName, serverUrl: anyUrl, isLocalServer: false });
}

/** Has the account of a profile sign in at another address: servers of benches have a new port each time. */
export function pointAt(directory: string, url: string): void {
  withStore(directory, (store, accountId) => writeAccount(store, url, accountId));
}

/** Opens the database of a profile while no app uses it. */
export function withStore<T>(directory: string, work: (store: AccountStore, accountId: string) => T): T {
  const registry = new AccountRegistry(messengerFolder(directory));
  const accountId = registry.current();
  if (accountId === null) throw new Error('the profile has no account');
  const opened = new AccountFiles(registry.folderOf(accountId), environment).open();
  if (!opened.ok) throw new Error(`no database: ${opened.failure}`);
  try {
    return work(opened.store, accountId);
  } finally {
    opened.store.close();
  }
}

/** The database of a profile. */
export function databaseFile(directory: string): string {
  const registry = new AccountRegistry(messengerFolder(directory));
  return join(registry.folderOf(registry.current() ?? ''), 'messages.db');
}

function writeAccount(store: AccountStore, url: string, accountId: string): void {
  saveProfile(store, {
    accountId,
    name: accountName,
    password: 'correct horse 9',
    urls: [url],
    encoding: 'compact',
    isLocalServer: false,
    resource: 'desktop-bench',
  });
  store.transaction((write) => write.profile.set('node', selfNode));
}

function writePeople(store: AccountStore, world: World): void {
  store.transaction((write) => {
    write.people.setName(toNodeId(selfNode), accountName);
    for (const friend of world.friends()) {
      const node = toNodeId(friend);
      write.people.setRelation(node, 'friend', '');
      // As the server tells it: the next sign-in learns nothing new.
      keepCard(
        write,
        { node, card: { nickName: world.nameOf(friend) }, toldAtMs: Date.now() },
        new ChangeSet(),
      );
    }
    for (let chat = 0; chat < world.chats; chat += 1) {
      const { conversationId } = write.conversations.ensure(addressOf(world, chat));
      if (!world.isRoom(chat)) continue;
      write.conversations.setTitle(conversationId, world.nameOf(world.nodeOf(chat)));
      write.rooms.setStanding(toNodeId(world.nodeOf(chat)), 'member');
    }
  });
}

function writeMessages(store: AccountStore, world: World, note: (text: string) => void): void {
  const { messages } = world.size;
  for (let start = 0; start < messages; start += messagesPerCommit) {
    store.transaction((write) => {
      for (let index = start; index < Math.min(start + messagesPerCommit, messages); index += 1) {
        insert(write, world, world.message(index));
      }
    });
    if (start > 0 && start % (10 * messagesPerCommit) === 0) note(`${start} messages written`);
  }
}

function insert(write: StoreWriter, world: World, message: WorldMessage): void {
  const { index, isMine, sentAtNs } = message;
  const mid = toServerMid(BigInt(index + 1));
  if (mid === null) throw new Error('a number that names nothing');
  const arrivedAtMs = Number(sentAtNs / 1_000_000n);
  const isNew = index >= world.size.messages - (world.size.messages * unreadPerThousand) / 1_000;
  write.messages.insert({
    // A message of one's own is called by the number that went out with it, another by its arrival.
    messageId: toMessageId(
      isMine
        ? message.cid
        : toOrderedUuid(arrivedAtMs, Buffer.from(message.cid.replaceAll('-', ''), 'hex').subarray(6)),
    ),
    conversationId: conversationIdOf(addressOf(world, message.chat)),
    author: toNodeId(message.author),
    isMine,
    viaRoom: null,
    cid: message.cid,
    mid,
    clientId: null,
    sortNs: sentAtNs,
    place: mid,
    isUnread: !isMine && isNew,
    arrivedAtMs,
    content: { kind: 'text', text: message.text },
    replyTo: null,
    mentions: [],
    burnTerms: null,
    delivery: 'sent',
  });
}

/** As after a long life at this server: every chat was compared to its beginning. */
function finishChats(store: AccountStore, world: World): void {
  store.transaction((write) => {
    for (let chat = 0; chat < world.chats; chat += 1) {
      const conversationId = conversationIdOf(addressOf(world, chat));
      const count = world.countIn(chat);
      if (count === 0) continue;
      write.conversations.markReconciled(conversationId, BigInt(world.indexIn(chat, count - 1) + 1));
      write.conversations.markHistoryComplete(conversationId);
    }
  });
}

function addressOf(world: World, chat: number) {
  const kind = world.isRoom(chat) ? ('room' as const) : ('user' as const);
  return { kind, node: toNodeId(world.nodeOf(chat)) };
}
