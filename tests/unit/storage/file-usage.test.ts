import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toAttachmentId, type MessageId } from '../../../main/domain/ids';
import type { ChangeSet } from '../../../main/domain/change-set';
import { cleanFiles } from '../../../main/files/clean-files';
import { chat, received, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => core.dispose());

let number = 0;
const placeOf = (sizeBytes: number) => {
  number += 1;
  return { id: toAttachmentId(number.toString(16).padStart(32, '0')), slot: number, sizeBytes };
};

/** A message of the peer; the answer is its id. */
function message(mid: bigint): MessageId {
  core.pipeline.apply([received(mid)]);
  const found = core.files.store.messages.newest(chat);
  if (found === null) throw new Error('no message');
  return found.messageId;
}

const usage = () =>
  core.files.store.fileUsage
    .of(chat)
    .map(({ kind, isOwn, count, sizeBytes }) => ({ kind, isOwn, count, sizeBytes }));

function add(mediaType: string, sizeBytes: number, how: 'sent' | 'fetched', mid: bigint): MessageId {
  const messageId = message(mid);
  const place = placeOf(sizeBytes);
  core.files.store.transaction((write) => {
    if (how === 'sent') write.attachments.add(messageId, place, { hash: null, mediaType });
    else {
      write.attachments.addPart(messageId, place, { hash: null, mediaType });
      write.attachments.setPart(place.id, 'kept');
    }
  });
  return messageId;
}

describe('what files take on the disk', () => {
  it('is counted by chat, kind and whose they are, once they are whole, and no more when they were erased', () => {
    const first = add('image/png', 100, 'fetched', 10n);
    add('image/jpeg', 50, 'fetched', 11n);
    add('application/pdf', 1_000, 'sent', 12n);
    expect(usage()).toEqual([
      { kind: 'files', isOwn: true, count: 1, sizeBytes: 1_000 },
      { kind: 'pictures', isOwn: false, count: 2, sizeBytes: 150 },
    ]);
    expect(core.files.store.fileUsage.all()).toHaveLength(2);
    core.files.store.transaction((write) => write.messages.erase(first, 'revoked', null));
    expect(usage()[1]).toEqual({ kind: 'pictures', isOwn: false, count: 1, sizeBytes: 50 });
  });

  it('is nothing for what is still a part, and parts that were cancelled take nothing', () => {
    const messageId = message(10n);
    const place = placeOf(100);
    const { store } = core.files;
    store.transaction((write) =>
      write.attachments.addPart(messageId, place, { hash: null, mediaType: 'video/mp4' }),
    );
    expect(usage()).toEqual([]);
    store.transaction((write) => write.attachments.dropPart(place.id));
    expect(usage()).toEqual([]);
  });

  it('is cleaned away by kind in steps; own copies only where that is wanted, and then nobody finds one', async () => {
    for (let count = 0; count < 120; count += 1) add('video/mp4', 10, 'fetched', BigInt(100 + count));
    const own = add('video/mp4', 7, 'sent', 500n);
    const other = add('audio/ogg', 5, 'fetched', 501n);
    const told: ChangeSet[] = [];
    const { store } = core.files;
    const cleaning = { conversationId: chat, kinds: ['video'], withOwn: false } as const;
    expect(await cleanFiles(cleaning, store, (changes) => told.push(changes))).toBe(1_200);
    expect(told).toHaveLength(3);
    expect(usage()).toEqual([
      { kind: 'video', isOwn: true, count: 1, sizeBytes: 7 },
      { kind: 'voice', isOwn: false, count: 1, sizeBytes: 5 },
    ]);
    expect(store.attachments.ownCopy(own)).toEqual({ isKept: true, isHeldBack: false });
    expect(await cleanFiles({ ...cleaning, withOwn: true }, store, () => undefined)).toBe(7);
    expect(store.attachments.ownCopy(own)).toEqual({ isKept: false, isHeldBack: false });
    expect(store.attachments.ofMessage(other)).toHaveLength(1);
    expect(store.messages.byId(own)?.contentState).toBe('present');
    // Keys and files are destroyed by whoever keeps them.
    expect(store.attachments.going(1_000)).toHaveLength(121);
  });
});
