import { describe, expect, it } from 'vitest';
import type { MessageView } from '../../../../../preload/contract/message-views';
import { sentSigns, sentStateOf } from '../../../../../renderer/features/conversation/sent-state';
import { messageMenu } from '../../../../../renderer/features/conversation/view-model';
import { spokenState } from '../../../../../renderer/features/conversation/spoken-message';
import { aMessage } from '../../views';

const own = (sortKey: string, change: Partial<MessageView> = {}) =>
  aMessage('own', { isMine: true, delivery: { state: 'sent' }, sortKey, ...change });
const receipts = { deliveredUntil: '5:9', readUntil: '3:9' };

describe('how far an own message has come', () => {
  it('is read up to one place, delivered up to another, and sent beyond', () => {
    expect(['3:1', '3:9', '4:1', '5:9', '6:1'].map((key) => sentStateOf(own(key), receipts))).toEqual([
      'read',
      'read',
      'delivered',
      'delivered',
      'sent',
    ]);
  });

  it('is what the server says as long as nobody shares receipts', () => {
    expect(sentStateOf(own('1:1'), null)).toBe('sent');
  });

  it('is nothing of the kind while it waits or was refused, wherever it stands', () => {
    expect(sentStateOf(own('1:1', { delivery: { state: 'pending' } }), receipts)).toBe('pending');
    const failed = own('1:1', { delivery: { state: 'failed', reason: 'notFriends' } });
    expect(sentStateOf(failed, receipts)).toBe('failed');
  });

  it('is nobody’s business of a message of somebody else', () => {
    expect(sentStateOf(aMessage('other', { sortKey: '1:1' }), receipts)).toBeNull();
  });

  it('is not told of a burn message, whose note says whether it was opened', () => {
    const body = {
      kind: 'burnOwn',
      content: { kind: 'text', text: 'secret' },
      seconds: 10,
      isOpened: false,
      expiresAtMs: null,
    } as const;
    const burning = own('1:1', { body });
    expect([sentStateOf(burning, receipts), spokenState(burning, 'sent')?.key]).toEqual([
      'sent',
      'burn.unread',
    ]);
    expect(
      messageMenu(burning, { revokeWindowSeconds: null, serverNowMs: 0, receipts })?.sentState,
    ).toBeUndefined();
  });

  it('is heard, and stands in the menu of the message where receipts are shared', () => {
    expect(spokenState(own('1:1'), 'read')).toEqual({ key: 'delivery.read', reason: null });
    const at = { revokeWindowSeconds: null, serverNowMs: 0 };
    expect(messageMenu(own('4:1'), { ...at, receipts })?.sentState).toBe('delivered');
    expect(messageMenu(own('4:1'), at)).not.toHaveProperty('sentState');
  });

  it('has a sign of its own for whoever sees no colours, but for the weight of what was read', () => {
    expect(new Set(Object.values(sentSigns)).size).toBe(4);
  });
});
