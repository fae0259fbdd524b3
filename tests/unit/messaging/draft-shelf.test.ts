import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toMessageId } from '../../../main/domain/ids';
import { draftDelayMs, DraftShelf, maxDraftBytes } from '../../../main/messaging/draft-shelf';
import { sendMessage } from '../../../main/messaging/send-message';
import { aDraft, chat, room, TestCore } from '../../support/test-core';

const second = '00000000-0000-4000-8000-000000000002';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const shelf = (): DraftShelf => core.messaging.drafts;
/** What the next start would find. */
const onDisk = (): readonly string[] => {
  const next = new DraftShelf({ store: core.store, clock: core.clock, failed: () => undefined });
  return next.all().map(({ text }) => text);
};

describe('kept drafts', () => {
  it('T37: are in memory at once and on the disk within a second, however long somebody types', () => {
    for (const text of ['h', 'he', 'hel']) {
      shelf().keep(aDraft(text));
      core.clock.advance(draftDelayMs / 4);
    }
    expect([shelf().all(), onDisk()]).toEqual([[aDraft('hel')], []]);
    core.clock.advance(draftDelayMs / 4);
    expect(onDisk()).toEqual(['hel']);
  });

  it('T37: come back with everything that belongs to them', () => {
    const draft = aDraft('@周 看', {
      conversationId: room,
      replyToId: toMessageId('m7'),
      mentions: [{ node: core.messaging.self(), name: '周' }],
      pictureCount: 2,
    });
    shelf().keep(draft);
    shelf().dispose();
    const next = new DraftShelf({ store: core.store, clock: core.clock, failed: () => undefined });
    expect(next.all()).toEqual([draft]);
    next.dispose();
  });

  it.each([
    ['meant to burn', aDraft('secret', { mode: 'burn' })],
    ['taken back', aDraft('secret', { isTakenBack: true })],
  ])('T37: are in memory alone when they are %s', (_, draft) => {
    shelf().keep(draft);
    shelf().flush();
    expect([shelf().all(), onDisk()]).toEqual([[draft], []]);
  });

  it('T37: leave the disk at once when the flame is lit, and when the chat begins to burn', () => {
    shelf().keep(aDraft('secret'));
    shelf().flush();
    shelf().keep(aDraft('secret', { mode: 'burn' }));
    expect(onDisk()).toEqual([]);
    shelf().keep(aDraft('secret'));
    shelf().flush();
    expect(onDisk()).toEqual(['secret']);
    core.store.transaction((write) => write.conversations.setBurnDefault(chat, 10));
    shelf().reconsider(chat);
    expect([onDisk(), shelf().all().length]).toEqual([[], 1]);
  });

  it('are forgotten when they are empty', () => {
    shelf().keep(aDraft('x'));
    shelf().flush();
    shelf().keep(aDraft(''));
    shelf().flush();
    expect([shelf().all(), onDisk()]).toEqual([[], []]);
  });

  it('T37: end in the transaction that stores the message, and do not come back with a late change', () => {
    shelf().keep(aDraft('hello'));
    shelf().flush();
    const request = {
      conversationId: chat,
      content: { kind: 'text', text: 'hello' },
      burnSeconds: null,
      replyToId: null,
      mentions: [],
      draftId: aDraft('').draftId,
    } as const;
    expect(sendMessage({ ...request, mentions: [core.messaging.self()] }, core.messaging).ok).toBe(false);
    expect(onDisk()).toEqual(['hello']);
    expect(sendMessage(request, core.messaging).ok).toBe(true);
    expect(onDisk()).toEqual([]);
    shelf().keep(aDraft('hell'));
    shelf().flush();
    expect([shelf().all(), onDisk()]).toEqual([[], []]);
  });

  it('of one chat are put together, the oldest above, and burn if one of them does', () => {
    shelf().keep(aDraft('one'));
    shelf().keep(aDraft('two', { draftId: second }));
    expect(shelf().all()).toEqual([aDraft('one\ntwo', { draftId: second })]);
    shelf().flush();
    expect(onDisk()).toEqual(['one\ntwo']);
    shelf().keep(aDraft('zero', { mode: 'burn' }));
    expect(shelf().all()).toMatchObject([{ mode: 'burn' }]);
    expect(onDisk()).toEqual([]);
  });

  it('of one chat burn with it where one of them would have, though the other was to stay', () => {
    core.store.transaction((write) => write.conversations.setBurnDefault(chat, 30));
    shelf().keep(aDraft('one'));
    shelf().keep(aDraft('two', { draftId: second, mode: 'plain' }));
    expect(shelf().all()).toMatchObject([{ text: 'one\ntwo', mode: 'asChat' }]);
    shelf().flush();
    expect(onDisk()).toEqual([]);
  });

  it('that follow a message that burned are kept with that, and touch the disk when something is written', () => {
    shelf().keep(aDraft('', { mode: 'afterBurn' }));
    shelf().flush();
    expect([shelf().all(), onDisk()]).toMatchObject([[{ mode: 'afterBurn' }], []]);
    shelf().keep(aDraft('perhaps the rest', { mode: 'afterBurn' }));
    shelf().flush();
    expect(onDisk()).toEqual(['perhaps the rest']);
  });

  it('are refused when they would be lost with the app: too long, or the disk is gone', () => {
    const refused = { ok: false, code: 'draftNotKept' };
    expect(shelf().keep(aDraft('x'))).toMatchObject({ ok: true });
    shelf().flush();
    expect(shelf().keep(aDraft('x'.repeat(maxDraftBytes)))).toEqual(refused);
    expect(shelf().keep(aDraft('x'.repeat(maxDraftBytes + 1)))).toEqual(refused);
    core.clock.advance(draftDelayMs);
    expect([shelf().all(), onDisk()]).toEqual([[], []]);
    shelf().keep(aDraft('x'));
    core.files.database.close();
    core.clock.advance(draftDelayMs);
    expect(core.draftFailures).toHaveLength(1);
  });

  it('T37: are tried again until the disk takes them, and say so meanwhile', () => {
    const { store } = core;
    let isFull = true;
    const failures: unknown[] = [];
    const drafts = new DraftShelf({
      store: {
        ...store,
        transaction: (work) => {
          if (isFull) throw new Error('disk full');
          return store.transaction(work);
        },
      },
      clock: core.clock,
      failed: (error) => failures.push(error),
    });
    drafts.keep(aDraft('x'));
    core.clock.advance(draftDelayMs);
    expect(failures).toHaveLength(1);
    expect(drafts.keep(aDraft('xy'))).toEqual({ ok: false, code: 'draftNotKept' });
    isFull = false;
    core.clock.advance(10_000);
    expect(drafts.keep(aDraft('xyz'))).toMatchObject({ ok: true });
    expect(onDisk()).toEqual(['xy']);
    drafts.dispose();
  });
});
