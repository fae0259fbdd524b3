import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileDraft } from '../../../preload/contract/file-calls';
import type { FileContentView, FileStateView } from '../../../preload/contract/file-views';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { contentOf } from '../../support/attachments/content';
import { png } from '../../support/pictures';
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
    files: {
      choose: async (name) => join(folder, name),
      chooseFolder: async () => folder,
      show: (path) => void shown.push(path),
    },
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

/** A file that was taken in, with nothing beside it. */
const alone = (uploadId: string): FileDraft => ({
  uploadId,
  conversationId: chatOfAnn,
  preview: null,
  caption: '',
  mentions: [],
  burnSeconds: null,
  replyToId: null,
});

/** What the window does with a file that the user chose. */
async function send(name: string, bytes: Uint8Array, beside: Partial<FileDraft> = {}): Promise<string> {
  const { uploadId } = await takeIn(name, bytes);
  return valueOf(await ann.calls['files.send']({ ...alone(uploadId), ...beside })).messageId;
}

async function takeIn(name: string, bytes: Uint8Array): Promise<{ readonly uploadId: string }> {
  const file = { name, sizeBytes: bytes.length, mediaType: 'application/pdf' };
  const { uploadId } = valueOf(await ann.calls['files.begin'](file));
  for (let start = 0; start < bytes.length; start += 300_000)
    valueOf(await ann.calls['files.append']({ uploadId, bytes: bytes.subarray(start, start + 300_000) }));
  return { uploadId };
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
      const sent = await ann.calls['files.send'](alone(uploadId));
      const codes = [appended, sent].flatMap((result) => (result.ok ? [] : [result.failure.code]));
      expect(codes[0]).toBe('fileChanged');
    }
  });

  it('shows a small picture of it before it is fetched, and all of it inside of the app afterwards', async () => {
    const picture = Buffer.concat([png({ width: 4_000, height: 3_000 }), large]);
    const preview = png({ width: 320, height: 240 });
    await send('海边.png', picture, { preview, caption: '第一天' });
    const { messageId, file } = await until('offered');
    expect(file).toMatchObject({ shows: 'picture', preview: { width: 320, height: 240 }, caption: '第一天' });
    const shown = valueOf(await ben.calls['files.preview']({ messageId }));
    expect(Buffer.from(shown.bytes).equals(preview)).toBe(true);
    const early = await ben.calls['messages.image']({ messageId });
    expect(early).toMatchObject({ failure: { code: 'fileNotHere' } });
    valueOf(await ben.calls['files.fetch']({ messageId }));
    await until('here');
    const whole = valueOf(await ben.calls['messages.image']({ messageId }));
    expect(whole.mediaType).toBe('image/png');
    expect(Buffer.from(whole.bytes).equals(picture)).toBe(true);
  });

  it('that is called a picture and is none, or one that nobody could paint, is shown as no picture', async () => {
    for (const bytes of [large, Buffer.concat([png({ width: 20_000, height: 20_000 }), large])]) {
      await send('a.png', bytes);
      const { messageId } = await until('offered');
      valueOf(await ben.calls['files.fetch']({ messageId }));
      await until('here');
      const shown = await ben.calls['messages.image']({ messageId });
      expect(shown).toMatchObject({ failure: { code: 'imageUnreadable' } });
      expect(await ben.calls['files.preview']({ messageId })).toMatchObject({ ok: false });
    }
  });

  it('that is a text is read inside of the app, in the encoding that it has', async () => {
    await send('读我.txt', Buffer.from('第一行\nзавтра', 'utf8'));
    const { messageId } = await until('here');
    expect(valueOf(await ben.calls['files.text']({ messageId }))).toEqual({ text: '第一行\nзавтра' });
    await send('旧.txt', Buffer.from([0xd6, 0xd0, 0xce, 0xc4]));
    await eventually(async () => (await newest())?.file.name === '旧.txt');
    const old = (await newest())?.messageId ?? '';
    expect(valueOf(await ben.calls['files.text']({ messageId: old }))).toEqual({ text: '中文' });
  });

  it('is saved with others in one folder, under names of which no two are alike', async () => {
    const ids: string[] = [];
    for (const bytes of [large.subarray(0, 5_000), large.subarray(0, 6_000)]) {
      await send('notes.txt', bytes);
      await eventually(async () => (await newest())?.file.sizeBytes === bytes.length);
      ids.push((await newest())?.messageId ?? '');
    }
    await send('later.bin', large);
    ids.push((await until('offered')).messageId);
    expect(valueOf(await ben.calls['files.saveAll']({ messageIds: ids }))).toEqual({
      savedCount: 2,
      unsavedCount: 1,
      reason: 'alreadyGone',
    });
    expect(readdirSync(folder).sort()).toEqual(['notes (2).txt', 'notes.txt']);
    expect(readFileSync(join(folder, 'notes (2).txt')).length).toBe(6_000);
  });

  it('is found by what goes with it, and stands in what the chat has until it is taken back', async () => {
    const sent = await send('海边.png', large, { caption: '第一天的合影' });
    await send('报告.pdf', large);
    await eventually(async () => (await newest())?.file.name === '报告.pdf');
    const found = await ben.calls['messages.search']({
      text: '合影',
      conversationId: null,
      before: null,
      limit: 10,
    });
    expect(valueOf(found).hits.map(({ kind }) => kind)).toEqual(['file']);
    const has = async (kind: 'media' | 'document'): Promise<readonly string[]> => {
      const page = { conversationId: chatOfBen, kind, before: null, limit: 10 };
      return valueOf(await ben.calls['media.page'](page)).messages.flatMap(({ body }) =>
        body.kind === 'file' ? [body.name] : [],
      );
    };
    expect([await has('media'), await has('document')]).toEqual([['海边.png'], ['报告.pdf']]);
    valueOf(await ann.calls['messages.revoke']({ messageId: sent }));
    await eventually(async () => (await has('media')).length === 0);
    expect(await has('document')).toEqual(['报告.pdf']);
  });
});

