import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageErased } from '../../../main/domain/domain-event';
import type { MessageId } from '../../../main/domain/ids';
import { burnNow } from '../../../main/messaging/burn-message';
import { revokeMessage } from '../../../main/messaging/revoke-message';
import { burnContent, chat, midOf, peer, received, revoked, self, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
  core.pipeline.apply([
    received(1n),
    received(2n, burnContent('secret')),
    core.echo('mine' as MessageId, 3n),
    core.echo('mine too' as MessageId, 4n, burnContent('own secret')),
  ]);
  core.outcomes.length = 0;
});
afterEach(() => {
  core.dispose();
});

const erased = (mid: bigint, change: Partial<MessageErased> = {}): MessageErased =>
  revoked(mid, { ...change, kind: 'messageBurned' });
const byMe = { by: self, isMine: true } as const;
const inRoom = { conversation: { kind: 'room', node: 'room' as typeof peer } } as const;
const states = (): readonly string[] => [1n, 2n, 3n, 4n].map((mid) => core.byMid(mid).contentState);

/** Event, and the states of the peer's text and burn message and of the two own ones afterwards. */
const commands: readonly (readonly [string, MessageErased, readonly string[]])[] = [
  ['the author revokes', revoked(1n), ['revoked', 'present', 'present', 'present']],
  ['the author revokes a burn message', revoked(2n), ['present', 'revoked', 'present', 'present']],
  ['we revoke on another device', revoked(3n, byMe), ['present', 'present', 'revoked', 'present']],
  ['we burn on another device', erased(2n, byMe), ['present', 'burned', 'present', 'present']],
  ['the peer burns what we wrote', erased(4n), ['present', 'present', 'present', 'burned']],
  [
    'offline copy: the number only in our field',
    revoked(1n, { mid: null }),
    ['revoked', 'present', 'present', 'present'],
  ],
  ['offline copy of a burn', erased(4n, { mid: null }), ['present', 'present', 'present', 'burned']],
  // Forged or senseless: nothing changes.
  [
    'the peer revokes what we wrote',
    revoked(3n, { mid: null }),
    ['present', 'present', 'present', 'present'],
  ],
  [
    'the peer burns what the peer wrote',
    erased(2n, { mid: null }),
    ['present', 'present', 'present', 'present'],
  ],
  ['we burn what we wrote', erased(4n, byMe), ['present', 'present', 'present', 'present']],
  [
    'the server’s number counts, not the claimed one',
    revoked(1n, { claimedMid: midOf(3n) }),
    ['revoked', 'present', 'present', 'present'],
  ],
  [
    'a command without a target',
    revoked(1n, { mid: null, claimedMid: null }),
    ['present', 'present', 'present', 'present'],
  ],
  ['the same number in a room', revoked(1n, inRoom), ['present', 'present', 'present', 'present']],
  ['a burn in a room', erased(1n, inRoom), ['present', 'present', 'present', 'present']],
];

describe('revokes and burns', () => {
  it.each(commands)('touch only what they may: %s', (_name, event, expected) => {
    core.pipeline.apply([event]);
    expect(states()).toEqual(expected);
    core.pipeline.apply([event]);
    expect(states()).toEqual(expected);
  });

  it('erase the content and keep the row', () => {
    core.pipeline.apply([revoked(1n), erased(2n, byMe)]);
    expect(core.byMid(1n)).toMatchObject({ text: null, revokedBy: peer });
    expect(core.byMid(2n)).toMatchObject({ text: null, revokedBy: null, expiresAtMs: null });
    expect([...(core.outcomes[0]?.erasedIn ?? [])]).toEqual([chat]);
    expect(core.outcomes[0]?.changes.messages.get(chat)?.size).toBe(2);
  });

  it('leave no piece of the content in the files', () => {
    core.pipeline.apply([revoked(1n)]);
    // The log was emptied: every page of it is gone.
    expect(core.files.rawFiles().length % 4096).toBe(0);
  });

  it('never bring anything back or change how it went', () => {
    core.pipeline.apply([
      revoked(1n),
      received(1n),
      revoked(1n, { sentAtNs: 0n }),
      received(1n, { source: 'history' }),
    ]);
    expect(core.byMid(1n)).toMatchObject({ contentState: 'revoked', revokedBy: peer, text: null });
    core.pipeline.apply([erased(2n, byMe), revoked(2n)]);
    expect(core.byMid(2n).contentState).toBe('burned');
  });

  it('that are forged are counted in the log, with no content and no names', () => {
    core.pipeline.apply([revoked(3n, { mid: null }), revoked(1n, { mid: null, claimedMid: null })]);
    expect(core.logger.lines).toEqual([
      'forged erasure ignored kind=messageRevoked',
      'erasure without a target kind=messageRevoked',
    ]);
    expect(core.outcomes[0]?.changes.isEmpty).toBe(true);
  });

  it('of something unknown leave a tombstone, once, that is no news', () => {
    core.pipeline.apply([revoked(9n)]);
    core.pipeline.apply([revoked(9n)]);
    expect(core.byMid(9n)).toMatchObject({ contentState: 'revoked', author: peer, text: null });
    expect(core.store.messages.page(chat, null, { limit: 10 })).toHaveLength(5);
    expect(core.outcomes.flatMap(({ arrived }) => arrived)).toEqual([]);
    expect(core.store.conversations.unreadCount(chat)).toBe(2);
  });
});

describe('a message that the server has twice, because its echo was lost', () => {
  it('stays under the number that is known here when its reader burned only the other one', () => {
    // A reader without client ids takes the copies for two messages; nothing tells that this one is gone, too.
    core.pipeline.apply([erased(5n)]);
    expect(core.byMid(4n)).toMatchObject({ contentState: 'present', text: 'own secret' });
    expect(core.byMid(5n).contentState).toBe('burned');
  });

  it('is gone under both numbers once both are known', () => {
    core.pipeline.apply([core.echo('mine too' as MessageId, 5n, burnContent('own secret')), erased(5n)]);
    expect(core.byMid(4n)).toMatchObject({ contentState: 'burned', text: null });
  });
});

describe('own commands', () => {
  it('are settled by their echo', () => {
    const { messageId } = core.byMid(3n);
    revokeMessage(messageId, { ...core.messaging, revokeWindowSeconds: () => null });
    core.pipeline.apply([revoked(3n, byMe)]);
    expect(core.message(messageId)).toMatchObject({
      contentState: 'revoked',
      revokedBy: self,
      pendingOperation: null,
    });
    expect(core.store.outbox.head()).toBeNull();
  });

  it('of burns are settled, and the content has gone before', () => {
    const { messageId } = core.byMid(2n);
    burnNow(messageId, core.messaging);
    expect(core.message(messageId)).toMatchObject({ contentState: 'burned', pendingOperation: 'burn' });
    core.pipeline.apply([erased(2n, byMe)]);
    expect(core.message(messageId)).toMatchObject({ contentState: 'burned', pendingOperation: null });
    expect(core.store.outbox.head()).toBeNull();
  });

  it('that the server refused once are forgotten when the message is gone all the same', () => {
    const { messageId } = core.byMid(3n);
    core.store.transaction((write) => write.messages.setPendingOperation(messageId, null, 'notFriends'));
    core.pipeline.apply([revoked(3n, byMe)]);
    expect(core.message(messageId)).toMatchObject({ contentState: 'revoked', operationFailure: null });
  });
});
