import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileContentView, FileStateView } from '../../../preload/contract/file-views';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { contentOf } from '../../support/attachments/content';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

/** Sent without anything beside it. */
const plainFile = { preview: null, caption: '', mentions: [], burnSeconds: null, replyToId: null } as const;
const large = contentOf(5, 400_000);
const everything = { mostBytes: { pictures: 1e6, voice: 1e6, video: 1e6, files: 1e6 }, fromMembers: false };
let server: RunningServer;
let ann: TestMessenger;
let ben: TestMessenger;
let chatOfAnn: string;
let chatOfBen: string;
beforeEach(async () => {
  server = await startEmbeddedServer({ passwordCost: 2, deviceLimit: 3 });
  [ann, ben] = [new TestMessenger({ name: 'ann' }), new TestMessenger({ name: 'ben' })];
  const [nodeOfAnn, nodeOfBen] = [await ann.signUp(server.url), await ben.signUp(server.url)];
  await befriend(ann, ben, [nodeOfAnn, nodeOfBen]);
  [chatOfAnn, chatOfBen] = [`u:${nodeOfBen}`, `u:${nodeOfAnn}`];
});
afterEach(async () => {
  await Promise.all([ann.dispose(), ben.dispose()]);
  await server.stop();
});

async function send(from: TestMessenger, conversationId: string, name: string, mediaType: string) {
  const file = { name, sizeBytes: large.length, mediaType };
  const { uploadId } = valueOf(await from.calls['files.begin'](file));
  valueOf(await from.calls['files.append']({ uploadId, bytes: large }));
  return valueOf(await from.calls['files.send']({ ...plainFile, uploadId, conversationId })).messageId;
}

async function fileIn(
  who: TestMessenger,
  conversationId: string,
  name: string,
): Promise<{ readonly messageId: string; readonly file: FileContentView } | null> {
  for (const { messageId, body } of await who.messages(conversationId))
    if (body.kind === 'file' && body.name === name) return { messageId, file: body };
  return null;
}

async function until(
  who: TestMessenger,
  conversationId: string,
  { name, kind }: { readonly name: string; readonly kind: FileStateView['kind'] },
): Promise<string> {
  await eventually(async () => (await fileIn(who, conversationId, name))?.file.state.kind === kind, 60_000);
  return (await fileIn(who, conversationId, name))?.messageId ?? '';
}

describe('a file that was not asked for', () => {
  it('comes by itself from a friend if its kind and its size may, and waits for a click otherwise', async () => {
    const mostBytes = { ...everything.mostBytes, video: 0, files: 399_999 };
    valueOf(await ben.calls['app.changeSettings']({ autoFetch: { mostBytes, fromMembers: false } }));
    await send(ann, chatOfAnn, 'film.mp4', 'video/mp4');
    await send(ann, chatOfAnn, 'plan.pdf', 'application/pdf');
    await send(ann, chatOfAnn, 'voice.ogg', 'audio/ogg');
    await until(ben, chatOfBen, { name: 'voice.ogg', kind: 'here' });
    for (const name of ['film.mp4', 'plan.pdf']) await until(ben, chatOfBen, { name, kind: 'offered' });
  });

  it('of a kind that comes by itself comes to nobody who was never asked: nothing but pictures and sounds does', async () => {
    await send(ann, chatOfAnn, 'plan.pdf', 'application/pdf');
    await send(ann, chatOfAnn, 'photo.png', 'image/png');
    await until(ben, chatOfBen, { name: 'photo.png', kind: 'here' });
    await until(ben, chatOfBen, { name: 'plan.pdf', kind: 'offered' });
  });

  it('comes from a member of a room who is no friend only once the user wants that', async () => {
    const cleo = new TestMessenger({ name: 'cleo' });
    await cleo.signUp(server.url);
    valueOf(await cleo.calls['app.changeSettings']({ autoFetch: everything }));
    const { conversationId: room, node } = valueOf(
      await ann.calls['rooms.create']({ title: 'room', isOpen: true }),
    );
    valueOf(await cleo.calls['rooms.join']({ node, greeting: '' }));
    await send(ann, room, 'first.pdf', 'application/pdf');
    await until(cleo, room, { name: 'first.pdf', kind: 'offered' });
    valueOf(await cleo.calls['app.changeSettings']({ autoFetch: { ...everything, fromMembers: true } }));
    await send(ann, room, 'second.pdf', 'application/pdf');
    await until(cleo, room, { name: 'second.pdf', kind: 'here' });
    await until(cleo, room, { name: 'first.pdf', kind: 'offered' });
    await cleo.dispose();
  });
});

