import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesOf } from '../../../main/attachments/attachment-writer';
import type { AttachmentPlace } from '../../../main/domain/attachment';
import { toConversationId, type ConversationId, type MessageId } from '../../../main/domain/ids';
import type { Message } from '../../../main/domain/message';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { burnNow, revealMessage } from '../../../main/messaging/burn-message';
import { revokeMessage } from '../../../main/messaging/revoke-message';
import { sendMessage } from '../../../main/messaging/send-message';
import { bytesIn, codeOf, contentOf, inParts } from '../../support/attachments/content';
import { RememberingRandom } from '../../support/attachments/remembering-random';
import { eventually } from '../../support/eventually';
import { PieceSearch, type Needle } from '../../support/forensics/piece-search';
import { registerPeer } from '../../support/raw-peer';
import { TestAccount } from '../../support/test-account';

const slotBytes = 64;
const content = contentOf(1, 300_000);
const mostBytes = content.length;
let server: RunningServer;
let random: RememberingRandom;
let ann: TestAccount;
let ben: TestAccount;
beforeEach(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 2, deviceLimit: 3 });
  for (const name of ['ann', 'ben']) await registerPeer(server.url, name);
  random = new RememberingRandom();
  ann = new TestAccount('ann', server.url);
  ben = new TestAccount('ben', server.url, { random });
  await Promise.all([ann.goOnline(), ben.goOnline()]);
  await ann.account.client.people.add(ben.account.self(), 'hello');
  await ben.account.client.people.add(ann.account.self(), 'hello');
  for (const { account } of [ann, ben]) await account.directory.refreshRoster();
});
afterEach(async () => {
  await Promise.all([ann.dispose(), ben.dispose()]);
  await server.stop();
});

const chatWith = (one: TestAccount): ConversationId => toConversationId(`u:${one.account.self()}`);

/** A message of Ann that Ben has; a kind of content with a file that is not there yet would say where the file is. */
async function send(
  text: string,
  burnSeconds: number | null,
): Promise<readonly [sent: MessageId, received: MessageId]> {
  const request = { conversationId: chatWith(ben), replyToId: null, mentions: [], burnSeconds };
  const sent = sendMessage({ ...request, content: { kind: 'text', text } }, ann.account.messaging);
  if (!sent.ok) throw new Error(sent.code);
  const received = (): Message | null => {
    const newest = ben.files.store.messages.newest(chatWith(ann));
    return newest === null ? null : ben.files.store.messages.byId(newest.messageId);
  };
  await eventually(() => received()?.cid === sent.value);
  const message = received();
  if (message === null) throw new Error('not received');
  return [sent.value, message.messageId];
}

/** What the pretended kind does when the bytes of its file come: they are kept, then committed with the message. */
async function attach(messageId: MessageId): Promise<AttachmentPlace> {
  const attachments = await ben.account.attachments.open();
  const place = await attachments.keep(inParts(content, 20_000), { mostBytes });
  ben.account.store.transaction((write) =>
    write.attachments.add(messageId, place, { hash: null, mediaType: 'application/x-pretended' }),
  );
  return place;
}

/** What must be nowhere once it is erased: the key in the clear, the slot that only the account's key opens, the content. */
function needlesOf({ id, slot }: AttachmentPlace): readonly Needle[] {
  const file = join(ben.files.folder, 'attachments', id);
  const sealed = readFileSync(join(ben.files.folder, 'secrets')).subarray(
    slot * slotBytes,
    (slot + 1) * slotBytes,
  );
  return [
    { label: 'key', bytes: random.keys.at(-1) ?? new Uint8Array() },
    { label: 'slot', bytes: Buffer.from(sealed) },
    { label: 'sealed content', bytes: readFileSync(file).subarray(0, 4_096) },
    { label: 'content', bytes: content.subarray(0, 4_096) },
  ];
}

