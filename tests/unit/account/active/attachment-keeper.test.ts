import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AttachmentKeeper } from '../../../../main/account/active/attachment-keeper';
import { AccountAttachments } from '../../../../main/attachments/account-attachments';
import type { AttachmentStore } from '../../../../main/attachments/attachment-store';
import type { AttachmentPlace } from '../../../../main/domain/attachment';
import { toMessageId, type MessageId } from '../../../../main/domain/ids';
import { bytesIn, codeOf, contentOf } from '../../../support/attachments/content';
import { MemoryDisk } from '../../../support/attachments/memory-disk';
import { RememberingRandom } from '../../../support/attachments/remembering-random';
import { eventually } from '../../../support/eventually';
import { ManualClock } from '../../../support/manual-clock';
import { RecordingLogger } from '../../../support/recording-logger';
import { chat, peer, sentAtNs } from '../../../support/test-core';
import { TestStore } from '../../../support/test-store';

const content = contentOf(1, 100_000);
let files: TestStore;
let disk: MemoryDisk;
let clock: ManualClock;
let logger: RecordingLogger;
let reached: AccountAttachments;
let attachments: AttachmentStore;
let keeping: AttachmentKeeper | null;
beforeEach(async () => {
  files = new TestStore();
  disk = new MemoryDisk();
  clock = new ManualClock();
  logger = new RecordingLogger();
  keeping = null;
  attachments = await restart();
  files.store.transaction((write) => write.conversations.ensure({ kind: 'user', node: peer }));
});
afterEach(() => {
  keeping?.dispose();
  files.dispose();
});

/** What a start has in hand; nothing is opened by it. */
function reach(): void {
  reached = new AccountAttachments({
    folder: '/a',
    sealingKey: contentOf(2, 32),
    random: new RememberingRandom(),
    disk,
  });
}
/** Opens the files anew, as after a kill. */
async function restart(): Promise<AttachmentStore> {
  reach();
  return reached.open();
}
const keep = (): AttachmentKeeper => {
  keeping = new AttachmentKeeper({ store: files.store, attachments: reached, clock, logger });
  return keeping;
};
const names = (): Promise<readonly string[]> => disk.list('/a/attachments');

/** A message with an attachment, both committed. */
async function send(id: string): Promise<AttachmentPlace> {
  const place = await attachments.keep([content], { mostBytes: content.length });
  const messageId = toMessageId(id);
  files.store.transaction((write) => {
    write.messages.insert(messageOf(messageId));
    write.attachments.add(messageId, place, { hash: contentOf(3, 32), mediaType: 'image/png' });
  });
  return place;
}
const erase = (id: string): void =>
  files.store.transaction((write) => write.messages.erase(toMessageId(id), 'burned', null));
const stateOf = ({ id }: AttachmentPlace): unknown =>
  files.value(
    `SELECT state || ifnull(media_type, '') || ifnull(hex(hash), '') FROM attachment WHERE attachment_id = '${id}'`,
  );

