import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AccountRegistry } from '../../../main/account/account-registry';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { filesUnder } from '../../support/forensics/searched-app';
import { PieceSearch, type Needle } from '../../support/forensics/piece-search';
import { secretText } from '../../support/forensics/secret-content';
import { png } from '../../support/pictures';
import { decryptedDatabases } from '../../support/profile-database';
import { SeededChance } from '../../support/seeded-chance';
import {
  accountCalls,
  eventually,
  plainVault,
  TestMessenger,
  valueOf,
  type AccountCallsOfTest,
} from '../../support/test-messenger';

const seed = 20_260_104;

/** One of two accounts of one computer, with something of everything that is kept of an account. */
interface FullAccount {
  readonly accountId: string;
  readonly calls: AccountCallsOfTest;
  readonly friendChat: string;
  /** What of it can be found in its database. */
  readonly needles: readonly Needle[];
}

let server: RunningServer;
let app: TestMessenger;
let friend: TestMessenger;
let friendNode: string;
let leaves: FullAccount;
let stays: FullAccount;
const started: TestMessenger[] = [];
const chance = new SeededChance(seed);

beforeEach(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 2 });
  app = new TestMessenger({ name: 'app' });
  friend = new TestMessenger({ name: 'friend' });
  friendNode = await friend.signUp(server.url);
  // Signs of several characters are long enough to be told from chance.
  leaves = await fullAccount('leaves', { reaction: '👨‍👩‍👧‍👦', recent: '👩🏽‍❤️‍💋‍👨🏿' });
  stays = await fullAccount('stays', { reaction: '🧑🏻‍🤝‍🧑🏾', recent: '👨‍👨‍👦‍👦' });
});
afterEach(async () => {
  await Promise.all([app, friend, ...started.splice(0)].map((messenger) => messenger.dispose()));
  await server.stop();
});

async function fullAccount(
  name: string,
  emoji: { readonly reaction: string; readonly recent: string },
): Promise<FullAccount> {
  const needles: Needle[] = [];
  const note = (label: string, text: string): string => {
    needles.push({ label: `${name}: ${label}`, bytes: Buffer.from(text) });
    return text;
  };
  const secret = (label: string, length = 60): string => note(label, secretText(chance, length));
  valueOf(await app.calls['app.changeSettings']({ sharesReceipts: true }));
  const account = valueOf(await app.calls['account.signUp']({ ...app.credentials(server.url), name }));
  const { accountId, node } = account;
  const calls = accountCalls(app.messenger, () => accountId);
  const friendChat = `u:${friendNode}`;
  const theirChat = `u:${node}`;
  const shown = async () =>
    valueOf(await calls['messages.page']({ conversationId: friendChat, before: null, limit: 50 })).messages;
  const isSent = (messageId: string) =>
    eventually(async () =>
      (await shown()).some((message) => message.messageId === messageId && message.delivery.state === 'sent'),
    );

  await eventually(() =>
    app.messenger
      .snapshot()
      .accounts.some((open) => open.account.accountId === accountId && open.connection.state === 'online'),
  );
  valueOf(await calls['contacts.add']({ node: friendNode, greeting: '' }));
  await eventually(async () => (await friend.contacts()).some((contact) => contact.node === node));
  valueOf(await friend.calls['contacts.accept']({ node }));
  await eventually(async () =>
    valueOf(await calls['contacts.list']({ after: null, limit: 500 })).some(
      ({ state }) => state === 'friend',
    ),
  );
  valueOf(await calls['people.setRemark']({ node: friendNode, remark: secret('remark', 12) }));

  const say = async (label: string, burnSeconds: number | null = null): Promise<string> => {
    const draft = { conversationId: friendChat, text: secret(label), burnSeconds, replyToId: null };
    const { messageId } = valueOf(await calls['messages.send']({ ...draft, mentions: [] }));
    await isSent(messageId);
    return messageId;
  };
  const said = await say('text');
  await say('text that burns', 3_600);
  valueOf(await calls['messages.pin']({ messageId: said, isPinned: true }));
  valueOf(await calls['messages.react']({ messageId: said, emoji: note('reaction', emoji.reaction) }));
  const toEdit = await say('text before its edit');
  // It is erased by the edit, so nothing of it is left to be found.
  needles.pop();
  valueOf(await calls['messages.edit']({ messageId: toEdit, text: secret('edited text'), mentions: [] }));
  valueOf(await calls['messages.forward']({ messageIds: [said], conversationIds: [friendChat] }));
  const albumId = crypto.randomUUID();
  for (const part of ['first', 'second'])
    valueOf(
      await calls['messages.sendImage']({
        conversationId: friendChat,
        bytes: png({ width: 3, height: 2 }, secret(`${part} picture of an album`)),
        caption: secret(`${part} caption`),
        mentions: [],
        albumId,
        burnSeconds: null,
        replyToId: null,
      }),
    );
  await friend.send(theirChat, secret('text of the friend'));
  await friend.sendImage(theirChat, png({ width: 3, height: 2 }, secret('picture of the friend')), {
    caption: secret('caption of the friend'),
  });
  await eventually(async () => (await shown()).filter(({ isMine }) => !isMine).length === 2);
  const sortKey = (await shown()).at(-1)?.sortKey ?? '';
  valueOf(await calls['conversations.markRead']({ conversationId: friendChat, until: sortKey }));
  valueOf(await calls['conversations.pin']({ conversationId: friendChat, isPinned: true }));
  valueOf(await calls['conversations.mute']({ conversationId: friendChat, length: 'always' }));
  valueOf(
    await calls['drafts.keep']({
      draftId: crypto.randomUUID(),
      conversationId: friendChat,
      text: secret('draft'),
      replyToId: said,
      mentions: [],
      mode: 'plain',
      burnSeconds: null,
      pictureCount: 0,
      isTakenBack: false,
    }),
  );
  valueOf(await calls['emoji.noteChosen']({ emoji: note('recent emoji', emoji.recent) }));
  await eventually(async () => (await shown()).every(({ delivery }) => delivery.state !== 'pending'));
  return { accountId, calls, friendChat, needles };
}

