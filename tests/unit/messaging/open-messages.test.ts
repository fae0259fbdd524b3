import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageId } from '../../../main/domain/ids';
import { burnNow, coverAll, leaveConversation, revealMessage } from '../../../main/messaging/burn-message';
import { BurnScheduler } from '../../../main/messaging/burn-scheduler';
import { OpenMessages } from '../../../main/messaging/open-messages';
import { burnContent, chat, received, room, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

/** A burn message of the peer arrives and is opened. */
const openOne = (mid: bigint): MessageId => {
  core.pipeline.apply([received(mid, burnContent(`secret ${mid}`))]);
  const { messageId } = core.byMid(mid);
  expect(revealMessage(messageId, core.messaging)).toMatchObject({ ok: true });
  return messageId;
};
const queued = (id: MessageId): readonly string[] => core.store.outbox.ofMessage(id).map(({ kind }) => kind);
const open = (): readonly MessageId[] => core.messaging.openMessages.all();
const told = (): readonly MessageId[] =>
  core.changes.flatMap(({ messages }) => [...(messages.get(chat) ?? [])]);

describe('opening a burn message', () => {
  it('shows it and tells its author, once', () => {
    const id = openOne(1n);
    expect(open()).toEqual([id]);
    expect(queued(id)).toEqual(['opened']);
    expect(core.enqueued).toBe(1);
    revealMessage(id, core.messaging);
    expect([open(), queued(id)]).toEqual([[id], ['opened']]);
  });

  it('again after it was covered goes on with the same clock and tells nobody', () => {
    const id = openOne(1n);
    const { expiresAtMs } = core.message(id);
    coverAll(core.messaging);
    core.clock.advance(3_000);
    expect(revealMessage(id, core.messaging)).toMatchObject({ ok: true, value: { expiresAtMs } });
    expect([open(), queued(id)]).toEqual([[id], ['opened']]);
  });

  it('is refused once its clock ran out under the cover', () => {
    const id = openOne(1n);
    coverAll(core.messaging);
    core.clock.advance(10_000);
    expect(revealMessage(id, core.messaging)).toEqual({ ok: false, code: 'alreadyGone' });
    expect(open()).toEqual([]);
  });

  it('ends with burning it, now or when its time is over', () => {
    const [now, later] = [openOne(1n), openOne(2n)];
    burnNow(now, core.messaging);
    expect(open()).toEqual([later]);
    const scheduler = new BurnScheduler(core.messaging, core.logger);
    core.clock.advance(10_000);
    scheduler.sweep();
    scheduler.dispose();
    expect(open()).toEqual([]);
    expect([now, later].map((id) => core.message(id).text)).toEqual([null, null]);
  });

  it('is forgotten by a restart: nothing is open then', () => {
    const id = openOne(1n);
    const next = { ...core.messaging, openMessages: new OpenMessages() };
    expect([next.openMessages.isEmpty, next.openMessages.has(id)]).toEqual([true, false]);
    expect(core.message(id).revealedAtMs).not.toBeNull();
  });
});

describe('covering', () => {
  it('conceals everything that is open, erases nothing, and tells the window', () => {
    const ids = [openOne(1n), openOne(2n)];
    core.changes.length = 0;
    coverAll(core.messaging);
    expect(core.messaging.openMessages.isEmpty).toBe(true);
    expect(told()).toEqual(ids);
    expect(ids.map((id) => core.message(id).text)).toEqual(['secret 1', 'secret 2']);
  });

  it('has nothing to tell when nothing is open', () => {
    core.changes.length = 0;
    coverAll(core.messaging);
    expect(core.changes).toEqual([]);
  });
});

describe('leaving a chat', () => {
  it('covers what is open there, and the clock runs on', () => {
    const id = openOne(1n);
    const { expiresAtMs } = core.message(id);
    core.changes.length = 0;
    leaveConversation(chat, core.messaging);
    expect([open(), told()]).toEqual([[], [id]]);
    expect(core.message(id)).toMatchObject({ contentState: 'present', text: 'secret 1', expiresAtMs });
    expect(queued(id)).toEqual(['opened']);
  });

  it('burns what is open there when the user wants that, and nothing else', () => {
    core.burnsOnLeave = true;
    const id = openOne(1n);
    core.pipeline.apply([received(2n, burnContent('not opened')), received(3n)]);
    leaveConversation(chat, core.messaging);
    expect(open()).toEqual([]);
    expect(core.message(id)).toMatchObject({ contentState: 'burned', text: null, pendingOperation: 'burn' });
    expect(queued(id)).toEqual(['opened', 'burn']);
    expect([2n, 3n].map((mid) => core.byMid(mid).contentState)).toEqual(['present', 'present']);
  });

  it('that is every chat, because the window was closed, burns in all of them', () => {
    core.burnsOnLeave = true;
    const id = openOne(1n);
    leaveConversation(null, core.messaging);
    expect([open(), core.message(id).contentState]).toEqual([[], 'burned']);
  });

  it.each([false, true])('leaves other chats as they are (burning on leave: %s)', (burnsOnLeave) => {
    core.burnsOnLeave = burnsOnLeave;
    const id = openOne(1n);
    leaveConversation(room, core.messaging);
    expect(open()).toEqual([id]);
    expect(core.message(id).contentState).toBe('present');
  });
});