describe('the attachments of an account', () => {
  it('are erased with their message, and those of others stay', async () => {
    keep();
    const [gone, kept] = [await send('1'), await send('2')];
    expect(files.store.attachments.ofMessage(toMessageId('1'))).toEqual([gone]);
    erase('1');
    await eventually(() => stateOf(gone) === 'gone');
    expect(files.store.attachments.ofMessage(toMessageId('1'))).toEqual([]);
    expect(await codeOf(() => bytesIn(attachments, gone))).toBe('gone');
    expect(await names()).toEqual([kept.id]);
    expect((await bytesIn(attachments, kept)).equals(content)).toBe(true);
  });

  it('of a run that was killed after the commit of an erasure are erased by the next one', async () => {
    const [gone, kept] = [await send('1'), await send('2')];
    erase('1');
    expect(stateOf(gone)).toBe('going');
    attachments = await restart();
    keep();
    await eventually(() => stateOf(gone) === 'gone');
    await eventually(async () => (await names()).length === 1);
    expect(await names()).toEqual([kept.id]);
    expect((await bytesIn(attachments, kept)).equals(content)).toBe(true);
  });

  it('that no message has are swept at the start', async () => {
    await attachments.keep([content], { mostBytes: content.length });
    const kept = await send('1');
    attachments = await restart();
    keep();
    await eventually(() => logger.lines.includes('attachments swept keys=1 files=1'));
    expect(await names()).toEqual([kept.id]);
  });

  it('are erased when the disk takes it again; one that is held keeps no other one', async () => {
    keep();
    const [held, other] = [await send('1'), await send('2')];
    let isHeld = true;
    disk.beforeCall = (call) => {
      if (call === 'remove' && isHeld) {
        isHeld = false;
        throw Object.assign(new Error('injected'), { code: 'EBUSY' });
      }
    };
    files.store.transaction((write) => {
      for (const id of ['1', '2']) write.messages.erase(toMessageId(id), 'burned', null);
    });
    await eventually(() => logger.lines.includes('attachments not erased yet reason=fileLocked'));
    expect([stateOf(held), stateOf(other)]).toEqual(['going', 'gone']);
    expect(await codeOf(() => bytesIn(attachments, held))).toBe('gone');
    clock.advance(10_000);
    await eventually(() => stateOf(held) === 'gone');
    expect(await names()).toEqual([]);
  });

  it('by the hundred are erased by one erasure', async () => {
    keep();
    const places: AttachmentPlace[] = [];
    for (let number = 0; number < 150; number += 1) places.push(await send(String(number)));
    files.store.transaction((write) => {
      for (let number = 0; number < 150; number += 1) {
        write.messages.erase(toMessageId(String(number)), 'burned', null);
      }
    });
    await eventually(() => {
      clock.advance(1);
      return files.value("SELECT count(*) FROM attachment WHERE state = 'gone'") === 150;
    });
    expect(await names()).toEqual([]);
  });

  it('that nobody has cost nothing: neither a start nor an erasure opens or makes anything', async () => {
    disk = new MemoryDisk();
    reach();
    const keeper = keep();
    files.store.transaction((write) => write.messages.insert(messageOf(toMessageId('1'))));
    erase('1');
    await keeper.finish();
    expect(reached.isOpen).toBe(false);
    // The look whether there is a folder.
    expect([disk.calls, disk.image().length]).toEqual([1, 0]);
  });

  it('are erased when the account ends right after the commit', async () => {
    const keeper = keep();
    const places = [await send('1'), await send('2')];
    for (const id of ['1', '2']) erase(id);
    await keeper.finish();
    expect(places.map(stateOf)).toEqual(['gone', 'gone']);
    expect(await names()).toEqual([]);
  });

  it('that cannot be erased at the end of the account are told, and left to the next start', async () => {
    const keeper = keep();
    const place = await send('1');
    disk.beforeCall = (call) => {
      if (call === 'remove') throw Object.assign(new Error('injected'), { code: 'EBUSY' });
    };
    erase('1');
    await keeper.finish();
    expect(stateOf(place)).toBe('going');
    expect(logger.lines).toContain('attachments not erased yet reason=fileLocked');
    disk.beforeCall = () => undefined;
    await restart();
    await keep().finish();
    expect(stateOf(place)).toBe('gone');
  });
});

function messageOf(messageId: MessageId) {
  return {
    messageId,
    conversationId: chat,
    author: peer,
    isMine: false,
    viaRoom: null,
    cid: null,
    mid: null,
    clientId: null,
    sortNs: sentAtNs,
    place: sentAtNs,
    isUnread: false,
    arrivedAtMs: 1,
    content: { kind: 'text' as const, text: messageId },
    replyTo: null,
    mentions: [],
    burnTerms: null,
    delivery: 'sent' as const,
  };
}
