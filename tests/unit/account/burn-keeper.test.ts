import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AccountFiles, closeFiles, type OpenedFiles } from '../../../main/account/account-files';
import { BurnKeeper } from '../../../main/account/burn-keeper';
import { toMessageId } from '../../../main/domain/ids';
import { bytesOf } from '../../../main/attachments/attachment-writer';
import type { AttachmentPlace } from '../../../main/domain/attachment';
import { contentOf } from '../../support/attachments/content';
import { eventually } from '../../support/eventually';
import { ManualClock } from '../../support/manual-clock';
import { RecordingLogger } from '../../support/recording-logger';
import { SeededRandom } from '../../support/seeded-random';
import { chat, midOf, peer, sentAtNs } from '../../support/test-core';
import { plainVault } from '../../support/test-messenger';
import { noKeyLock } from '../../support/no-key-lock';

const content = contentOf(1, 200_000);
const mostBytes = content.length;
let folder: string;
let clock: ManualClock;
let logger: RecordingLogger;
let random: SeededRandom;
let keeper: BurnKeeper;
beforeEach(() => {
  random = new SeededRandom(1);
  folder = mkdtempSync(join(tmpdir(), 'tim-keeper-test-'));
  clock = new ManualClock();
  logger = new RecordingLogger();
  keeper = new BurnKeeper({
    accountIds: () => ['account'],
    open: () => files().open(),
    clock,
    random,
    logger,
  });
});
afterEach(async () => {
  await keeper.end();
  rmSync(folder, { recursive: true, force: true });
});

const files = (): AccountFiles =>
  new AccountFiles(join(folder, 'account'), { keyVault: plainVault, keyLock: noKeyLock, random, logger });

/** Opens the files of the account for as long as `work` runs, as a session does. */
async function during<T>(work: (opened: OpenedFiles) => Promise<T> | T): Promise<T> {
  const opened = files().openOrMake();
  if (!opened.ok) throw new Error(opened.failure);
  try {
    return await work(opened);
  } finally {
    await closeFiles(opened);
  }
}

/** A burn message that was opened, with a file. */
const open = (id: string, seconds: number): Promise<AttachmentPlace> =>
  during(async ({ store, attachments }) => {
    const place = await (await attachments.open()).keep([content], { mostBytes });
    const messageId = toMessageId(id);
    store.transaction((write) => {
      write.conversations.ensure({ kind: 'user', node: peer });
      write.messages.insert({
        messageId,
        conversationId: chat,
        author: peer,
        isMine: false,
        viaRoom: null,
        cid: null,
        mid: midOf(BigInt(id)),
        clientId: null,
        sortNs: sentAtNs,
        place: sentAtNs,
        isUnread: false,
        arrivedAtMs: clock.nowMs(),
        content: { kind: 'text', text: id },
        replyTo: null,
        mentions: [],
        burnTerms: { seconds, maxUnreadSeconds: 3_600 },
        delivery: 'sent',
      });
      write.messages.markRevealed(messageId, clock.nowMs());
      write.attachments.add(messageId, place, { hash: null, mediaType: null });
    });
    return place;
  });
const names = (): readonly string[] => readdirSync(join(folder, 'account', 'attachments'));
const holdsKeyOf = ({ id }: AttachmentPlace): boolean =>
  readFileSync(join(folder, 'account', 'secrets')).includes(bytesOf(id));
/** The look of the start, which also sweeps: afterwards the keeper waits for the next end of a clock. */
async function firstLook(): Promise<void> {
  keeper.begin([]);
  clock.advance(0);
  await eventually(() => clock.waitingTimers === 1);
}

describe('the attachments of an account that nobody is signed in to', () => {
  it('burn with their messages, each in its time', async () => {
    const [first, second] = [await open('1', 5), await open('2', 60)];
    await firstLook();
    clock.advance(4_000);
    expect([first, second].map(holdsKeyOf)).toEqual([true, true]);
    clock.advance(1_000);
    await eventually(() => !holdsKeyOf(first) && names().length === 1);
    expect([names(), holdsKeyOf(second)]).toEqual([[second.id], true]);
    // The next look waits for a file that is being removed, and only for it.
    await eventually(() => {
      clock.advance(10_000);
      return names().length === 0;
    });
    expect(holdsKeyOf(second)).toBe(false);
  });

  it('of a run that was killed between the commit and the destruction are destroyed by the first look', async () => {
    const place = await open('1', 600);
    await during(({ store }) =>
      store.transaction((write) => write.messages.erase(toMessageId('1'), 'burned', null)),
    );
    expect([names(), holdsKeyOf(place)]).toEqual([[place.id], true]);
    keeper.watch('account');
    await eventually(() => names().length === 0);
    expect(holdsKeyOf(place)).toBe(false);
  });

  it('that no message has are swept by the first look', async () => {
    const lost = await during(async ({ attachments }) =>
      (await attachments.open()).keep([content], { mostBytes }),
    );
    const kept = await open('1', 600);
    keeper.watch('account');
    await eventually(() => logger.lines.includes('attachments swept keys=1 files=1'));
    expect([names(), holdsKeyOf(lost)]).toEqual([[kept.id], false]);
  });

  it('are let go of before somebody who signs in has the files', async () => {
    const place = await open('1', 5);
    await firstLook();
    clock.advance(5_000);
    await keeper.release('account');
    expect([names(), holdsKeyOf(place)]).toEqual([[], false]);
    await during(({ store }) => expect(store.attachments.going(1)).toEqual([]));
  });

  it('of a deleted chat are erased with it, and so is what was said, though nobody signs in any more', async () => {
    const place = await open('1', 3_600);
    await during(({ store }) => store.transaction((write) => write.deletedChats.setAside(chat, [])));
    keeper.begin([]);
    const isErased = (): Promise<boolean> =>
      during(
        ({ store }) =>
          !store.deletedChats.hasLeftovers() && store.attachments.keptAmong([place.id]).size === 0,
      );
    await eventually(() => {
      clock.advance(1_000);
      return isErased();
    });
  });

  it('that nobody ever had cost nothing: nothing is made', async () => {
    await during(() => undefined);
    keeper.begin([]);
    clock.advance(60_000);
    await keeper.end();
    expect(existsSync(join(folder, 'account', 'attachments'))).toBe(false);
    expect(existsSync(join(folder, 'account', 'secrets'))).toBe(false);
  });
});
