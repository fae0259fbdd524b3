import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AttachmentKeeper } from '../../../main/account/active/attachment-keeper';
import { AccountAttachments } from '../../../main/attachments/account-attachments';
import { sealingKeyOf } from '../../../main/attachments/secret-store';
import type { MessageId } from '../../../main/domain/ids';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { burnNow, revealMessage } from '../../../main/messaging/burn-message';
import { revokeMessage } from '../../../main/messaging/revoke-message';
import { systemClock } from '../../../main/platform/clock';
import { silentLogger } from '../../../main/platform/logger';
import { systemRandom } from '../../../main/platform/random';
import { contentOf } from '../../support/attachments/content';
import { RememberingRandom } from '../../support/attachments/remembering-random';
import { eventually } from '../../support/eventually';
import { befriendDevices, chatWith, received, sendFile, stateOf } from '../../support/file-devices';
import { PieceSearch, type Needle } from '../../support/forensics/piece-search';
import { png } from '../../support/pictures';
import { registerPeer } from '../../support/raw-peer';
import { TestAccount } from '../../support/test-account';
import { TestStore } from '../../support/test-store';

const content = contentOf(9, 700_000);
const carried = contentOf(10, 9_000);
const fileName = 'unmistakable name of a secret.png';
const caption = 'what goes with it is nobody else’s matter';
const preview = png({ width: 320, height: 200 }, 'what the small picture of it shows');
const patient = { timeoutMs: 60_000 };
let server: RunningServer;
let ann: TestAccount;
let ben: TestAccount;
const randoms = { ann: new RememberingRandom(), ben: new RememberingRandom() };
beforeEach(async () => {
  server = await startEmbeddedServer({ passwordCost: 2, deviceLimit: 3 });
  for (const name of ['ann', 'ben']) await registerPeer(server.url, name);
  ann = new TestAccount('ann', server.url, { random: randoms.ann });
  ben = new TestAccount('ben', server.url, { random: randoms.ben });
  await Promise.all([ann.goOnline(), ben.goOnline()]);
  await befriendDevices(ann, ben);
});
afterEach(async () => {
  await Promise.all([ann.dispose(), ben.dispose()]);
  await server.stop();
});

const attachmentsOf = ({ files }: Pick<TestAccount, 'files'>): readonly string[] => {
  const folder = join(files.folder, 'attachments');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
};

/** What must be nowhere: name, ticket, hashes, content, and the keys and sealed bytes of everything that lies here. */
function needlesOf(one: TestAccount, messageId: MessageId, bytes: Uint8Array): readonly Needle[] {
  const { messages } = one.files.store;
  const burning = messages.burnContents([messageId]).get(messageId);
  const file = burning?.file ?? messages.byId(messageId)?.file;
  const beside = burning?.readBytes() ?? messages.attachmentOf(messageId) ?? new Uint8Array();
  const random = one === ann ? randoms.ann : randoms.ben;
  return [
    { label: 'name', bytes: Buffer.from(fileName) },
    { label: 'caption', bytes: Buffer.from(caption) },
    { label: 'preview', bytes: preview },
    { label: 'ticket', bytes: Buffer.from(file?.ticket ?? '') },
    { label: 'hash', bytes: Buffer.from(file?.hash ?? '') },
    { label: 'beside', bytes: beside.subarray(0, 160) },
    { label: 'content', bytes: bytes.subarray(0, 4_096) },
    ...random.keys.map((key) => ({ label: 'key', bytes: key })),
    ...attachmentsOf(one).map((path) => ({
      label: 'sealed content',
      bytes: readFileSync(path).subarray(0, 4_096),
    })),
  ].filter(({ bytes: { length } }) => length > 0);
}

/** What of the needles is in the files of an account, or in its database without encryption. */
function findsOf({ files }: Pick<TestAccount, 'files'>, needles: readonly Needle[]): readonly string[] {
  const entries = readdirSync(files.folder, { recursive: true, withFileTypes: true });
  const bytes = entries
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  const finds = new PieceSearch(needles).findIn(Buffer.concat([...bytes, files.decryptedPages()]));
  return [...new Set(finds.map(({ label }) => label))].sort();
}