describe('a file that burns', () => {
  const picture = Buffer.concat([png({ width: 400, height: 300 }), large]);
  /** The newest message as Ben sees it. */
  const body = async () => (await ben.messages(chatOfBen)).at(-1)?.body;
  const idOfNewest = async (): Promise<string> => (await ben.messages(chatOfBen)).at(-1)?.messageId ?? '';

  it('says how large it is and nothing else, is opened once all of it is here, and leaves by no way', async () => {
    await send('secret.png', picture, { burnSeconds: 30, caption: 'nobody else', preview: null });
    await eventually(async () => (await body())?.kind === 'burnConcealed');
    const concealed = await body();
    expect(concealed).toEqual({
      kind: 'burnConcealed',
      seconds: 30,
      expiresAtMs: null,
      file: { sizeBytes: picture.length, state: { kind: 'offered' } },
    });
    const messageId = await idOfNewest();
    const revealed = await ben.calls['messages.reveal']({ messageId });
    expect(revealed).toMatchObject({ failure: { code: 'fileNotHere' } });
    // No clock has begun.
    expect(await body()).toEqual(concealed);
    expect(await ben.calls['messages.image']({ messageId })).toMatchObject({ ok: false });
    valueOf(await ben.calls['files.fetch']({ messageId }));
    await eventually(async () => {
      const now = await body();
      return now?.kind === 'burnConcealed' && now.file?.state.kind === 'here';
    }, 60_000);
    expect(await ben.calls['messages.image']({ messageId })).toMatchObject({
      failure: { code: 'alreadyGone' },
    });
    const opened = valueOf(await ben.calls['messages.reveal']({ messageId })).body;
    expect(opened).toMatchObject({
      kind: 'burnRevealed',
      content: { kind: 'file', name: 'secret.png', shows: 'picture', caption: 'nobody else' },
    });
    const shown = valueOf(await ben.calls['messages.image']({ messageId }));
    expect(Buffer.from(shown.bytes).equals(picture)).toBe(true);
    const at = { messageId, x: 1, y: 1 };
    const leaving = [
      await ben.calls['files.save']({ messageId }),
      await ben.calls['messages.copyPicture'](at),
      await ben.calls['messages.savePicture']({ messageId }),
    ];
    for (const result of leaving) expect(result).toMatchObject({ failure: { code: 'burnStaysHere' } });
    const all = valueOf(await ben.calls['files.saveAll']({ messageIds: [messageId] }));
    expect(all).toMatchObject({ savedCount: 0, reason: 'burnStaysHere' });
    expect(readdirSync(folder)).toEqual([]);
    const passedOn = { messageIds: [messageId], conversationIds: [chatOfBen] };
    expect(valueOf(await ben.calls['messages.forward'](passedOn))).toMatchObject({
      sentCount: 0,
      reason: 'cannotForward',
    });
    valueOf(await ben.calls['messages.burnNow']({ messageId }));
    await eventually(async () => (await ann.messages(chatOfAnn)).at(-1)?.body.kind === 'burned', 60_000);
    expect(await ben.calls['messages.image']({ messageId })).toMatchObject({
      failure: { code: 'alreadyGone' },
    });
  });

  it('and cannot be shown inside is refused in words, and nothing of it stays', async () => {
    expect(valueOf(await ann.calls['files.canBurn']({ name: 'a.pdf', sizeBytes: 5 }))).toEqual({
      canBurn: false,
    });
    expect(valueOf(await ann.calls['files.canBurn']({ name: 'a.png', sizeBytes: 5 }))).toEqual({
      canBurn: true,
    });
    const { uploadId } = await takeIn('contract.pdf', large);
    const sent = await ann.calls['files.send']({ ...alone(uploadId), burnSeconds: 10 });
    expect(sent).toMatchObject({ failure: { code: 'fileCannotBurn' } });
    expect(await ann.messages(chatOfAnn)).toEqual([]);
    const left = readdirSync(ann.dataDirectory, { recursive: true, encoding: 'utf8' });
    expect(left.filter((path) => /attachments.[0-9a-f]{32}$/u.test(path))).toEqual([]);
  });
});

