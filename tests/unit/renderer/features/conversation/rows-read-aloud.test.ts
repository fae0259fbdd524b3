// @vitest-environment happy-dom
import { enableAutoUnmount, type DOMWrapper, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FileStateView } from '../../../../../preload/contract/file-views';
import type { BodyView, MessageView } from '../../../../../preload/contract/message-views';
import { succeed } from '../../../../../preload/contract/result';
import type { Locale } from '../../../../../preload/contract/views';
import MessageItem from '../../../../../renderer/features/conversation/MessageItem.vue';
import RoomLine from '../../../../../renderer/features/conversation/RoomLine.vue';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aMessage, noonMs } from '../../views';

enableAutoUnmount(afterEach);
beforeEach(() => {
  vi.useFakeTimers({ now: noonMs });
  new FakeBridge({
    'messages.image': () =>
      succeed({ mediaType: 'image/jpeg', bytes: new Uint8Array([1]), isAnimated: false }),
  }).install();
});
afterEach(() => vi.useRealTimers());

interface Row {
  readonly patch: Partial<MessageView>;
  /** How many pictures stand together; the message is the last of them. */
  readonly pictures?: number;
}

function mountRow({ patch, pictures = 0 }: Row, locale: Locale, isTabStop = true): VueWrapper {
  const message = aMessage('m1', patch);
  const album = Array.from({ length: pictures }, (_, index) =>
    index === pictures - 1 ? message : aMessage(`a${index}`, { ...patch, body: image }),
  );
  return mountInApp(
    MessageItem,
    {
      message,
      album,
      isFirst: true,
      isLast: true,
      isRoom: true,
      isTabStop,
      hasMenu: true,
      notice: null,
      peerName: null,
    },
    locale,
  );
}

const text = (words: string): BodyView => ({ kind: 'text', text: words });
const image = { kind: 'image', width: 30, height: 40, albumId: 'a' } as const;
const file = (state: FileStateView): BodyView => ({
  kind: 'file',
  name: 'plan.pdf',
  sizeBytes: 3_000_000,
  state,
});
const secret = { kind: 'text', text: 'SECRET' } as const;
const quote = { kind: 'text', messageId: 'q', authorName: '林', isMine: false, text: 'SECRET' } as const;

