import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageId } from '../../../main/domain/ids';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { revokeMessage } from '../../../main/messaging/revoke-message';
import { sendMessage } from '../../../main/messaging/send-message';
import { contentOf } from '../../support/attachments/content';
import { eventually } from '../../support/eventually';
import {
  befriendDevices,
  chatWith,
  hashHere,
  hashOf,
  received,
  sendFile,
  stateOf,
} from '../../support/file-devices';
import { registerPeer } from '../../support/raw-peer';
import { TestAccount } from '../../support/test-account';

const small = contentOf(1, 20_000);
const large = contentOf(2, 2_300_000);
const patient = { timeoutMs: 60_000 };
let server: RunningServer;
let ann: TestAccount;
let ben: TestAccount;
beforeEach(async () => {
  server = await startEmbeddedServer({ passwordCost: 2, deviceLimit: 3 });
  for (const name of ['ann', 'ben']) await registerPeer(server.url, name);
  ann = new TestAccount('ann', server.url);
  ben = new TestAccount('ben', server.url);
  await Promise.all([ann.goOnline(), ben.goOnline()]);
  await befriendDevices(ann, ben);
});
afterEach(async () => {
  await Promise.all([ann.dispose(), ben.dispose()]);
  await server.stop();
});

const filesOf = ({ files }: TestAccount): readonly string[] => {
  const folder = join(files.folder, 'attachments');
  return existsSync(folder) ? readdirSync(folder) : [];
};

/** A large file of Ann that Ben was offered. */
async function offer(): Promise<readonly [sent: MessageId, got: MessageId]> {
  const sent = await sendFile(ann, chatWith(ben), { name: 'large.bin', bytes: large });
  return [sent, await received(ben, chatWith(ann), sent)];
}

describe('a small file', () => {
  it('is here with its message', async () => {
    const sent = await sendFile(ann, chatWith(ben), { name: '../notes.txt', bytes: small });
    const got = await received(ben, chatWith(ann), sent);
    const message = ben.files.store.messages.byId(got);
    expect(message?.file).toMatchObject({ name: 'notes.txt', sizeBytes: 20_000, isCarried: true });
    expect(stateOf(ben, got)).toEqual({ kind: 'here' });
    expect(Buffer.from(ben.files.store.messages.attachmentOf(got) ?? []).equals(small)).toBe(true);
    expect([filesOf(ann), filesOf(ben)]).toEqual([[], []]);
  });
});

describe('a large file', () => {
  it('is offered, and here as a whole once it was wanted', async () => {
    const [sent, got] = await offer();
    expect([stateOf(ann, sent), stateOf(ben, got)]).toEqual([{ kind: 'here' }, { kind: 'offered' }]);
    expect(await ben.account.files.fetches.fetch(got)).toBeNull();
    await eventually(() => stateOf(ben, got)?.kind === 'here', patient);
    expect(await hashHere(ben, got)).toBe(hashOf(large));
  });

  it('waits for its author, and comes by itself when they are back', async () => {
    const [, got] = await offer();
    await ann.stop();
    await ben.account.files.fetches.fetch(got);
    await eventually(() => stateOf(ben, got)?.kind === 'waiting');
    ann.reopen();
    await ann.goOnline();
    await eventually(() => stateOf(ben, got)?.kind === 'here', patient);
    expect(await hashHere(ben, got)).toBe(hashOf(large));
  });

  it('that is taken back is given no more, and nothing of it stays on either side', async () => {
    const [sent, got] = await offer();
    await ben.account.files.fetches.fetch(got);
    await eventually(() => filesOf(ben).length === 1);
    expect(revokeMessage(sent, ann.account.messaging).ok).toBe(true);
    await eventually(() => filesOf(ann).length === 0 && filesOf(ben).length === 0);
    expect([stateOf(ann, sent), stateOf(ben, got)]).toEqual([null, null]);
  });

  it('keeps no message waiting', async () => {
    const [, got] = await offer();
    await ben.account.files.fetches.fetch(got);
    await eventually(() => stateOf(ben, got)?.kind === 'fetching');
    const text = { kind: 'text', text: 'beside it' } as const;
    const request = { replyToId: null, mentions: [], burnSeconds: null, content: text };
    const said = sendMessage({ ...request, conversationId: chatWith(ben) }, ann.account.messaging);
    if (!said.ok) throw new Error(said.code);
    await received(ben, chatWith(ann), said.value);
    await eventually(() => stateOf(ben, got)?.kind === 'here', patient);
  });

  it('is paused and goes on where it was, and nothing stays of one that is not wanted any more', async () => {
    const [, got] = await offer();
    const { fetches } = ben.account.files;
    await fetches.fetch(got);
    await eventually(() => stateOf(ben, got)?.kind === 'fetching');
    fetches.pause(got);
    expect(stateOf(ben, got)).toMatchObject({ kind: 'paused' });
    await fetches.fetch(got);
    await eventually(
      () => stateOf(ben, got)?.kind === 'fetching' || stateOf(ben, got)?.kind === 'here',
      patient,
    );
    fetches.cancel(got);
    await eventually(() => filesOf(ben).length === 0 || stateOf(ben, got)?.kind === 'here', patient);
  });
});