/** A file of Ann that Ben has been offered. */
async function offer(
  bytes: Uint8Array,
  burnSeconds: number | null = null,
): Promise<readonly [sent: MessageId, got: MessageId]> {
  const file = { name: fileName, bytes, caption, preview, burnSeconds };
  const sent = await sendFile(ann, chatWith(ben), file);
  return [sent, await received(ben, chatWith(ann), sent)];
}

/** Nothing of a message and its file is here any more, on both sides. */
async function untilGone(
  state: 'revoked' | 'burned',
  [sent, got]: readonly [MessageId, MessageId],
): Promise<void> {
  await eventually(() => ben.files.store.messages.byId(got)?.contentState === state, patient);
  await eventually(() => ann.files.store.messages.byId(sent)?.contentState === state, patient);
  await eventually(() => attachmentsOf(ann).length + attachmentsOf(ben).length === 0, patient);
  // Keys are destroyed before the files go, and both are confirmed when the state is.
  await eventually(
    () => [ann, ben].every(({ files }) => files.store.attachments.going(1).length === 0),
    patient,
  );
}

describe('a file that burns', () => {
  it.each([
    ['is burned by its reader', 600, 'burned'],
    ['was open for its time', 5, 'burned'],
    ['is taken back while it is open', 600, 'revoked'],
    ['is taken back while a part of it is here', 600, 'revoked'],
  ] as const)('and %s leaves nothing on either side', async (way, seconds, end) => {
    const ids = await offer(content, seconds);
    const [sent, got] = ids;
    // Until all of it is here, it is not opened, and no clock runs.
    expect(revealMessage(got, ben.account.messaging)).toMatchObject({ code: 'fileNotHere' });
    await ben.account.files.fetches.fetch(got);
    const isPart = way.includes('part');
    if (isPart) {
      await eventually(() => attachmentsOf(ben).some((path) => readFileSync(path).length > 65_536), patient);
      ben.account.files.fetches.pause(got);
    } else {
      await eventually(() => ben.files.store.attachments.ofMessage(got).length > 0, patient);
    }
    const needles = [needlesOf(ann, sent, content), needlesOf(ben, got, content)] as const;
    for (const [one, some] of [
      [ann, needles[0]],
      [ben, needles[1]],
    ] as const)
      expect(findsOf(one, some)).toEqual(expect.arrayContaining(['caption', 'name', 'preview', 'ticket']));
    if (!isPart) expect(revealMessage(got, ben.account.messaging).ok).toBe(true);
    ben.account.burnScheduler.sweep();
    if (way === 'is burned by its reader') burnNow(got, ben.account.messaging);
    if (end === 'revoked') expect(revokeMessage(sent, ann.account.messaging).ok).toBe(true);
    await untilGone(end, ids);
    expect([findsOf(ann, needles[0]), findsOf(ben, needles[1])]).toEqual([[], []]);
  });

  it('and whose reader ended the program while it was open leaves nothing once its time is over', async () => {
    const ids = await offer(content, 5);
    const [sent, got] = ids;
    await ben.account.files.fetches.fetch(got);
    await eventually(() => ben.files.store.attachments.ofMessage(got).length > 0, patient);
    const needles = [needlesOf(ann, sent, content), needlesOf(ben, got, content)] as const;
    expect(revealMessage(got, ben.account.messaging).ok).toBe(true);
    await ben.stop();
    ben.reopen();
    await ben.goOnline();
    await untilGone('burned', ids);
    expect([findsOf(ann, needles[0]), findsOf(ben, needles[1])]).toEqual([[], []]);
  });
});

