import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileContentView, FileStateView } from '../../../preload/contract/file-views';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { contentOf } from '../../support/attachments/content';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

const large = contentOf(5, 900_000);
let server: RunningServer;
let folder: string;
let ann: TestMessenger;
let ben: TestMessenger;
let chatOfAnn: string;
let chatOfBen: string;
const shown: string[] = [];
beforeEach(async () => {
  server = await startEmbeddedServer({ passwordCost: 2, deviceLimit: 3 });
  folder = mkdtempSync(join(tmpdir(), 'tim-saved-'));
  shown.length = 0;
  ann = new TestMessenger({ name: 'ann' });
  ben = new TestMessenger({
    name: 'ben',
    files: { choose: async (name) => join(folder, name), show: (path) => void shown.push(path) },
  });
  const [nodeOfAnn, nodeOfBen] = [await ann.signUp(server.url), await ben.signUp(server.url)];
  await befriend(ann, ben, [nodeOfAnn, nodeOfBen]);
  [chatOfAnn, chatOfBen] = [`u:${nodeOfBen}`, `u:${nodeOfAnn}`];
});
afterEach(async () => {
  await Promise.all([ann.dispose(), ben.dispose()]);
  rmSync(folder, { recursive: true, force: true });
  await server.stop();
});

/** What the window does with a file that the user chose. */
async function send(name: string, bytes: Uint8Array): Promise<string> {
  const file = { name, sizeBytes: bytes.length, mediaType: 'application/pdf' };
  const { uploadId } = valueOf(await ann.calls['files.begin'](file));
  for (let start = 0; start < bytes.length; start += 300_000)
    valueOf(await ann.calls['files.append']({ uploadId, bytes: bytes.subarray(start, start + 300_000) }));
  const request = { uploadId, conversationId: chatOfAnn, replyToId: null };
  return valueOf(await ann.calls['files.send'](request)).messageId;
}

interface Got {
  readonly messageId: string;
  readonly file: FileContentView;
}

/** The newest message of Ben's chat, if it is a file. */
async function newest(): Promise<Got | null> {
  const message = (await ben.messages(chatOfBen)).at(-1);
  return message?.body.kind === 'file' ? { messageId: message.messageId, file: message.body } : null;
}

async function until(kind: FileStateView['kind']): Promise<Got> {
  await eventually(async () => (await newest())?.file.state.kind === kind, 60_000);
  const got = await newest();
  if (got === null) throw new Error('no file');
  return got;
}

describe('a file over the bridge', () => {
  it('is offered, fetched, saved under its safe name and shown in its folder', async () => {
    await send('..\\report.pdf.exe', large);
    const { messageId, file } = await until('offered');
    expect(file).toMatchObject({ name: 'report.pdf.exe', sizeBytes: 900_000, warning: 'program' });
    expect(await ben.calls['files.save']({ messageId })).toMatchObject({ failure: { code: 'alreadyGone' } });
    expect(await ben.calls['files.show']({ messageId })).toMatchObject({ failure: { code: 'alreadyGone' } });
    valueOf(await ben.calls['files.fetch']({ messageId }));
    await until('here');
    expect(valueOf(await ben.calls['files.save']({ messageId }))).toEqual({ isSaved: true });
    expect(readdirSync(folder)).toEqual(['report.pdf.exe']);
    expect(readFileSync(join(folder, 'report.pdf.exe')).equals(large)).toBe(true);
    valueOf(await ben.calls['files.show']({ messageId }));
    expect(shown).toEqual([join(folder, 'report.pdf.exe')]);
  });

  it('that is small is saved at once, and its name is what the list and an answer show', async () => {
    await send('notes.txt', large.subarray(0, 9_000));
    const { messageId } = await until('here');
    expect(valueOf(await ben.calls['files.save']({ messageId }))).toEqual({ isSaved: true });
    expect(readFileSync(join(folder, 'notes.txt')).equals(large.subarray(0, 9_000))).toBe(true);
    expect((await ben.conversations())[0]?.preview).toEqual({
      kind: 'file',
      authorName: null,
      name: 'notes.txt',
    });
    expect(valueOf(await ben.calls['messages.quote']({ messageId }))).toMatchObject({
      kind: 'file',
      name: 'notes.txt',
    });
  });

  it('that was taken back is saved by nobody', async () => {
    const sent = await send('secret.pdf', large);
    const { messageId } = await until('offered');
    valueOf(await ann.calls['messages.revoke']({ messageId: sent }));
    await eventually(async () => (await ben.messages(chatOfBen)).at(-1)?.body.kind === 'revoked');
    for (const call of ['files.save', 'files.fetch'] as const)
      expect(await ben.calls[call]({ messageId })).toMatchObject({ failure: { code: 'alreadyGone' } });
    expect(existsSync(join(folder, 'secret.pdf'))).toBe(false);
  });

  it('that is given up while it is taken in leaves nothing', async () => {
    const file = { name: 'a', sizeBytes: 900_000, mediaType: '' };
    const { uploadId } = valueOf(await ann.calls['files.begin'](file));
    valueOf(await ann.calls['files.append']({ uploadId, bytes: large.subarray(0, 400_000) }));
    valueOf(await ann.calls['files.discard']({ uploadId }));
    expect(await ann.calls['files.append']({ uploadId, bytes: large })).toMatchObject({
      failure: { code: 'alreadyGone' },
    });
  });

  it('that has another length than was said is not sent', async () => {
    for (const sizeBytes of [899_999, 900_001]) {
      const { uploadId } = valueOf(await ann.calls['files.begin']({ name: 'a', sizeBytes, mediaType: '' }));
      const appended = await ann.calls['files.append']({ uploadId, bytes: large });
      const sent = await ann.calls['files.send']({ uploadId, conversationId: chatOfAnn, replyToId: null });
      const codes = [appended, sent].flatMap((result) => (result.ok ? [] : [result.failure.code]));
      expect(codes[0]).toBe('fileChanged');
    }
  });
});
