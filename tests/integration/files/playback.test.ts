import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { systemDisk, type Disk } from '../../../main/attachments/disk';
import type { MessageId } from '../../../main/domain/ids';
import { revokeMessage } from '../../../main/messaging/revoke-message';
import { sendMessage } from '../../../main/messaging/send-message';
import { burnNow, coverAll, revealMessage } from '../../../main/messaging/burn-message';
import type { RangedAnswer } from '../../../main/platform/ranged-answer';
import { contentOf } from '../../support/attachments/content';
import { eventually } from '../../support/eventually';
import { befriendDevices, chatWith, received } from '../../support/file-devices';
import { registerPeer } from '../../support/raw-peer';
import { TestAccount } from '../../support/test-account';

/** A WebM as far as its first bytes; what follows is noise. */
const film = contentOf(7, 500_000);
film.set([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84, 0x77, 0x65, 0x62, 0x6d]);
const chunkBytes = 64 * 1024;
let server: RunningServer;
let ann: TestAccount;
let ben: TestAccount;
let chunksRead: number[];

/** Tells which sealed chunks were read. */
const watchedDisk: Disk = {
  ...systemDisk,
  open: async (path) => {
    const file = await systemDisk.open(path);
    if (file === null || !path.includes('attachments')) return file;
    return {
      size: () => file.size(),
      read: (range) => {
        chunksRead.push(Math.floor(range.start / chunkBytes));
        return file.read(range);
      },
      write: (bytes, start) => file.write(bytes, start),
      sync: () => file.sync(),
      close: () => file.close(),
    };
  },
};

beforeEach(async () => {
  chunksRead = [];
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 2 });
  for (const name of ['ann', 'ben']) await registerPeer(server.url, name);
  ann = new TestAccount('ann', server.url, { disk: watchedDisk });
  ben = new TestAccount('ben', server.url);
  await Promise.all([ann.goOnline(), ben.goOnline()]);
  await befriendDevices(ann, ben);
});
afterEach(async () => {
  await Promise.all([ann.dispose(), ben.dispose()]);
  await server.stop();
});

interface Sent {
  readonly bytes: Uint8Array;
  readonly mediaType?: string;
  readonly burnSeconds?: number | null;
}

/** Ann's own message, whose bytes lie in her store, or travel with it. */
async function send({ bytes, mediaType = 'video/webm', burnSeconds = null }: Sent): Promise<MessageId> {
  const { uploads } = ann.account.files;
  const begun = await uploads.begin({ name: 'film.webm', sizeBytes: bytes.length, mediaType });
  if (!begun.ok) throw new Error(begun.code);
  await uploads.append(begun.value, bytes);
  const ready = await uploads.finish(begun.value);
  if (!ready.ok) throw new Error(ready.code);
  const request = { conversationId: chatWith(ben), replyToId: null, mentions: [], burnSeconds };
  const sent = sendMessage({ ...request, content: { kind: 'file', ...ready.value } }, ann.account.messaging);
  if (!sent.ok) throw new Error(sent.code);
  return sent.value;
}

async function open(by: TestAccount, messageId: MessageId): Promise<string> {
  const opened = await by.account.files.playback.open(messageId);
  if (!opened.ok) throw new Error(opened.code);
  return opened.value.handle;
}

async function bytesOf(answer: RangedAnswer | null): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of answer?.body ?? []) parts.push(part);
  return Buffer.concat(parts);
}

const ask = (handle: string, range: string | null = null): RangedAnswer | null =>
  ann.account.files.playback.answer(handle, range);

