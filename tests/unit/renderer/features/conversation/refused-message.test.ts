import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../../../preload/contract/result';
import type { BodyView } from '../../../../../preload/contract/message-views';
import { refusedAction } from '../../../../../renderer/features/conversation/refused-message';
import { aMessage } from '../../views';

const text: BodyView = { kind: 'text', text: 'x' };
const image: BodyView = { kind: 'image', width: 1, height: 1 };
const burning = (
  content: { kind: 'text'; text: string } | { kind: 'image'; width: number; height: number },
) => ({ kind: 'burnOwn', content, seconds: 10, isOpened: false, expiresAtMs: null }) as const;
const actionFor = (reason: FailureCode, body: BodyView = text, isClosed = false) =>
  refusedAction(aMessage('1', { isMine: true, body, delivery: { state: 'failed', reason } }), isClosed);

describe('what helps with a message that was not sent', () => {
  it('follows from the reason', () => {
    expect(actionFor('notFriends', text, true)).toBe('addAgain');
    // Friends again, or still, as the server says: the message may go now.
    expect(actionFor('notFriends')).toBe('retry');
    expect(actionFor('blockedByPeer')).toBeNull();
    expect(actionFor('textTooLong')).toBe('edit');
    expect(actionFor('tooLargeForServer')).toBe('edit');
    for (const reason of ['timedOut', 'serverBusy', 'refusedByServer', 'internal'] as const) {
      expect(actionFor(reason)).toBe('retry');
    }
  });

  it('makes a picture smaller where a text would be edited, also one that burns', () => {
    expect(actionFor('tooLargeForServer', image)).toBe('sendSmaller');
    expect(actionFor('tooLargeForServer', burning(image))).toBe('sendSmaller');
    expect(actionFor('tooLargeForServer', burning(text))).toBe('edit');
  });

  it('is nothing for what was sent or waits', () => {
    expect(refusedAction(aMessage('1'), false)).toBeNull();
    expect(refusedAction(aMessage('1', { isMine: true, delivery: { state: 'pending' } }), false)).toBeNull();
  });
});
