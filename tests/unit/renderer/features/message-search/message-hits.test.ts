// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { VueWrapper } from '@vue/test-utils';
import { succeed } from '../../../../../preload/contract/result';
import type { SearchHitView } from '../../../../../preload/contract/search-views';
import { useNavigationStore } from '../../../../../renderer/base/navigation-store';
import { ChatListPanel, useChatListStore } from '../../../../../renderer/features/chat-list';
import { FakeBridge, settle } from '../../fake-bridge';
import { withLayout } from '../../layout';
import { byTestId, mountInApp } from '../../mount';
import { aChat, noonMs, anAccount } from '../../views';

const hit: SearchHitView = {
  messageId: 'm7',
  conversationId: 'chat-1',
  title: '周一帆',
  authorNode: 'node-zhou',
  authorName: '周一帆',
  isMine: true,
  kind: 'text',
  sentAtMs: noonMs,
  excerpt: '门禁 <b>密码</b> 四七一一',
  highlights: [{ start: 6, length: 2 }],
};

withLayout();
let wrapper: VueWrapper;
let hits: readonly SearchHitView[];
let asked: unknown[] = [];

beforeEach(async () => {
  vi.useFakeTimers({ now: noonMs });
  hits = [hit];
  asked = [];
  new FakeBridge({
    'conversations.list': () => succeed([aChat()]),
    'messages.search': ({ text, filter }) => {
      asked.push(filter ?? null);
      return text === '。'
        ? succeed({ hits: [], earlier: null, isUnsearchable: true })
        : succeed({ hits: filter?.kind === 'link' ? [] : hits, earlier: null });
    },
  }).install();
  wrapper = mountInApp(ChatListPanel);
  await useChatListStore(anAccount.accountId).reload();
});
afterEach(() => {
  wrapper.unmount();
  vi.useRealTimers();
});

async function type(text: string): Promise<void> {
  await wrapper.get(byTestId('chat-search')).setValue(text);
  await vi.advanceTimersByTimeAsync(150);
  await settle();
}

/** Chooses a day of this month in the calendar of a field. */
async function chooseDay(field: string, day: number): Promise<void> {
  await wrapper.get(byTestId(field)).trigger('click');
  await settle();
  document.querySelector<HTMLElement>(`.day:not(.outside)[data-day="${day}"]`)?.click();
  await settle();
}

