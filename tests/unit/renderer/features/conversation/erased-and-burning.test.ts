// @vitest-environment happy-dom
import { enableAutoUnmount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick, shallowRef, h } from 'vue';
import type { BodyView, MessageView, OperationView } from '../../../../../preload/contract/message-views';
import type { ConnectionState, Locale } from '../../../../../preload/contract/views';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import BurnAnnouncer from '../../../../../renderer/features/conversation/BurnAnnouncer.vue';
import FoldedLines from '../../../../../renderer/features/conversation/FoldedLines.vue';
import MessageItem from '../../../../../renderer/features/conversation/MessageItem.vue';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aMessage, anOpenAccount, aSnapshot, noonMs } from '../../views';

enableAutoUnmount(afterEach);

const content = { kind: 'text', text: 'SECRET' } as const;
const revokedByMe: BodyView = { kind: 'revoked', byMe: true, reeditUntilMs: noonMs + 300_000 };
const own = (isOpened: boolean, expiresAtMs: number | null): BodyView => ({
  kind: 'burnOwn',
  content,
  seconds: 10,
  isOpened,
  expiresAtMs,
});

interface Shown {
  readonly body?: BodyView;
  readonly patch?: Partial<MessageView>;
  readonly props?: Record<string, unknown>;
  readonly locale?: Locale;
}
function show({ body = revokedByMe, patch = {}, props = {}, locale = 'en' }: Shown): VueWrapper {
  const message = aMessage('m1', { body, ...patch });
  const always = { message, isFirst: true, isLast: true, isRoom: false, isTabStop: true, hasMenu: false };
  return mountInApp(MessageItem, { ...always, notice: null, peerName: '周一帆', ...props }, locale);
}
const mine = { isMine: true, authorName: '林晓' } as const;

beforeEach(() => void vi.useFakeTimers({ now: noonMs }));
afterEach(() => vi.useRealTimers());

describe('line of a revoked message', () => {
  it.each([
    ['en', 'You revoked a message', 'Re-edit'],
    ['zh-CN', '你撤回了一条消息', '重新编辑'],
  ] as const)('offers to write it anew, in %s', async (locale, sentence, label) => {
    const onReedit = vi.fn();
    const item = show({ patch: mine, props: { canReedit: true, onReedit }, locale });
    expect(item.get(byTestId('tombstone')).text()).toBe(sentence);
    const button = item.get(byTestId('reedit'));
    expect([button.element.tagName, button.text(), button.attributes('tabindex')]).toEqual([
      'BUTTON',
      label,
      '0',
    ]);
    await button.trigger('click');
    for (const key of ['Enter', ' ']) await item.get(byTestId('message')).trigger('keydown', { key });
    expect(onReedit).toHaveBeenCalledTimes(3);
  });

  it('is reached with the Tab key only from its own row', () => {
    const item = show({ patch: mine, props: { canReedit: true, isTabStop: false } });
    expect(item.get(byTestId('reedit')).attributes('tabindex')).toBe('-1');
  });

  it('offers nothing when the text is not there any more', async () => {
    const onReedit = vi.fn();
    const item = show({ patch: mine, props: { canReedit: false, onReedit } });
    expect(item.find(byTestId('reedit')).exists()).toBe(false);
    await item.get(byTestId('message')).trigger('keydown', { key: 'Enter' });
    expect(onReedit).not.toHaveBeenCalled();
  });

  it.each([
    ['en', "Couldn't restore the text: The 5 minutes for re-editing are over."],
    ['zh-CN', '无法重新编辑：已超过 5 分钟，不能重新编辑了。'],
  ] as const)('says in words why the text did not come back, in %s', (locale, sentence) => {
    const notice = { key: 'revoke.reeditFailed', code: 'reeditOver' };
    expect(show({ patch: mine, props: { notice }, locale }).get(byTestId('message-notice')).text()).toBe(
      sentence,
    );
  });
});

describe('revoking and burning under way', () => {
  const operations = {
    revoke: { kind: 'revoke', state: 'pending', reason: null },
    burn: { kind: 'burn', state: 'pending', reason: null },
    refusedBurn: { kind: 'burn', state: 'failed', reason: 'notFriends' },
  } as const satisfies Record<string, OperationView>;

  async function noteOf(operation: OperationView, state: ConnectionState, locale: Locale): Promise<string> {
    const connection = { ...anOpenAccount().connection, state };
    new FakeBridge({
      'app.snapshot': () => aSnapshot({ accounts: [anOpenAccount({ connection })] }),
    }).install();
    const body: BodyView = operation.kind === 'burn' ? { kind: 'burned' } : { kind: 'text', text: '你好' };
    const item = show({ body, patch: { operation, isMine: operation.kind === 'revoke' }, locale });
    await useSessionStore().load();
    await nextTick();
    return item.get('[data-testid^="operation-"]').text();
  }

  it.each([
    ['en', 'revoke', 'online', 'Revoking…'],
    ['zh-CN', 'revoke', 'online', '正在撤回…'],
    ['en', 'revoke', 'waiting', 'Will be revoked once you are online'],
    ['zh-CN', 'revoke', 'waiting', '联网后撤回'],
    ['en', 'burn', 'waiting', 'Burned here; the server follows once you are online'],
    ['zh-CN', 'burn', 'kicked', '本机已焚毁，联网后服务器上也会焚毁'],
    [
      'en',
      'refusedBurn',
      'online',
      'Burned here, but not on the server: You are no longer friends. Add the other person again first.',
    ],
    ['zh-CN', 'refusedBurn', 'online', '本机已焚毁，服务器焚毁失败：你们已不是好友，请重新添加对方。'],
  ] as const)('says how it stands, in %s: %s while %s', async (locale, name, state, sentence) => {
    expect(await noteOf(operations[name], state, locale)).toBe(sentence);
  });
});

