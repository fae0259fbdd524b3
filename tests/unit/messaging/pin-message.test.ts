import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageId } from '../../../main/domain/ids';
import { deleteHere } from '../../../main/messaging/delete-message';
import { mostPinned, pinMessage } from '../../../main/messaging/pin-message';
import { burnContent, chat, received, revoked, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const come = (mid: bigint, change: Parameters<typeof received>[1] = {}): MessageId => {
  core.pipeline.apply([received(mid, change)]);
  return core.byMid(mid).messageId;
};
const pin = (id: MessageId, isPinned = true) => {
  core.clock.advance(1);
  return pinMessage(id, isPinned, core.messaging);
};
const pinned = () => core.store.messages.pinned(chat, mostPinned).map(({ mid }) => mid);
const done = { ok: true, value: null };

describe('pinned messages', () => {
  it('are those of a chat, the newest pin first, until they are let go', () => {
    const [one, two] = [come(1n), come(2n)];
    expect([pin(two), pin(one), pin(one)]).toEqual([done, done, done]);
    expect(pinned()).toEqual([1n, 2n]);
    expect(core.changes.at(-1)?.messages.get(chat)).toEqual(new Set([one]));
    pin(one, false);
    expect(pinned()).toEqual([2n]);
  });

  it('are pinned no more once they are revoked or deleted: nothing of them stands anywhere', async () => {
    const [one, two] = [come(1n), come(2n)];
    pin(one);
    pin(two);
    core.pipeline.apply([revoked(1n)]);
    await deleteHere([two], core.messaging);
    expect(pinned()).toEqual([]);
  });

  it('are never what burns or is gone, and only so many', () => {
    expect(pin(come(1n, burnContent('hot')))).toMatchObject({ code: 'cannotPin' });
    const gone = come(2n);
    core.pipeline.apply([revoked(2n)]);
    expect(pin(gone)).toMatchObject({ code: 'cannotPin' });
    for (let mid = 10n; mid < 10n + BigInt(mostPinned); mid += 1n) expect(pin(come(mid))).toEqual(done);
    expect(pin(come(100n))).toMatchObject({ code: 'tooManyPinnedMessages' });
    expect(pinned()).toHaveLength(mostPinned);
  });
});

describe('a message that is pinned', () => {
  it('is pinned after a restart as well', () => {
    pin(come(1n));
    core.files.reopen();
    expect(pinned()).toEqual([1n]);
  });

  it('is let go when the server no longer has it, and nobody is asked', () => {
    const id = come(1n);
    pin(id);
    core.pipeline.apply([{ kind: 'messageVanished', messageId: id }]);
    expect(pinned()).toEqual([]);
  });

  it('stays pinned when it is repeated, comes out of the history, or is there under a second number', () => {
    pin(come(1n));
    core.pipeline.apply([received(1n), received(1n, { source: 'history' }), received(9n, { cid: 'cid-1' })]);
    expect(pinned()).toEqual([1n]);
  });

  it('goes with its chat that is deleted', () => {
    pin(come(1n));
    core.store.transaction((write) => write.deletedChats.setAside(chat, []));
    expect(pinned()).toEqual([]);
  });

  it('can be let go after it was taken back, and does not come back with its number', () => {
    const id = come(1n);
    pin(id);
    core.pipeline.apply([revoked(1n)]);
    expect(pin(id, false)).toEqual(done);
    core.pipeline.apply([received(1n)]);
    expect(pinned()).toEqual([]);
  });

  it('makes room for another one when it is let go', () => {
    const ids = Array.from({ length: mostPinned }, (_, index) => come(BigInt(index + 1)));
    for (const id of ids) pin(id);
    const next = come(100n);
    expect(pin(next)).toMatchObject({ code: 'tooManyPinnedMessages' });
    for (const id of ids.slice(0, 1)) pin(id, false);
    expect([pin(next), pinned()[0]]).toEqual([done, 100n]);
  });

  it('that is pinned once more keeps its place among the others', () => {
    const [one, two] = [come(1n), come(2n)];
    pin(one);
    pin(two);
    pin(one);
    expect(pinned()).toEqual([2n, 1n]);
  });
});