describe('a file that is passed on', () => {
  it('is offered anew with bytes and a ticket of its own, and outlives the one that it was', async () => {
    const sent = await send('报告.pdf', large, { caption: '第三版' });
    const { messageId } = await until('offered');
    const passedOn = { messageIds: [messageId], conversationIds: [chatOfBen] };
    expect(valueOf(await ben.calls['messages.forward'](passedOn))).toEqual({
      sentCount: 0,
      unsentCount: 1,
      reason: 'fileNotHere',
    });
    valueOf(await ben.calls['files.fetch']({ messageId }));
    await until('here');
    expect(valueOf(await ben.calls['messages.forward'](passedOn))).toMatchObject({ sentCount: 1 });
    const back = async () => (await ann.messages(chatOfAnn)).at(-1);
    await eventually(async () => (await back())?.forwardedFrom !== undefined, 60_000);
    const got = await back();
    expect(got?.body).toMatchObject({ kind: 'file', name: '报告.pdf', caption: '第三版' });
    valueOf(await ann.calls['messages.revoke']({ messageId: sent }));
    await eventually(
      async () => (await ben.messages(chatOfBen)).some(({ body }) => body.kind === 'revoked'),
      60_000,
    );
    // What was taken back is gone, what was passed on is not.
    valueOf(await ann.calls['files.fetch']({ messageId: got?.messageId ?? '' }));
    await eventually(async () => {
      const { body } = (await back()) ?? {};
      return body?.kind === 'file' && body.state.kind === 'here';
    }, 60_000);
  });
});
