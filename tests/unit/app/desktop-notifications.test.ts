import { beforeEach, describe, expect, it } from 'vitest';
import {
  DesktopNotifications,
  type NotifiedPlace,
  type NotificationText,
  type ShowNotification,
} from '../../../main/app/desktop-notifications';
import { printableName } from '../../../main/app/printable-name';
import { textsFor } from '../../../main/app/texts';

interface Shown {
  readonly text: NotificationText;
  readonly click: () => void;
  readonly dismiss: () => void;
  isOpen: boolean;
}

let shown: Shown[];
let opened: (NotifiedPlace | null)[];
/** The account whose chats somebody sees. */
let attended: string | null;
let isLocked: boolean;
let notifications: DesktopNotifications;

const show: ShowNotification = (text, events) => {
  const entry: Shown = {
    text,
    click: events.onClick,
    dismiss: () => {
      entry.isOpen = false;
      events.onClose();
    },
    isOpen: true,
  };
  shown.push(entry);
  return { close: () => entry.dismiss() };
};

const message = (conversationId: string, name = '周一帆') =>
  ({ accountId: 'one', kind: 'message', conversationId, name, isRoom: false }) as const;

beforeEach(() => {
  shown = [];
  opened = [];
  attended = null;
  isLocked = false;
  notifications = new DesktopNotifications({
    show,
    translate: () => textsFor('zh-CN'),
    isLocked: () => isLocked,
    isAttended: (accountId) => accountId === attended,
    open: (place) => opened.push(place),
  });
});

const open = (): readonly Shown[] => shown.filter((entry) => entry.isOpen);

