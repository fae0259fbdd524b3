// @vitest-environment happy-dom
import { enableAutoUnmount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FileStateView, VoiceView } from '../../../../../preload/contract/file-views';
import type { BodyView, MessageView } from '../../../../../preload/contract/message-views';
import { useNavigationStore } from '../../../../../renderer/base/navigation-store';
import MessageItem from '../../../../../renderer/features/conversation/MessageItem.vue';
import { byTestId, mountInApp } from '../../mount';
import { aMessage, noonMs, anAccount } from '../../views';

enableAutoUnmount(afterEach);

function show(message: MessageView, more: Record<string, unknown> = {}): VueWrapper {
  return mountInApp(MessageItem, {
    message,
    isFirst: true,
    isLast: true,
    isRoom: false,
    isTabStop: true,
    hasMenu: true,
    notice: null,
    ...more,
  });
}
const withBody = (body: BodyView, patch: Partial<MessageView> = {}): VueWrapper =>
  show(aMessage('m1', { body, ...patch }));

describe('message', () => {
  beforeEach(() => void vi.useFakeTimers({ now: noonMs }));
  afterEach(() => vi.useRealTimers());

  it('shows hostile text as text', () => {
    const hostile = '<img src=x onerror=alert(1)><script>alert(2)</script>{{ 1 + 1 }}';
    const item = show(aMessage('m1', { body: { kind: 'text', text: hostile }, authorName: hostile }), {
      isRoom: true,
    });
    expect(item.find(byTestId('message-text')).text()).toBe(hostile);
    expect(item.findAll('img, script')).toHaveLength(0);
    expect(item.text()).toContain(hostile);
  });

  it('ends what stands below a picture with its time, as it ends a text', () => {
    const image = { kind: 'image', width: 40, height: 30 } as const;
    const time = 'time';
    expect(
      withBody({ ...image, caption: 'cats' })
        .get('.caption')
        .findAll(time),
    ).toHaveLength(1);
    expect(withBody({ ...image, caption: 'cats' }).findAll(time)).toHaveLength(1);
    expect(withBody(image).findAll(time)).toHaveLength(1);
  });

  it('says of a file on its way how much of it is here, and of one that is not begun how large it is', () => {
    const facts = (doneBytes: number): string =>
      withBody({
        kind: 'file',
        name: 'plan.pdf',
        sizeBytes: 4_200_000,
        state: { kind: 'waiting', doneBytes },
      })
        .get(byTestId('file-facts'))
        .text();
    expect(facts(0)).toBe('Waiting for the sender, 4.2 MB');
    expect(facts(2_100_000)).toBe('Waiting for the sender, 2.1 MB of 4.2 MB');
  });

  it('ends the line that tells how large a file or how long a recording is with its time', () => {
    const file = { kind: 'file', name: 'a.webm', sizeBytes: 9, state: { kind: 'here' } } as const;
    const ends = (body: typeof file & { media?: 'audio' | 'video'; voice?: VoiceView }, line: string) => {
      const item = withBody(body);
      expect(item.findAll('time')).toHaveLength(1);
      return (item.get(line).element.lastElementChild?.querySelector('time') ?? null) !== null;
    };
    for (const body of [file, { ...file, media: 'audio' }, { ...file, media: 'video' }] as const)
      expect(ends(body, '.line')).toBe(true);
    expect(ends({ ...file, voice: { durationMs: 1_000, peaks: [] } }, '.facts')).toBe(true);
  });

  it('shows what goes with a file below it, with the time at its end, and offers to open what the app can show', () => {
    const file = { kind: 'file', name: '海边.png', sizeBytes: 4_200_000, state: { kind: 'here' } } as const;
    const item = withBody({ ...file, shows: 'picture', caption: '第一天 <b>' });
    expect(item.get(byTestId('message-caption')).text()).toBe('第一天 <b>');
    expect(item.get('.caption').findAll('time')).toHaveLength(1);
    expect(item.findAll('time')).toHaveLength(1);
    const deeds = (one: ReturnType<typeof withBody>): readonly string[] =>
      ['open', 'save'].filter((name) => one.find(byTestId(`file-${name}`)).exists());
    expect(deeds(item)).toEqual(['open', 'save']);
    expect(deeds(withBody(file))).toEqual(['save']);
    const burning = { kind: 'burnOwn', seconds: 10, isOpened: false, expiresAtMs: null } as const;
    expect(deeds(withBody({ ...burning, content: { ...file, shows: 'picture' } }))).toEqual(['open']);
  });

  it('says of a covered file how much has to come before it can be opened, and not what it is called', () => {
    const detail = (state: FileStateView): string =>
      withBody({
        kind: 'burnConcealed',
        seconds: 10,
        expiresAtMs: null,
        file: { sizeBytes: 4_200_000, state },
      })
        .get(byTestId('burn-detail'))
        .text();
    expect(detail({ kind: 'offered' })).toBe('A file of 4.2 MB. Click to download it, then open it');
    expect(detail({ kind: 'fetching', doneBytes: 2_100_000 })).toBe('Downloading, 2.1 MB of 4.2 MB');
    expect(detail({ kind: 'failed', reason: 'fileGone' })).toContain('The sender no longer has this file.');
    expect(detail({ kind: 'here' })).toBe('Click to open, burns after 10 s');
  });

  it('leads from its author in a room to their card, with the pointer and with the keyboard', async () => {
    const message = aMessage('m1', { authorNode: 'node-zhou', authorName: '周一帆', isMine: false });
    const item = show(message, { isRoom: true });
    const navigation = useNavigationStore(anAccount.accountId);
    for (const way of ['message-author', 'message-author-picture']) {
      await item.get(byTestId(way)).trigger('click');
      expect(navigation.personOnCard).toEqual({ node: 'node-zhou', name: '周一帆' });
      navigation.personOnCard = null;
    }
    expect(item.get(byTestId('message-author')).attributes('tabindex')).toBe('0');
    expect(show(message, { isRoom: false }).find(byTestId('message-author')).exists()).toBe(false);
  });

  it('marks where it calls somebody, and says nothing else', () => {
    const text = '@林小满 <b>请看</b> @周一帆';
    const mentions = [
      { start: 0, length: 4, isMe: true },
      { start: text.indexOf('@周'), length: 4, isMe: false },
    ];
    const item = show(aMessage('m1', { body: { kind: 'text', text }, mentions }));
    expect(item.get(byTestId('message-text')).text()).toBe(text);
    expect(item.findAll(byTestId('mention')).map((mark) => mark.text())).toEqual(['@林小满', '@周一帆']);
  });

  it('shows what it answers as text, and leads there', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const quote = {
      kind: 'text',
      messageId: 'm0',
      authorName: hostile,
      isMine: false,
      text: hostile,
    } as const;
    const item = show(aMessage('m1', { quote }));
    const button = item.get(byTestId('message-quote'));
    expect(button.text()).toContain(hostile);
    expect(item.findAll('img')).toHaveLength(0);
    await button.trigger('click');
    expect(useNavigationStore(anAccount.accountId).jumpTarget).toEqual({
      conversationId: 'chat-1',
      place: { kind: 'message', messageId: 'm0' },
    });
  });

  it.each([
    ['revoked', 'The original was revoked'],
    ['burned', 'The original was burned'],
    ['burn', 'Burn message'],
    ['image', 'Picture'],
  ] as const)('says of an answered message that is %s nothing but that', (kind, words) => {
    const item = show(aMessage('m1', { quote: { kind, messageId: 'm0', authorName: '周', isMine: false } }));
    expect(item.get(byTestId('quote-text')).text()).toBe(words);
  });

  it('C7: leads to an answered message that is not here by the answer itself', async () => {
    const quote = show(aMessage('m1', { quote: { kind: 'missing' } })).get(byTestId('message-quote'));
    await quote.trigger('click');
    expect(useNavigationStore(anAccount.accountId).jumpTarget).toEqual({
      conversationId: 'chat-1',
      place: { kind: 'answeredBy', messageId: 'm1' },
    });
  });

  it('is a real button while it is concealed, and reveals with Space on the row', async () => {
    const onReveal = vi.fn();
    const item = show(aMessage('m1', { body: { kind: 'burnConcealed', seconds: 10, expiresAtMs: null } }), {
      onReveal,
    });
    const button = item.find(byTestId('burn-concealed'));
    expect(button.element.tagName).toBe('BUTTON');
    expect(item.find(byTestId('message-text')).exists()).toBe(false);
    await button.trigger('click');
    await item.find(byTestId('message')).trigger('keydown', { key: ' ' });
    expect(onReveal).toHaveBeenCalledTimes(2);
  });

  it('counts down while it is revealed and can be burned at once', async () => {
    const onBurnNow = vi.fn();
    const body = {
      kind: 'burnRevealed',
      content: { kind: 'text', text: 'SECRET' },
      seconds: 10,
      expiresAtMs: noonMs + 10_000,
    } as const;
    const item = show(aMessage('m1', { body }), { onBurnNow });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(item.find(byTestId('burn-countdown')).attributes('data-seconds')).toBe('6');
    await item.find(byTestId('burn-now')).trigger('click');
    expect(onBurnNow).toHaveBeenCalledOnce();
  });

  it('blocks copying what is revealed', () => {
    const body = {
      kind: 'burnRevealed',
      content: { kind: 'text', text: 'SECRET' },
      seconds: 10,
      expiresAtMs: noonMs + 10_000,
    } as const;
    const item = withBody(body);
    const copy = new Event('copy', { bubbles: true, cancelable: true });
    item.find(byTestId('message-text')).element.dispatchEvent(copy);
    expect(copy.defaultPrevented).toBe(true);
  });

  it('is one line when it is revoked or burned', () => {
    expect(
      withBody({ kind: 'revoked', byMe: true, reeditUntilMs: null }).find(byTestId('tombstone')).text(),
    ).toBe('You revoked a message');
    expect(
      withBody({ kind: 'revoked', byMe: false, reeditUntilMs: null }).find(byTestId('tombstone')).text(),
    ).toBe('周一帆 revoked a message');
    expect(withBody({ kind: 'burned' }).find(byTestId('burned')).text()).toBe('Burned');
  });

  it.each([
    ['notFriends', 'message-add-again', 'addAgain'],
    ['timedOut', 'message-retry', 'retry'],
    ['textTooLong', 'message-edit', 'edit'],
  ] as const)('tells why it was not sent, and offers what helps: %s', async (reason, testId, action) => {
    const onRefused = vi.fn();
    const message = aMessage('m1', { isMine: true, delivery: { state: 'failed', reason } });
    const item = show(message, { onRefused, isClosed: reason === 'notFriends' });
    expect(item.find(byTestId('delivery-failure')).text()).toContain('Not sent:');
    await item.find(byTestId(testId)).trigger('click');
    expect(onRefused).toHaveBeenCalledExactlyOnceWith(action);
  });

  it('offers nothing but to remove it where nothing helps', () => {
    const delivery = { state: 'failed', reason: 'blockedByPeer' } as const;
    const item = show(aMessage('m1', { isMine: true, delivery }));
    expect(item.findAll('.action').map((button) => button.attributes('data-testid'))).toEqual([
      'message-discard',
    ]);
  });

  it('says that it is being revoked, and why that was refused', () => {
    const pending = { kind: 'revoke', state: 'pending', reason: null } as const;
    expect(
      show(aMessage('m1', { isMine: true, operation: pending }))
        .find(byTestId('operation-pending'))
        .text(),
    ).toBe('Revoking…');
    const failed = { kind: 'revoke', state: 'failed', reason: 'revokeWindowOver' } as const;
    const item = show(aMessage('m1', { isMine: true, operation: failed }));
    expect(item.find(byTestId('operation-failure')).text()).toBe('Not revoked: The time to revoke is over.');
  });

  it('opens its menu from the keyboard', async () => {
    const onMenu = vi.fn();
    const item = show(aMessage('m1'), { onMenu });
    await item.find(byTestId('message')).trigger('keydown', { key: 'F10', shiftKey: true });
    await item.find(byTestId('message')).trigger('keydown', { key: 'ContextMenu' });
    await item.find(byTestId('message')).trigger('keydown', { key: 'Enter' });
    expect(onMenu).toHaveBeenCalledTimes(3);
  });

  it('has a button for its menu while the pointer or the focus is on it', async () => {
    const row = show(aMessage('m1')).find(byTestId('message'));
    const hasButton = (): boolean => row.find(byTestId('message-menu-button')).exists();
    expect(hasButton()).toBe(false);
    for (const [comes, goes] of [
      ['pointerenter', 'pointerleave'],
      ['focusin', 'focusout'],
    ] as const) {
      await row.trigger(comes);
      expect(hasButton()).toBe(true);
      await row.trigger(goes);
      expect(hasButton()).toBe(false);
    }
  });
});
