import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toQuoteView } from '../../../main/views/quote-view';
import { toConversationView } from '../../../main/views/conversation-view';
import { toMessageView } from '../../../main/views/message-view';
import { chat, peer, received, self, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});
const vanish = (mid: bigint): void =>
  core.pipeline.apply([{ kind: 'messageVanished', messageId: core.byMid(mid).messageId }]);
const mine = { author: self, isMine: true };

describe('T13: a message that is gone without a command', () => {
  it.each([
    ['an own one', mine],
    ['one of somebody else', {}],
  ])('was taken back by nobody that is known: %s', (_name, change) => {
    core.pipeline.apply([received(1n, change)]);
    vanish(1n);
    expect(core.byMid(1n)).toMatchObject({ contentState: 'revoked', revokedBy: null, text: null });
  });

  it('is shown as no longer on the server, in its chat, in the list and where it is quoted', () => {
    core.pipeline.apply([received(1n, mine)]);
    vanish(1n);
    const message = core.byMid(1n);
    const nameOf = (): string => 'Ann';
    const view = toMessageView(message, {
      self,
      nowMs: 0,
      clockLagMs: 0,
      nameOf,
      roomNameOf: nameOf,
      isOpen: false,
      burnWords: null,
      isToBurn: false,
      reeditUntilMs: null,
      quote: null,
      fileState: { kind: 'offered' },
      concealedFile: null,
      replacement: null,
      reactions: [],
      erasureFailure: null,
    });
    const [row] = core.store.views
      .conversationsByIds([chat])
      .map((listed) => toConversationView(listed, { self, nameOf, roomNameOf: nameOf }));
    expect([view.body, row?.preview, toQuoteView(message, nameOf).kind]).toEqual([
      { kind: 'vanished' },
      { kind: 'vanished' },
      'vanished',
    ]);
  });

  it('is shown as revoked once a command says who did it', () => {
    core.pipeline.apply([received(1n)]);
    vanish(1n);
    core.pipeline.apply([
      {
        kind: 'messageRevoked',
        conversation: { kind: 'user', node: peer },
        by: peer,
        isMine: false,
        mid: core.byMid(1n).mid,
        claimedMid: null,
        sentAtNs: 0n,
      },
    ]);
    expect(core.byMid(1n)).toMatchObject({ contentState: 'revoked', revokedBy: peer });
  });

  it('takes no copy on the server back: nobody here has asked for it', () => {
    core.pipeline.apply([received(1n, { ...mine, cid: 'c' })]);
    vanish(1n);
    core.pipeline.apply([received(2n, { ...mine, cid: 'c' })]);
    expect(core.store.outbox.head()).toBeNull();
  });

  it('was burned, when it was bound to burn', () => {
    core.pipeline.apply([received(1n, { burnTerms: { seconds: 10, maxUnreadSeconds: 1_000 } })]);
    vanish(1n);
    expect(core.byMid(1n)).toMatchObject({ contentState: 'burned', revokedBy: null });
  });
});
