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