describe('the author of a file', () => {
  it('sees who fetches it and how far, stops it, and lets it go on where it was', async () => {
    const sent = await send(ann, chatOfAnn, 'plan.pdf', 'application/pdf');
    const got = await until(ben, chatOfBen, { name: 'plan.pdf', kind: 'offered' });
    valueOf(await ann.calls['files.holdBack']({ messageId: sent, isHeldBack: true }));
    valueOf(await ben.calls['files.fetch']({ messageId: got }));
    await until(ben, chatOfBen, { name: 'plan.pdf', kind: 'failed' });
    expect((await fileIn(ben, chatOfBen, 'plan.pdf'))?.file.state).toEqual({
      kind: 'failed',
      reason: 'fileHeldBack',
    });
    expect((await fileIn(ann, chatOfAnn, 'plan.pdf'))?.file.state).toEqual({
      kind: 'here',
      isHeldBack: true,
    });
    valueOf(await ann.calls['files.holdBack']({ messageId: sent, isHeldBack: false }));
    valueOf(await ben.calls['files.fetch']({ messageId: got }));
    await until(ben, chatOfBen, { name: 'plan.pdf', kind: 'here' });
    await eventually(async () => {
      const state = (await fileIn(ann, chatOfAnn, 'plan.pdf'))?.file.state;
      return state?.kind === 'here' && state.fetchers?.[0]?.doneBytes === large.length;
    });
    const state = (await fileIn(ann, chatOfAnn, 'plan.pdf'))?.file.state;
    expect(state).toMatchObject({ fetchers: [{ node: chatOfAnn.slice(2), name: 'ben' }] });
  });

  it('holds nothing back that is not theirs', async () => {
    await send(ann, chatOfAnn, 'plan.pdf', 'application/pdf');
    const messageId = await until(ben, chatOfBen, { name: 'plan.pdf', kind: 'offered' });
    expect(await ben.calls['files.holdBack']({ messageId, isHeldBack: true })).toMatchObject({
      failure: { code: 'alreadyGone' },
    });
  });
});

describe('what files take', () => {
  it('is told for each chat, cleaned away and fetched again; an own copy that is cleaned is had from nobody', async () => {
    const sent = await send(ann, chatOfAnn, 'plan.pdf', 'application/pdf');
    const got = await until(ben, chatOfBen, { name: 'plan.pdf', kind: 'offered' });
    valueOf(await ben.calls['files.fetch']({ messageId: got }));
    await until(ben, chatOfBen, { name: 'plan.pdf', kind: 'here' });
    const kind = { kind: 'files', fetchedCount: 1, fetchedBytes: large.length, ownCount: 0, ownBytes: 0 };
    expect(valueOf(await ben.calls['files.usage']({ conversationId: null }))).toEqual([
      { conversationId: chatOfBen, title: 'ann', kinds: [kind] },
    ]);
    const clean = { kinds: ['files'], withOwn: false } as const;
    expect(valueOf(await ben.calls['files.clean']({ conversationId: chatOfBen, ...clean }))).toEqual({
      freedBytes: large.length,
    });
    await until(ben, chatOfBen, { name: 'plan.pdf', kind: 'offered' });
    valueOf(await ben.calls['files.fetch']({ messageId: got }));
    await until(ben, chatOfBen, { name: 'plan.pdf', kind: 'here' });

    const own = { conversationId: chatOfAnn, kinds: ['files'] } as const;
    expect(valueOf(await ann.calls['files.clean']({ ...own, withOwn: false }))).toEqual({ freedBytes: 0 });
    await until(ann, chatOfAnn, { name: 'plan.pdf', kind: 'here' });
    valueOf(await ann.calls['files.clean']({ ...own, withOwn: true }));
    await until(ann, chatOfAnn, { name: 'plan.pdf', kind: 'removed' });
    expect(await ann.calls['files.fetch']({ messageId: sent })).toMatchObject({
      failure: { code: 'alreadyGone' },
    });
    valueOf(await ben.calls['files.clean']({ conversationId: chatOfBen, ...clean }));
    valueOf(await ben.calls['files.fetch']({ messageId: got }));
    await until(ben, chatOfBen, { name: 'plan.pdf', kind: 'failed' });
    expect((await fileIn(ben, chatOfBen, 'plan.pdf'))?.file.state).toEqual({
      kind: 'failed',
      reason: 'fileGone',
    });
    expect(valueOf(await ann.calls['files.usage']({ conversationId: chatOfAnn }))).toEqual([]);
  });
});
