import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageId } from '../../../main/domain/ids';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { revokeMessage } from '../../../main/messaging/revoke-message';
import { contentOf } from '../../support/attachments/content';
import { RememberingRandom } from '../../support/attachments/remembering-random';
import { eventually } from '../../support/eventually';
import { befriendDevices, chatWith, received, sendFile, stateOf } from '../../support/file-devices';
import { PieceSearch, type Needle } from '../../support/forensics/piece-search';
import { registerPeer } from '../../support/raw-peer';
import { TestAccount } from '../../support/test-account';

const content = contentOf(9, 700_000);
const carried = contentOf(10, 9_000);
const fileName = 'unmistakable name of a secret.pdf';
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

const attachmentsOf = ({ files }: TestAccount): readonly string[] => {
  const folder = join(files.folder, 'attachments');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
};

/** What must be nowhere: name, ticket, hashes, content, and the keys and sealed bytes of everything that lies here. */
function needlesOf(one: TestAccount, messageId: MessageId, bytes: Uint8Array): readonly Needle[] {
  const { messages } = one.files.store;
  const file = messages.byId(messageId)?.file;
  const beside = messages.attachmentOf(messageId) ?? new Uint8Array();
  const random = one === ann ? randoms.ann : randoms.ben;
  return [
    { label: 'name', bytes: Buffer.from(fileName) },
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
function findsOf({ files }: TestAccount, needles: readonly Needle[]): readonly string[] {
  const entries = readdirSync(files.folder, { recursive: true, withFileTypes: true });
  const bytes = entries
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  const finds = new PieceSearch(needles).findIn(Buffer.concat([...bytes, files.decryptedPages()]));
  return [...new Set(finds.map(({ label }) => label))].sort();
}

/** A file of Ann that Ben has been offered. */
async function offer(bytes: Uint8Array): Promise<readonly [sent: MessageId, got: MessageId]> {
  const sent = await sendFile(ann, chatWith(ben), { name: fileName, bytes });
  return [sent, await received(ben, chatWith(ann), sent)];
}

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
    await eventually(() => ben.files.store.messages.byId(got)?.contentState === 'revoked', patient);
    await eventually(() => ann.files.store.messages.byId(sent)?.contentState === 'revoked', patient);
    await eventually(() => attachmentsOf(ann).length + attachmentsOf(ben).length === 0, patient);
    // Keys are destroyed before the files go, and both are confirmed when the state is.
    await eventually(
      () => [ann, ben].every(({ files }) => files.store.attachments.going(1).length === 0),
      patient,
    );
    expect([findsOf(ann, needles[0]), findsOf(ben, needles[1])]).toEqual([[], []]);
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