describe('a file that is taken back', () => {
  it.each([
    ['carried', carried, 'here'],
    ['offered and not fetched', content, 'offered'],
    ['fetched', content, 'here'],
    ['fetched in part', content, 'part'],
  ])('and was %s leaves nothing on either side', async (name, bytes, kind) => {
    const [sent, got] = await offer(bytes);
    if (name.startsWith('fetched')) await ben.account.files.fetches.fetch(got);
    if (kind === 'part') {
      await eventually(() => attachmentsOf(ben).some((path) => readFileSync(path).length > 65_536), patient);
      ben.account.files.fetches.pause(got);
    } else await eventually(() => stateOf(ben, got)?.kind === kind, patient);
    const needles = [needlesOf(ann, sent, bytes), needlesOf(ben, got, bytes)] as const;
    // What is searched for would be found.
    expect(findsOf(ann, needles[0])).toContain('ticket');
    expect(findsOf(ben, needles[1])).toContain('name');
    expect(revokeMessage(sent, ann.account.messaging).ok).toBe(true);
    await untilGone('revoked', [sent, got]);
    expect([findsOf(ann, needles[0]), findsOf(ben, needles[1])]).toEqual([[], []]);
  });

  it('after its reader was killed in the middle of fetching it leaves nothing of what had come', async () => {
    const [, got] = await offer(content);
    await ben.account.files.fetches.fetch(got);
    await eventually(() => attachmentsOf(ben).some((path) => readFileSync(path).length > 65_536), patient);
    const needles = needlesOf(ben, got, content);
    const files = new TestStore(ben.files);
    const attachments = new AccountAttachments({
      folder: files.folder,
      sealingKey: sealingKeyOf(files.key),
      random: systemRandom,
    });
    const { store } = files;
    expect(store.attachments.parts()).toHaveLength(1);
    expect(findsOf({ files }, needles)).toEqual(expect.arrayContaining(['name', 'sealed content']));
    const keeper = new AttachmentKeeper({ store, attachments, clock: systemClock, logger: silentLogger });
    store.transaction((write) => write.messages.erase(got, 'revoked', ann.account.self()));
    await keeper.finish();
    await attachments.close();
    expect([findsOf({ files }, needles), attachmentsOf({ files })]).toEqual([[], []]);
    files.dispose();
  });

  it('and was passed on leaves nothing of what it was, and what it became stays', async () => {
    const [sent, got] = await offer(content);
    await ben.account.files.fetches.fetch(got);
    await eventually(() => stateOf(ben, got)?.kind === 'here', patient);
    const message = ben.files.store.messages.byId(got);
    const copied = message === null ? null : await ben.account.files.copies.copy(message);
    if (copied?.ok !== true) throw new Error('not copied');
    const ticket = Buffer.from(message?.file?.ticket ?? '');
    expect(copied.value.info.ticket).not.toBe(message?.file?.ticket);
    expect(attachmentsOf(ben)).toHaveLength(2);
    expect(revokeMessage(sent, ann.account.messaging).ok).toBe(true);
    await eventually(() => ben.files.store.messages.byId(got)?.contentState === 'revoked', patient);
    await eventually(() => attachmentsOf(ben).length === 1, patient);
    expect(findsOf(ben, [{ label: 'ticket', bytes: ticket }])).toEqual([]);
    // It is not sent after all.
    await ben.account.files.copies.drop(copied.value);
    expect(attachmentsOf(ben)).toEqual([]);
  });

  it('and was given up before leaves nothing of what had come', async () => {
    const [, got] = await offer(content);
    await ben.account.files.fetches.fetch(got);
    await eventually(() => attachmentsOf(ben).some((path) => readFileSync(path).length > 65_536), patient);
    const needles = needlesOf(ben, got, content).filter(
      ({ label }) => label === 'key' || label.startsWith('sealed'),
    );
    ben.account.files.fetches.cancel(got);
    await eventually(() => ben.files.store.attachments.going(1).length === 0, patient);
    expect([findsOf(ben, needles), attachmentsOf(ben)]).toEqual([[], []]);
  });
});
