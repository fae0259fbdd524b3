import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addressOf } from '../../../main/domain/conversation';
import { toNodeId, type ConversationId, type MessageId } from '../../../main/domain/ids';
import type { Message } from '../../../main/domain/message';
import { deleteHere } from '../../../main/messaging/delete-message';
import { forwardMessages, type ForwardedFiles } from '../../../main/messaging/forward-messages';
import { refuse as refuseOutcome } from '../../../main/messaging/outcome';
import { operations } from '../../../main/outbox/operations/registry';
import { burnContent, chat, midOf, peer, received, revoked, room, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const onePixelPng = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);
const noFiles: ForwardedFiles = {
  copy: () => Promise.resolve(refuseOutcome('fileNotHere')),
  drop: () => Promise.resolve(),
};
const names = new Map([[peer, 'Lin']]);
const come = (mid: bigint, change: Parameters<typeof received>[1] = {}): MessageId => {
  core.pipeline.apply([received(mid, change)]);
  return core.byMid(mid).messageId;
};
const forward = (messageIds: readonly MessageId[], targets: readonly ConversationId[] = [room]) =>
  forwardMessages(
    { messageIds, targets, files: noFiles, ownNameOf: (node) => names.get(node) ?? null },
    core.messaging,
  );
/** What stands in a chat, oldest first. */
const said = (conversationId: ConversationId): readonly Message[] =>
  [...core.store.messages.page(conversationId, null, { limit: 200 })].reverse();
const refuse = (conversationId: ConversationId): void => {
  const node = addressOf(conversationId)!.node;
  core.store.transaction((write) => write.rooms.setStanding(node, 'invited'));
};

describe('forwarded messages', () => {
  it('are messages of their own, in the order in which they stood, whatever the order in which they were chosen', async () => {
    const ids = [come(1n), come(2n), come(3n)];
    const outcome = await forward([ids[2]!, ids[0]!, ids[1]!]);
    expect(outcome).toMatchObject({ unsentCount: 0, reason: null });
    expect(said(room).map(({ text, isMine, delivery }) => [text, isMine, delivery])).toEqual([
      ['text 1', true, 'pending'],
      ['text 2', true, 'pending'],
      ['text 3', true, 'pending'],
    ]);
    expect(core.store.outbox.counts().send).toBe(3);
  });

  it('name who wrote them first by the name that everybody knows, also after they were passed on again, or no name at all', async () => {
    const known = come(1n);
    const again = come(2n, { content: { kind: 'text', text: 'older', forwardedFrom: 'Ann' } });
    const inRoom = {
      conversation: { kind: 'room', node: toNodeId('room') },
      author: toNodeId('somebody'),
    } as const;
    core.pipeline.apply([received(3n, inRoom)]);
    await forward([known, again]);
    await forward([core.byMid(3n, room).messageId], [chat]);
    expect(
      said(room)
        .filter(({ isMine }) => isMine)
        .map(({ forwardedFrom }) => forwardedFrom),
    ).toEqual(['Lin', 'Ann']);
    expect(said(chat).at(-1)).toMatchObject({ isMine: true, forwardedFrom: '' });
  });

  it('travel with the name beside the words, and come back from the server as what they are', async () => {
    await forward([come(1n)]);
    const [message] = said(room);
    const [operation] = core.store.outbox.ofMessage(message!.messageId);
    const frame = operations.send.toFrame(operation!, { store: core.store, random: core.random });
    expect(frame?.packet).toMatchObject({ dataString: 'text 1', extend: { fw: 'Lin' } });
  });

  it('leave out what burns, opened or not, what is gone, what nobody here can read, and say how many and why', async () => {
    const burns = come(1n, burnContent('hot'));
    const gone = come(2n);
    core.pipeline.apply([revoked(2n)]);
    const strange = come(3n, { content: { kind: 'unsupported', text: 'x' } });
    const cut = come(4n, { content: { kind: 'text', text: 'half', isCut: true } });
    const deleted = come(5n);
    await deleteHere([deleted], core.messaging);
    const plain = come(6n);
    const outcome = await forward([burns, gone, strange, cut, deleted, plain]);
    expect(outcome).toMatchObject({ unsentCount: 5, reason: 'cannotForward' });
    expect(said(room).map(({ text }) => text)).toEqual(['text 6']);
  });

  it('go to every chat in which something can be said, and are counted where not', async () => {
    const plain = come(1n);
    refuse(room);
    const outcome = await forward([plain], [room, chat]);
    expect(outcome.sentIds).toHaveLength(1);
    expect(outcome).toMatchObject({ unsentCount: 1, reason: 'notAMember' });
    expect(said(room)).toEqual([]);
  });

  it('keep what goes with pictures, and an album is another album in every chat', async () => {
    const bytes = onePixelPng;
    const info = { mediaType: 'image/png', width: 1, height: 1 } as const;
    const picture = (caption?: string) =>
      ({
        kind: 'image',
        info,
        bytes,
        albumId: 'album',
        ...(caption === undefined ? {} : { caption }),
      }) as const;
    const ids = [come(1n, { content: picture('words') }), come(2n, { content: picture() })];
    await forward(ids, [room, chat]);
    const [inRoom, inChat] = [room, chat].map((id) => said(id).filter(({ isMine }) => isMine));
    expect(inRoom?.map(({ text, contentKind }) => [text, contentKind])).toEqual([
      ['words', 'image'],
      [null, 'image'],
    ]);
    const albums = [...(inRoom ?? []), ...(inChat ?? [])].map(({ albumId }) => albumId);
    expect(albums[0]).toBe(albums[1]);
    expect(new Set([...albums, 'album']).size).toBe(3);
  });

  it('burn where messages burn', async () => {
    core.store.transaction((write) => write.conversations.setBurnDefault(chat, 30));
    await forward([come(1n)], [chat]);
    expect(said(chat).at(-1)?.burnTerms?.seconds).toBe(30);
  });

  it('stay when the original is taken back: they are words of whoever passed them on', async () => {
    const original = come(1n);
    await forward([original]);
    core.pipeline.apply([revoked(1n)]);
    expect(core.message(original).contentState).toBe('revoked');
    expect(said(room).at(-1)).toMatchObject({ text: 'text 1', contentState: 'present' });
    expect(core.store.messages.byMid(chat, midOf(1n))?.contentState).toBe('revoked');
  });

  it('keep nothing of the name when they are taken back themselves', async () => {
    const id = come(1n, { content: { kind: 'text', text: 'words', forwardedFrom: 'Ann' } });
    core.pipeline.apply([revoked(1n)]);
    expect(core.message(id)).toMatchObject({ text: null, forwardedFrom: null });
  });
});
