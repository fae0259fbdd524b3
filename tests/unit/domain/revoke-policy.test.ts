import { describe, expect, it } from 'vitest';
import type { Message } from '../../../main/domain/message';
import { refuseRevoke, revocableUntilMs } from '../../../main/domain/revoke-policy';
import { aMessage } from '../../support/a-message';

const sentAtMs = 1_790_000_000_000;
const own = (change: Partial<Message> = {}): Message =>
  aMessage({ isMine: true, sortNs: BigInt(sentAtMs) * 1_000_000n + 999_999n, ...change });

describe('the revoke policy', () => {
  it.each<[string, Message, number | null, number, string | null]>([
    ['an own message at once', own(), 120, sentAtMs, null],
    ['an own message in the last millisecond', own(), 120, sentAtMs + 120_000, null],
    ['an own message a millisecond late', own(), 120, sentAtMs + 120_001, 'revokeWindowOver'],
    ['an own message years later without a window', own(), null, sentAtMs + 1e12, null],
    ['an own message while the server is behind', own(), 120, sentAtMs - 3_600_000, null],
    ['a message of somebody else', own({ isMine: false }), null, sentAtMs, 'notTheAuthor'],
    ['a revoked message', own({ contentState: 'revoked' }), null, sentAtMs, 'alreadyGone'],
    ['a burned message', own({ contentState: 'burned' }), null, sentAtMs, 'alreadyGone'],
    ['a withdrawn message', own({ contentState: 'withdrawn' }), null, sentAtMs, 'alreadyGone'],
    ['a message that is being revoked', own({ pendingOperation: 'revoke' }), null, sentAtMs, 'alreadyGone'],
    ['a waiting message, however old', own({ delivery: 'pending' }), 30, sentAtMs + 1e9, null],
    ['a refused message, however old', own({ delivery: 'failed' }), 30, sentAtMs + 1e9, null],
    [
      'a message whose first revoke was refused',
      own({ operationFailure: 'notFriends' }),
      120,
      sentAtMs,
      null,
    ],
  ])('judges %s', (_name, message, windowSeconds, serverNowMs, refusal) => {
    expect(refuseRevoke(message, windowSeconds, serverNowMs)).toBe(refusal);
  });

  it('counts the window from the server time of the message, rounded down to milliseconds', () => {
    expect(revocableUntilMs(own(), 30)).toBe(sentAtMs + 30_000);
    expect(revocableUntilMs(own(), null)).toBeNull();
  });
});