describe('DesktopNotifications', () => {
  it('closes everything of an account that was signed out of, and nothing of another one', () => {
    notifications.handle(message('a'));
    notifications.handle({ accountId: 'one', kind: 'friendRequest', name: '周一帆', count: 1 });
    notifications.handle({ ...message('a'), accountId: 'other', name: '林晓' });
    notifications.handle({ accountId: 'one', kind: 'left' });
    expect(open().map(({ text }) => text.title)).toEqual(['林晓']);
  });

  it('names the sender and nothing of the content', () => {
    notifications.handle(message('a'));
    expect(shown[0]?.text).toEqual({ title: '周一帆', body: '新消息' });
  });

  it('says when it comes from a room, and when somebody wants to be a friend', () => {
    notifications.handle({ ...message('r', '设计组'), isRoom: true });
    notifications.handle({ accountId: 'one', kind: 'friendRequest', name: '陈默', count: 1 });
    expect(shown.map(({ text }) => text)).toEqual([
      { title: '设计组', body: '群里有新消息' },
      { title: '陈默', body: '请求添加你为好友' },
    ]);
    notifications.handle({ accountId: 'one', kind: 'friendRequest', name: '陈默', count: 12 });
    expect(shown[2]?.text).toEqual({ title: '新的好友申请', body: '12 人请求添加你为好友' });
    expect(shown[1]?.isOpen).toBe(false);
  });

  it('says nothing while the user looks at the window', () => {
    attended = 'one';
    notifications.handle(message('a'));
    expect(shown).toEqual([]);
  });

  it('tells of another account than the one that the user looks at', () => {
    attended = 'other';
    notifications.handle(message('a'));
    shown[0]?.click();
    expect(opened).toEqual([{ accountId: 'one', conversationId: 'a' }]);
  });

  it('keeps the chats of two accounts apart, even when the chats are called alike', () => {
    notifications.handle(message('a'));
    notifications.handle({ ...message('a'), accountId: 'other' });
    notifications.handle({ accountId: 'one', kind: 'withdrawn', conversationId: 'a' });
    expect(shown.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });

  it('keeps one notification for each chat: the newest', () => {
    notifications.handle(message('a'));
    notifications.handle(message('b'));
    notifications.handle(message('a'));
    expect(open()).toHaveLength(2);
    expect(shown[0]?.isOpen).toBe(false);
  });

  it('opens the chat that was clicked', () => {
    notifications.handle(message('a'));
    notifications.handle(message('b'));
    shown[0]?.click();
    expect(opened).toEqual([{ accountId: 'one', conversationId: 'a' }]);
  });

  it('shows who wants to be a friend of which account', () => {
    notifications.handle({ accountId: 'one', kind: 'friendRequest', name: '陈默', count: 1 });
    shown[0]?.click();
    expect(opened).toEqual([{ accountId: 'one', section: 'contacts' }]);
  });

  it('says who asks to be let into which room, closes it when nobody does any more, and leads to the room', () => {
    const asked = {
      accountId: 'one',
      kind: 'roomApplication',
      conversationId: 'r:tea',
      name: '茶水间',
    } as const;
    notifications.handle({ ...asked, count: 1, roomCount: 1 });
    notifications.handle({ ...asked, count: 3, roomCount: 1 });
    notifications.handle({ ...asked, count: 5, roomCount: 2 });
    expect(shown.map(({ text }) => text)).toEqual([
      { title: '茶水间', body: '有人申请加入' },
      { title: '茶水间', body: '3 人申请加入' },
      { title: '新的加入申请', body: '5 人申请加入' },
    ]);
    expect(shown.map(({ isOpen }) => isOpen)).toEqual([false, false, true]);
    for (const { click, dismiss } of shown.slice(1)) {
      click();
      dismiss();
    }
    expect(opened).toEqual([
      { accountId: 'one', conversationId: 'r:tea' },
      { accountId: 'one', section: 'rooms' },
    ]);
    notifications.handle({ ...asked, count: 1, roomCount: 1 });
    notifications.handle({ accountId: 'one', kind: 'answered', what: 'friendRequest' });
    expect(open()).toHaveLength(1);
    notifications.handle({ accountId: 'one', kind: 'answered', what: 'roomApplication' });
    expect(open()).toEqual([]);
  });

  it.each([
    [true, '你已加入这个群聊', { accountId: 'one', conversationId: 'r:tea' }],
    [false, '你的加入申请被拒绝了', { accountId: 'one', section: 'rooms' }],
  ])('says what became of an own application, let in: %s', (isAdmitted, body, place) => {
    const conversationId = 'r:tea';
    notifications.handle({
      accountId: 'one',
      kind: 'roomAnswer',
      conversationId,
      name: '茶水间',
      isAdmitted,
    });
    expect(shown[0]?.text).toEqual({ title: '茶水间', body });
    shown[0]?.click();
    expect(opened).toEqual([place]);
  });

  it('closes what was read, revoked or burned, and nothing else', () => {
    notifications.handle(message('a'));
    notifications.handle(message('b'));
    notifications.handle({ accountId: 'one', kind: 'withdrawn', conversationId: 'a' });
    expect(shown.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    notifications.handle({ accountId: 'one', kind: 'withdrawn', conversationId: 'unknown' });
  });

  it('does not lose the newest notification when the desktop reports the end of the one before late', () => {
    notifications.handle(message('a'));
    const late = shown[0];
    notifications.handle(message('a'));
    late?.dismiss();
    notifications.handle({ accountId: 'one', kind: 'withdrawn', conversationId: 'a' });
    expect(open()).toEqual([]);
  });

  it('confirms what the user asked for even when the window has the focus', () => {
    attended = 'one';
    notifications.confirm({ title: 'a', body: 'b' });
    expect(open()).toHaveLength(1);
  });

  it('closes everything at the end', () => {
    notifications.handle(message('a'));
    notifications.handle({ accountId: 'one', kind: 'friendRequest', name: '陈默', count: 1 });
    notifications.closeAll();
    expect(open()).toEqual([]);
  });
});

describe('printableName', () => {
  it('keeps ordinary names of any script', () => {
    expect(printableName('林小满 🍵')).toBe('林小满 🍵');
  });

  it('removes direction marks, line ends and control characters', () => {
    expect(printableName('  a\u202eb\nc\u0000d\u2028 ')).toBe('a b c d');
  });

  it('shortens long names without cutting a character in two', () => {
    const name = printableName('🍵'.repeat(200));
    expect([...name]).toHaveLength(48);
    expect(name.endsWith('🍵…')).toBe(true);
  });
});

describe('notifications of a locked app', () => {
  beforeEach(() => (isLocked = true));

  it('are one for everything, which names nobody', () => {
    notifications.handle(message('a'));
    notifications.handle({ ...message('r', '设计组'), isRoom: true });
    notifications.handle({ accountId: 'other', kind: 'friendRequest', name: '陈默', count: 1 });
    expect(open().map(({ text }) => text)).toEqual([
      { title: 'Tim Desktop', body: '有新内容，解锁后查看。' },
    ]);
    expect(JSON.stringify(shown)).not.toMatch(/周一帆|设计组|陈默/u);
    open()[0]?.click();
    expect(opened).toEqual([{ accountId: 'other', section: 'contacts' }]);
  });

  it('go when nothing that they stand for is left', () => {
    notifications.handle(message('a'));
    notifications.handle(message('b'));
    notifications.handle({ accountId: 'one', kind: 'withdrawn', conversationId: 'a' });
    expect(open()).toHaveLength(1);
    notifications.handle({ accountId: 'one', kind: 'withdrawn', conversationId: 'b' });
    expect(open()).toEqual([]);
    notifications.handle(message('a'));
    notifications.handle({ accountId: 'one', kind: 'left' });
    expect(open()).toEqual([]);
  });

  it('leave nothing behind when all are closed', () => {
    notifications.handle(message('a'));
    notifications.closeAll();
    expect(open()).toEqual([]);
    isLocked = false;
    notifications.handle(message('b'));
    notifications.handle({ accountId: 'one', kind: 'withdrawn', conversationId: 'a' });
    expect(open().map(({ text }) => text.title)).toEqual(['周一帆']);
  });
});