/** Every kind of row, and how it is heard in both languages. */
const rows: readonly (readonly [name: string, row: Row, en: string, zh: string])[] = [
  ['a text', { patch: { body: text('好') } }, '周一帆: 好, 14:00', '周一帆：好，14:00'],
  [
    'an own text that was read',
    { patch: { body: text('好'), isMine: true, delivery: { state: 'sent' } } },
    'You: 好, 14:00, Sent',
    '你：好，14:00，已发送',
  ],
  ['a picture', { patch: { body: image } }, '周一帆: Picture, 14:00', '周一帆：图片，14:00'],
  [
    'an album with words',
    { patch: { body: { ...image, caption: '三张' } }, pictures: 3 },
    '周一帆: 3 pictures: 三张, 14:00',
    '周一帆：3 张图片：三张，14:00',
  ],
  [
    'an album',
    { patch: { body: image }, pictures: 2 },
    '周一帆: 2 pictures, 14:00',
    '周一帆：2 张图片，14:00',
  ],
  ...(
    [
      [{ kind: 'offered' }, 'Not downloaded', '未下载'],
      [{ kind: 'waiting', doneBytes: 5 }, 'Waiting for the sender', '等待对方传送'],
      [{ kind: 'fetching', doneBytes: 5 }, 'Downloading', '正在下载'],
      [{ kind: 'paused', doneBytes: 5 }, 'Download paused', '下载已暂停'],
      [{ kind: 'here' }, 'Downloaded', '已下载'],
    ] as const
  ).map(
    ([state, en, zh]) =>
      [
        `a file that is ${state.kind}`,
        { patch: { body: file(state) } },
        `周一帆: File: plan.pdf, 3 MB, 14:00, ${en}`,
        `周一帆：文件：plan.pdf，3 MB，14:00，${zh}`,
      ] as const,
  ),
  [
    'a file that runs',
    {
      patch: {
        body: { kind: 'file', name: 'a.exe', sizeBytes: 7, state: { kind: 'here' }, warning: 'program' },
      },
    },
    '周一帆: File: a.exe, 7 bytes, May run a program when opened, 14:00, Downloaded',
    '周一帆：文件：a.exe，7字节，打开后可能运行程序，14:00，已下载',
  ],
  [
    'an own file',
    { patch: { body: file({ kind: 'here' }), isMine: true } },
    'You: File: plan.pdf, 3 MB, 14:00, Sent',
    '你：文件：plan.pdf，3 MB，14:00，已发送',
  ],
  [
    'a burn message that is covered',
    { patch: { body: { kind: 'burnConcealed', seconds: 10, expiresAtMs: null } } },
    '周一帆: Burn message, 14:00, Unread',
    '周一帆：阅后即焚消息，14:00，未读',
  ],
  [
    'a burn message that is open',
    { patch: { body: { kind: 'burnRevealed', content: secret, seconds: 10, expiresAtMs: noonMs + 9_000 } } },
    '周一帆: Burn message: SECRET, 14:00',
    '周一帆：阅后即焚消息：SECRET，14:00',
  ],
  ['what burned', { patch: { body: { kind: 'burned' } } }, 'Burned', '已焚毁'],
  [
    'what was revoked',
    { patch: { body: { kind: 'revoked', byMe: false, reeditUntilMs: null } } },
    '周一帆 revoked a message',
    '“周一帆”撤回了一条消息',
  ],
  [
    'what was edited',
    { patch: { body: text('好'), isEdited: true } },
    '周一帆: 好, edited, 14:00',
    '周一帆：好，已编辑，14:00',
  ],
  [
    'what was passed on',
    { patch: { body: text('好'), forwardedFrom: '王' } },
    '周一帆: Forwarded from 王: 好, 14:00',
    '周一帆：转发自“王”：好，14:00',
  ],
  [
    'an answer',
    { patch: { body: text('好'), quote } },
    '周一帆: answering 林: 好, 14:00',
    '周一帆：回复“林”：好，14:00',
  ],
  [
    'what others said something to',
    {
      patch: {
        body: text('好'),
        reactions: [
          { emoji: '👍', count: 2, isMine: true, names: ['林'] },
          { emoji: '😂', count: 1, isMine: false, names: ['王'] },
        ],
      },
    },
    '周一帆: 好, 14:00, Reactions: 👍 2, 😂 1',
    '周一帆：好，14:00，表态：👍 2、😂 1',
  ],
];

/** What a row offers, and other keys reach: its menu by its own key, the picture by Enter and arrows, the author by the name beside. */
const reachedOtherwise = ['message-menu-button', 'picture-open', 'message-author-picture'];

const controlsOf = (item: VueWrapper): readonly DOMWrapper<Element>[] =>
  item.findAll('button, a, [role="checkbox"]');

function nameOf(control: DOMWrapper<Element>): string {
  const visible = [...control.element.childNodes]
    .filter((node) => !(node instanceof Element && node.getAttribute('aria-hidden') === 'true'))
    .map((node) => node.textContent ?? '')
    .join('');
  return (
    control.attributes('aria-label') ??
    (visible.trim() === '' ? (control.attributes('title') ?? '') : visible.trim())
  );
}

describe.each(['en', 'zh-CN'] as const)('a row of the timeline that is heard in %s', (locale) => {
  it.each(rows)('says who, what, when and how it stands: %s', (_name, row, en, zh) => {
    const item = mountRow(row, locale).get(byTestId('message'));
    expect(item.attributes('role')).toBe('listitem');
    expect(item.attributes('aria-label')).toBe(locale === 'en' ? en : zh);
  });

  it.each(rows)(
    'has a name for everything that it offers, and keys that reach it: %s',
    async (_name, row) => {
      const stop = mountRow(row, locale);
      await stop.get(byTestId('message')).trigger('focusin');
      for (const control of controlsOf(stop)) {
        const testId = control.attributes('data-testid') ?? '';
        expect([testId, nameOf(control)]).not.toEqual([testId, '']);
        expect(nameOf(control)).not.toMatch(/undefined|\{\w+\}/u);
        if (!reachedOtherwise.includes(testId))
          expect([testId, control.attributes('tabindex')]).not.toEqual([testId, '-1']);
      }
    },
  );
});

describe('a line about a room', () => {
  it('is heard as a sentence among the messages', () => {
    const line = mountInApp(RoomLine, {
      line: { kind: 'joined', names: ['王'], count: 1, text: '' },
    });
    expect(line.get('[role="listitem"]').text()).toContain('王');
  });
});