/** What of the needles is in the files of Ben's account or in its database without encryption. */
function findsOf(needles: readonly Needle[]): readonly string[] {
  const names = readdirSync(ben.files.folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const bytes = files.map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  const finds = new PieceSearch(needles).findIn(Buffer.concat([...bytes, ben.files.decryptedPages()]));
  return [...new Set(finds.map(({ label }) => label))].sort();
}

const fileNames = (): readonly string[] => readdirSync(join(ben.files.folder, 'attachments'));
const stateOf = ({ id }: AttachmentPlace): unknown =>
  ben.files.value(`SELECT state FROM attachment WHERE attachment_id = '${id}'`);
const isGone = (place: AttachmentPlace): boolean => stateOf(place) === 'gone';

describe('a message with a file, in an account', () => {
  it('is read by range, and its key is nowhere in the clear', async () => {
    const [, messageId] = await send('look', null);
    const place = await attach(messageId);
    const attachments = await ben.account.attachments.open();
    expect(ben.account.store.attachments.ofMessage(messageId)).toEqual([place]);
    const range = { start: 65_000, end: 140_000 };
    expect((await bytesIn(attachments, place, range)).equals(content.subarray(65_000, 140_000))).toBe(true);
    expect(findsOf(needlesOf(place))).toEqual(['sealed content', 'slot']);
  });

  it('that its author takes back loses its key and its file with it, and nothing of it is found', async () => {
    const [sent, messageId] = await send('oops', null);
    const place = await attach(messageId);
    const needles = needlesOf(place);
    expect(findsOf(needles)).toEqual(['sealed content', 'slot']);
    expect(revokeMessage(sent, ann.account.messaging).ok).toBe(true);
    await eventually(() => isGone(place));
    expect(ben.account.store.messages.byId(messageId)?.contentState).toBe('revoked');
    expect([findsOf(needles), fileNames()]).toEqual([[], []]);
    const attachments = await ben.account.attachments.open();
    expect(await codeOf(() => bytesIn(attachments, place))).toBe('gone');
  });

  it('that burns loses its key before anything else can happen in the turn of the commit', async () => {
    const [, messageId] = await send('burn', 60);
    const place = await attach(messageId);
    const needles = needlesOf(place);
    expect(revealMessage(messageId, ben.account.messaging).ok).toBe(true);
    const attachments = await ben.account.attachments.open();
    expect(burnNow(messageId, ben.account.messaging).ok).toBe(true);
    // Begun after the destruction, which began with the commit: what is asked now comes after it.
    expect(await codeOf(() => bytesIn(attachments, place))).toBe('gone');
    await eventually(() => isGone(place));
    expect([findsOf(needles), fileNames()]).toEqual([[], []]);
  });

  it('that was erased last is erased before the account has ended', async () => {
    const [, messageId] = await send('burn', 60);
    const place = await attach(messageId);
    const needles = needlesOf(place);
    expect(burnNow(messageId, ben.account.messaging).ok).toBe(true);
    await ben.account.stop();
    ben.files.reopen();
    expect([stateOf(place), findsOf(needles), fileNames()]).toEqual(['gone', [], []]);
  });

  it('leaves everything else of the account as it is', async () => {
    const [, first] = await send('first', null);
    const [, second] = await send('second', 60);
    const [kept, gone] = [await attach(first), await attach(second)];
    burnNow(second, ben.account.messaging);
    await eventually(() => isGone(gone));
    const attachments = await ben.account.attachments.open();
    expect([fileNames(), stateOf(kept)]).toEqual([[kept.id], 'kept']);
    expect((await bytesIn(attachments, kept)).equals(content)).toBe(true);
    expect(readFileSync(join(ben.files.folder, 'secrets')).includes(bytesOf(kept.id))).toBe(true);
  });
});

describe('an account whose messages have no files', () => {
  it('opens and makes nothing for attachments, whatever is erased', async () => {
    const [sent] = await send('oops', null);
    revokeMessage(sent, ann.account.messaging);
    const [, messageId] = await send('burn', 60);
    burnNow(messageId, ben.account.messaging);
    await eventually(() => ben.account.store.messages.byId(messageId)?.contentState === 'burned');
    expect(ben.account.attachments.isOpen).toBe(false);
    expect(['attachments', 'secrets'].filter((name) => existsSync(join(ben.files.folder, name)))).toEqual([]);
  });
});