describe('a file that is played', () => {
  it('is given as a whole and by every kind of range, and is what it was', async () => {
    const handle = await open(ann, await send({ bytes: film }));
    expect(handle).toMatch(/^[0-9a-f]{32}$/u);
    expect((await bytesOf(ask(handle))).equals(film)).toBe(true);
    const ranges = [
      ['bytes=0-', 0, film.length],
      ['bytes=0-0', 0, 1],
      [`bytes=${String(chunkBytes - 1)}-${String(chunkBytes)}`, chunkBytes - 1, chunkBytes + 1],
      ['bytes=-7', film.length - 7, film.length],
      ['bytes=131072-', 131_072, film.length],
    ] as const;
    for (const [range, start, end] of ranges) {
      const answer = ask(handle, range);
      expect(answer?.status).toBe(206);
      expect((await bytesOf(answer)).equals(Buffer.from(film.subarray(start, end)))).toBe(true);
    }
    expect(ask(handle, `bytes=${String(film.length)}-`)?.status).toBe(416);
  });

  it('is read and opened by the chunks that are asked for, and not one more', async () => {
    const handle = await open(ann, await send({ bytes: film }));
    chunksRead = [];
    await bytesOf(ask(handle, `bytes=${String(3 * chunkBytes + 5)}-${String(4 * chunkBytes + 5)}`));
    expect(chunksRead).toEqual([3, 4]);
    chunksRead = [];
    const iterator = ask(handle, 'bytes=0-')?.body?.[Symbol.asyncIterator]();
    await iterator?.next();
    await iterator?.return?.();
    expect(chunksRead).toEqual([0]);
  });

  it('ends in the middle when its author takes it back, at once and before the server has said so', async () => {
    const messageId = await send({ bytes: film });
    const handle = await open(ann, messageId);
    const answer = ask(handle, 'bytes=0-');
    const iterator = answer?.body?.[Symbol.asyncIterator]();
    await iterator?.next();
    revokeMessage(messageId, ann.account.messaging);
    expect(answer?.ended?.aborted).toBe(true);
    await expect(iterator?.next()).rejects.toMatchObject({ code: 'gone' });
    expect(ask(handle)).toBeNull();
    expect(await ann.account.files.playback.open(messageId)).toEqual({ ok: false, code: 'alreadyGone' });
  });

  it('that travelled with its message is played from it, and ends with it', async () => {
    const small = film.subarray(0, 20_000);
    const messageId = await send({ bytes: small });
    const mine = await received(ben, chatWith(ann), messageId);
    const handle = await open(ben, mine);
    const answer = ben.account.files.playback.answer(handle, 'bytes=100-199');
    expect((await bytesOf(answer)).equals(Buffer.from(small.subarray(100, 200)))).toBe(true);
    revokeMessage(messageId, ann.account.messaging);
    await eventually(() => ben.account.files.playback.answer(handle, null) === null);
  });

  it('that burns is played while it is open, and ends when it is covered and when it burns', async () => {
    const messageId = await send({ bytes: film.subarray(0, 20_000), burnSeconds: 60 });
    const mine = await received(ben, chatWith(ann), messageId);
    const { playback } = ben.account.files;
    expect(await playback.open(mine)).toEqual({ ok: false, code: 'alreadyGone' });
    revealMessage(mine, ben.account.messaging);
    const covered = await open(ben, mine);
    expect(playback.answer(covered, null)?.status).toBe(200);
    coverAll(ben.account.messaging);
    expect(playback.answer(covered, null)).toBeNull();
    revealMessage(mine, ben.account.messaging);
    const burned = await open(ben, mine);
    burnNow(mine, ben.account.messaging);
    expect(playback.answer(burned, null)).toBeNull();
  });

  it('needs its bytes to be what they say: a page that is called a film is none', async () => {
    const page = Buffer.from('<!doctype html><script>alert(1)</script>');
    const messageId = await send({ bytes: page });
    expect(await ann.account.files.playback.open(messageId)).toEqual({ ok: false, code: 'notPlayable' });
    const paper = await send({ bytes: film, mediaType: 'application/pdf' });
    expect(await ann.account.files.playback.open(paper)).toEqual({ ok: false, code: 'notPlayable' });
  });

  it('has a handle of its own each time, of its own account, and nobody has too many', async () => {
    const messageId = await send({ bytes: film });
    const first = await open(ann, messageId);
    expect(ben.account.files.playback.answer(first, null)).toBeNull();
    const second = await open(ann, messageId);
    expect(second).not.toBe(first);
    ann.account.files.playback.close(second);
    expect(ask(second)).toBeNull();
    for (let count = 0; count < 64; count += 1) await open(ann, messageId);
    expect(ask(first)).toBeNull();
  });

  it('ends with its account', async () => {
    const handle = await open(ann, await send({ bytes: film }));
    const answer = ask(handle);
    ann.account.files.dispose();
    expect(answer?.ended?.aborted).toBe(true);
    expect(ask(handle)).toBeNull();
  });
});