/** The labels of what is found in the files as they lie there, and in the databases that can be opened. */
function findsOf(dataDirectory: string, needles: readonly Needle[]): readonly string[] {
  const search = new PieceSearch([...needles]);
  const places = [
    ...filesUnder(dataDirectory).map((file) => readFileSync(file)),
    ...decryptedDatabases(dataDirectory).map(({ pages }) => pages),
  ];
  return [...new Set(places.flatMap((bytes) => search.findIn(bytes).map(({ label }) => label)))].sort();
}

const labelsOf = ({ needles }: FullAccount): readonly string[] => needles.map(({ label }) => label).sort();

/** The database of an account as it lies on the disk and the key to it: with both, all of it could be read later. */
function sealed({ accountId }: FullAccount): readonly Needle[] {
  const folder = join(app.dataDirectory, 'accounts', accountId);
  const { key } = JSON.parse(readFileSync(join(folder, 'key.json'), 'utf8')) as { key: string };
  const bytes = plainVault.unwrap(key);
  if (bytes === null) throw new Error('no key');
  return [
    // One page is enough, and is soon compared with itself.
    { label: 'database', bytes: readFileSync(join(folder, 'messages.db')).subarray(0, 4_096) },
    { label: 'key', bytes },
    { label: 'key as text', bytes: Buffer.from(Buffer.from(bytes).toString('base64')) },
  ];
}

/** What was written a moment ago may not lie on the disk yet. */
const isOnDisk = (account: FullAccount): Promise<void> =>
  eventually(() => findsOf(app.dataDirectory, account.needles).length === account.needles.length);

describe('one of two accounts of a computer, wiped with all that is kept of it', () => {
  it('leaves no piece of a text, caption, picture, edit, draft or sign, and the other account is whole', async () => {
    expect(labelsOf(leaves).length).toBeGreaterThanOrEqual(13);
    // It has sight: everything of both is there before.
    for (const account of [leaves, stays]) await isOnDisk(account);
    const gone = [...leaves.needles, ...sealed(leaves)];

    const { accountId } = leaves;
    valueOf(await app.messenger.callAccount(accountId, 'account.signOut', { data: 'wipe' }));
    expect(findsOf(app.dataDirectory, gone)).toEqual([]);
    expect(readdirSync(join(app.dataDirectory, 'accounts'))).toEqual([stays.accountId]);
    expect(findsOf(app.dataDirectory, stays.needles)).toEqual(labelsOf(stays));
    // It goes on as if nothing had been.
    const { calls, friendChat } = stays;
    const [chat] = valueOf(await calls['conversations.list']({ after: null, limit: 500 }));
    expect(chat?.conversationId).toBe(friendChat);
    expect(chat?.pinRank).toBeDefined();
    expect(valueOf(await calls['messages.pinned']({ conversationId: friendChat }))).toHaveLength(1);
    expect(valueOf(await calls['drafts.list'](null))).toHaveLength(1);
  });

  it('is wiped by the next start when the program ended in its middle, and the other account opens whole', async () => {
    await app.stop();
    const gone = [...leaves.needles, ...sealed(leaves)];
    expect(findsOf(app.dataDirectory, gone)).toEqual([...labelsOf(leaves), 'database', 'key as text'].sort());
    new AccountRegistry(app.dataDirectory).beginWipe(leaves.accountId, stays.accountId, []);
    const again = new TestMessenger({ name: 'app', dataDirectory: app.dataDirectory });
    started.push(again);
    await again.messenger.start();
    expect(again.current()?.account.accountId).toBe(stays.accountId);
    expect(findsOf(app.dataDirectory, gone)).toEqual([]);
    expect(findsOf(app.dataDirectory, stays.needles)).toEqual(labelsOf(stays));
  });
});
