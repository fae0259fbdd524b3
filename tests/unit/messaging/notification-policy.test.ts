import { describe, expect, it } from 'vitest';
import { decideNotifications, type NotificationRules } from '../../../main/messaging/notification-policy';
import { chat, received, room } from '../../support/test-core';

const inRoom = { conversation: { kind: 'room', node: 'room' as never } } as const;
const unread = (counts: Readonly<Record<string, number>>): NotificationRules => ({
  isHeard: () => true,
  unreadCount: (id) => counts[id] ?? 0,
});

describe('notifications', () => {
  it('are one a chat, for what arrives now or waited offline', () => {
    const arrived = [received(1n), received(2n), received(3n, { ...inRoom, source: 'offline' })];
    expect(decideNotifications(arrived, [], unread({ [chat]: 2, [room]: 1 }))).toEqual({
      show: [chat, room],
      withdraw: [],
    });
  });

  it('T16: are given for what the history brings after an absence', () => {
    const arrived = [
      received(1n, { source: 'history', isNews: true }),
      received(2n, { ...inRoom, source: 'history', isNews: true }),
    ];
    expect(decideNotifications(arrived, [], unread({ [chat]: 1, [room]: 1 })).show).toEqual([chat, room]);
  });

  it('say nothing about history from before this computer took part', () => {
    const arrived = [received(1n, { source: 'history', isNews: false })];
    expect(decideNotifications(arrived, [], unread({ [chat]: 1 })).show).toEqual([]);
  });

  it('say nothing about what was read or revoked in the same moment', () => {
    expect(decideNotifications([received(1n)], [chat], unread({}))).toEqual({ show: [], withdraw: [chat] });
  });

  it('say nothing about what is not to be heard', () => {
    const rules = { ...unread({ [chat]: 2 }), isHeard: ({ mid }: { readonly mid: bigint }) => mid > 2n };
    expect(decideNotifications([received(1n), received(2n)], [], rules).show).toEqual([]);
    expect(decideNotifications([received(2n), received(3n)], [], rules).show).toEqual([chat]);
  });

  it('stay while something unread is left', () => {
    expect(decideNotifications([], [chat, room], unread({ [chat]: 1 })).withdraw).toEqual([room]);
  });
});