describe("author's view of a burn message", () => {
  it.each([
    ['en', 'Unread', 'Opened', 'Read and burned'],
    ['zh-CN', '未读', '对方已打开', '对方已看完，已焚毁'],
  ] as const)('says unread, opened and burned, in %s', (locale, unread, opened, burned) => {
    const state = (body: BodyView) => show({ body, patch: mine, locale }).get(byTestId('burn-own-state'));
    expect(state(own(false, noonMs + 604_800_000)).text()).toBe(unread);
    expect(state(own(true, noonMs + 10_000)).text()).toBe(opened);
    expect(
      show({ body: { kind: 'burned' }, patch: mine, locale })
        .get(byTestId('burned'))
        .text(),
    ).toBe(burned);
  });

  it('says neither while the server does not have it', () => {
    const item = show({ body: own(false, null), patch: { ...mine, delivery: { state: 'pending' } } });
    expect(item.get(byTestId('burn-own-state')).text()).toBe('');
  });

  it("runs the peer's reading time down once it is opened, and not before", async () => {
    const unread = show({ body: own(false, noonMs + 10_000), patch: mine });
    expect(unread.find(byTestId('burn-countdown')).exists()).toBe(false);
    const opened = show({ body: own(true, noonMs + 10_000), patch: mine });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(opened.get(byTestId('burn-countdown')).attributes('data-seconds')).toBe('7');
  });

  it('cannot be copied or dragged', () => {
    const item = show({ body: own(false, noonMs + 10_000), patch: mine });
    for (const type of ['copy', 'dragstart']) {
      const event = new Event(type, { bubbles: true, cancelable: true });
      item.get(byTestId('message-text')).element.dispatchEvent(event);
      expect([type, event.defaultPrevented]).toEqual([type, true]);
    }
  });
});

describe('card of a concealed message', () => {
  const body = (expiresAtMs: number | null): BodyView => ({
    kind: 'burnConcealed',
    seconds: 10,
    expiresAtMs,
  });

  it('shows no clock before the first opening', () => {
    const card = show({ body: body(null) }).get(byTestId('burn-concealed'));
    expect(card.text()).toContain('Click to open');
    expect(card.find(byTestId('burn-countdown')).exists()).toBe(false);
  });

  it.each([
    ['en', 'Still counting, click to go on'],
    ['zh-CN', '还在倒计时，点击继续看'],
  ] as const)(
    'shows the running clock of a message that was covered again, in %s',
    async (locale, detail) => {
      const onReveal = vi.fn();
      const card = show({ body: body(noonMs + 8_000), props: { onReveal }, locale }).get(
        byTestId('burn-concealed'),
      );
      await vi.advanceTimersByTimeAsync(2_000);
      expect(card.text()).toContain(detail);
      expect(card.get(byTestId('burn-countdown')).attributes()).toMatchObject({
        'data-seconds': '6',
        // A name that changes every second would be read out every second.
        'aria-hidden': 'true',
      });
      await card.trigger('click');
      expect(onReveal).toHaveBeenCalledOnce();
    },
  );
});

describe('announcement of the countdown', () => {
  it.each([
    ['en', 'Burns in 30 s', 'Burns in 20 s', 'Burned'],
    ['zh-CN', '30 秒后焚毁', '20 秒后焚毁', '已焚毁'],
  ] as const)(
    'is spoken politely, each ten seconds and at the end, in %s',
    async (locale, first, second, end) => {
      const open = aMessage('m1', {
        body: { kind: 'burnRevealed', content, seconds: 30, expiresAtMs: noonMs + 30_000 },
      });
      const messages = shallowRef<readonly MessageView[]>([]);
      const view = mountInApp({ render: () => h(BurnAnnouncer, { messages: messages.value }) }, {}, locale);
      const region = view.get(byTestId('burn-announcement'));
      expect([region.attributes('aria-live'), region.text()]).toEqual(['polite', '']);
      messages.value = [open];
      await nextTick();
      expect(region.text()).toBe(first);
      await vi.advanceTimersByTimeAsync(9_800);
      expect(region.text()).toBe(first);
      await vi.advanceTimersByTimeAsync(200);
      expect(region.text()).toBe(second);
      messages.value = [aMessage('m1', { body: { kind: 'burned' } })];
      await nextTick();
      expect(region.text()).toBe(end);
    },
  );
});

describe('folded lines', () => {
  const fold = { kind: 'fold', key: 'fold:1', messageIds: ['1', '2', '3'], revokedCount: 2, burnedCount: 1 };

  it.each([
    ['en', '2 revoked, 1 burned', 'Show', 'Hide'],
    ['zh-CN', '2 条已撤回，1 条已焚毁', '展开', '收起'],
  ] as const)('are a button that says what is in them, in %s', async (locale, sentence, more, less) => {
    const onToggle = vi.fn();
    const closed = mountInApp(
      FoldedLines,
      { fold: { ...fold, isOpen: false }, isTabStop: true, onToggle },
      locale,
    );
    const button = closed.get(byTestId('fold'));
    expect(button.attributes()).toMatchObject({ 'aria-expanded': 'false', tabindex: '0' });
    expect([closed.get(byTestId('fold-text')).text(), button.text()]).toEqual([
      sentence,
      expect.stringContaining(more),
    ]);
    await button.trigger('click');
    expect(onToggle).toHaveBeenCalledOnce();
    const open = mountInApp(FoldedLines, { fold: { ...fold, isOpen: true }, isTabStop: false }, locale);
    expect(open.get(byTestId('fold')).attributes()).toMatchObject({
      'aria-expanded': 'true',
      tabindex: '-1',
    });
    expect(open.get(byTestId('fold')).text()).toContain(less);
  });
});