describe('messages that were found', () => {
  it('stand under the chats, as text, with what was found marked', async () => {
    await type('密码');
    const row = wrapper.get(byTestId('search-hit'));
    expect(row.text()).toContain('You: 门禁 <b>密码</b> 四七一一');
    expect(row.findAll('mark').map((mark) => mark.text())).toEqual(['密码']);
    expect(row.find('b').exists()).toBe(false);
  });

  it('open their chat at the message', async () => {
    await type('密码');
    await wrapper.get(byTestId('search-hit')).trigger('click');
    const navigation = useNavigationStore(anAccount.accountId);
    expect(navigation.openConversationId).toBe('chat-1');
    expect(navigation.jumpTarget).toEqual({
      conversationId: 'chat-1',
      place: { kind: 'message', messageId: 'm7' },
    });
  });

  it('lead to their message as often as they are clicked, wherever somebody has gone in its chat meanwhile', async () => {
    await type('密码');
    const navigation = useNavigationStore(anAccount.accountId);
    for (let count = 0; count < 2; count += 1) {
      await wrapper.get(byTestId('search-hit')).trigger('click');
      expect(navigation.jumpTarget).toMatchObject({ conversationId: 'chat-1', place: { messageId: 'm7' } });
      navigation.endJump();
      expect(navigation.jumpTarget).toBeNull();
    }
  });

  it('mark the one that was opened like an open chat, until something else is searched for', async () => {
    hits = [hit, { ...hit, messageId: 'm6' }];
    await type('密码');
    const marked = (): readonly (string | undefined)[] =>
      wrapper.findAll(byTestId('search-hit')).map((row) => row.attributes('aria-current'));
    expect(marked()).toEqual([undefined, undefined]);
    await wrapper.findAll(byTestId('search-hit'))[1]?.trigger('click');
    expect(marked()).toEqual([undefined, 'true']);
    await type('门禁');
    expect(marked()).toEqual([undefined, undefined]);
  });

  it('name their chat once where several of it follow each other, and nobody twice in a chat of two', async () => {
    const ofRoom = { conversationId: 'chat-2', title: '茶水间', authorName: '林夏', isMine: false };
    hits = [
      { ...hit, ...ofRoom, messageId: 'm9' },
      { ...hit, ...ofRoom, messageId: 'm8' },
      { ...hit, isMine: false },
    ];
    await type('密码');
    const rows = wrapper.findAll(byTestId('search-hit'));
    const isSeen = rows.map((row) => !row.get(byTestId('search-hit-title')).classes('visually-hidden'));
    expect(isSeen).toEqual([true, false, true]);
    expect(rows[0]?.text()).toContain('林夏: 门禁');
    expect(rows[2]?.text().match(/周一帆/gu)).toHaveLength(1);
  });

  it('are reached from the field with the arrow keys', async () => {
    await type('密码');
    await wrapper.get(byTestId('chat-search')).trigger('keydown', { key: 'ArrowDown' });
    await settle();
    expect(document.activeElement?.getAttribute('data-message-id')).toBe('m7');
  });

  it('and chats that are not there are told in one sentence, with a way out', async () => {
    hits = [];
    await type('密码');
    expect(wrapper.get(byTestId('chat-list-empty')).text()).toContain('No chat or message contains this.');
    await wrapper.get(byTestId('chat-list-empty-action')).trigger('click');
    await settle();
    expect(wrapper.find(byTestId('search-hits')).exists()).toBe(false);
  });

  it('are said to be none when only chats were found', async () => {
    hits = [];
    await type('周');
    expect(wrapper.get(byTestId('search-nothing')).text()).toMatch(/^No message contains this\./u);
  });

  it('C6: are kept to a kind, a person and a time, and the search is widened again where it was narrowed', async () => {
    await type('密码');
    const choose = async (testId: string, value: string): Promise<void> => {
      await wrapper.get(byTestId(testId)).setValue(value);
      await settle();
    };
    const weekAgoMs = Date.now() - 7 * 86_400_000;
    await choose('search-author', 'node-zhou');
    await choose('search-time', 'week');
    await choose('search-kind', 'link');
    expect(asked).toEqual([
      null,
      { author: 'node-zhou', kind: 'any', fromMs: null, untilMs: null },
      { author: 'node-zhou', kind: 'any', fromMs: weekAgoMs, untilMs: null },
      { author: 'node-zhou', kind: 'link', fromMs: weekAgoMs, untilMs: null },
    ]);
    expect(wrapper.find(byTestId('search-hit')).exists()).toBe(false);
    await choose('search-kind', 'any');
    expect(wrapper.findAll(byTestId('search-hit'))).toHaveLength(1);
    // Kept to nothing any more it is an ordinary search, and says so where nothing is found.
    hits = [];
    await choose('search-author', '');
    expect(wrapper.find(byTestId('chat-list-empty')).exists()).toBe(false);
    await choose('search-time', 'any');
    expect(asked.at(-1)).toBeNull();
    expect(wrapper.find(byTestId('chat-list-empty')).exists()).toBe(true);
    hits = [hit];
    await type('');
    await type('密码');
    expect(asked.at(-1)).toBeNull();
  });

  it('are found by a filter alone, from the button beside the field on, and the chats are away meanwhile', async () => {
    hits = [{ ...hit, kind: 'image', excerpt: '', highlights: [] }];
    await wrapper.get(byTestId('search-filter')).trigger('click');
    await settle();
    expect(wrapper.get(byTestId('search-nothing')).text()).toBe(
      'Choose a kind, a person or a time, or type something.',
    );
    expect(wrapper.findAll(byTestId('chat-row'))).toHaveLength(0);
    const kinds = wrapper.get<HTMLSelectElement>(byTestId('search-kind'));
    expect(document.activeElement).toBe(kinds.element);
    expect(asked).toEqual([]);
    // Whoever has a chat can be chosen before anything was found.
    expect(wrapper.get(byTestId('search-author')).text()).toContain('周一帆');
    await kinds.setValue('image');
    await settle();
    expect(wrapper.get(byTestId('search-hit')).text()).toContain('Picture');
    await wrapper.get(byTestId('search-time')).setValue('dates');
    await chooseDay('search-first-day', 1);
    await chooseDay('search-last-day', 20);
    expect(asked.at(-1)).toEqual({
      author: null,
      kind: 'image',
      fromMs: new Date(2026, 10, 1).getTime(),
      untilMs: new Date(2026, 10, 21).getTime(),
    });
    await kinds.setValue('link');
    await settle();
    expect(wrapper.get(byTestId('search-nothing')).text()).toBe('No message fits these filters.');
    await type('密码');
    expect(asked.at(-1)).toMatchObject({ kind: 'link' });
    await type('');
    expect(asked.at(-1)).toMatchObject({ kind: 'link' });
    await kinds.trigger('keydown', { key: 'Escape' });
    await settle();
    expect(wrapper.find(byTestId('search-hits')).exists()).toBe(false);
    expect(wrapper.findAll(byTestId('chat-row'))).toHaveLength(1);
    expect(document.activeElement).toBe(wrapper.get(byTestId('chat-search')).element);
  });

  it('C6: are none for what cannot be searched for, and that is said', async () => {
    await type('。');
    expect(wrapper.get(byTestId('search-nothing')).text()).toBe(
      'Commas, full stops and the like cannot be searched for alone.',
    );
  });

  it('are gone with the search', async () => {
    await type('密码');
    await type('');
    expect(wrapper.find(byTestId('search-hit')).exists()).toBe(false);
    expect(wrapper.text()).not.toContain('门禁');
  });
});
