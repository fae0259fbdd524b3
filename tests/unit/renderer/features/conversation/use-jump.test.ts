// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent } from 'vue';
import type { AroundView } from '../../../../../preload/contract/paging';
import { fail, succeed, type Result } from '../../../../../preload/contract/result';
import { useNavigationStore } from '../../../../../renderer/base/navigation-store';
import { useToastStore } from '../../../../../renderer/base/toast-store';
import { useConversationStore } from '../../../../../renderer/features/conversation';
import { useJump } from '../../../../../renderer/features/conversation/use-jump';
import { FakeBridge, type FakeAnswers } from '../../fake-bridge';
import { inAccount } from '../../mount';
import { aMessage, noonMs, anAccount } from '../../views';

const pageSize = 50;
const idOf = (place: number): string => `m${String(place).padStart(5, '0')}`;

let wrapper: VueWrapper;
const shown: string[] = [];
const highlighted = (): string => wrapper.text();

type Around = NonNullable<FakeAnswers['messages.around']>;

/** A chat of `count` messages m00000, m00001, … of which the newest page is shown. */
async function open(count: number, around?: Around): Promise<FakeBridge> {
  const messagesOf = (start: number, end: number) =>
    Array.from({ length: end - start }, (_, index) =>
      aMessage(idOf(start + index), { sortKey: idOf(start + index) }),
    );
  const bridge = new FakeBridge({
    'messages.page': ({ before }) => {
      const end = before === null ? count : Number(before);
      const start = Math.max(0, end - pageSize);
      return succeed({ messages: messagesOf(start, end), earlier: start === 0 ? null : String(start) });
    },
    'messages.around': (request, accountId) => {
      if (around !== undefined) return around(request, accountId);
      const { place } = request;
      const at = place.kind === 'message' ? Number(place.messageId.slice(1)) : count;
      if (at >= count) return fail('messageNotFound');
      const [start, end] = [Math.max(0, at - 50), Math.min(count, at + 50)];
      return succeed({
        messages: messagesOf(start, end),
        earlier: start === 0 ? null : String(start),
        ...(end === count ? {} : { later: idOf(end - 1) }),
        targetId: idOf(at),
      });
    },
    'messages.revocable': () => succeed<null>(null),
  }).install();
  await useConversationStore(anAccount.accountId).open('chat-1');
  const Timeline = defineComponent({
    setup() {
      const id = useJump({
        stay: () => undefined,
        show: (messageId) => {
          shown.push(messageId);
          return Promise.resolve();
        },
      });
      return () => id.value ?? '';
    },
  });
  wrapper = mount(inAccount(Timeline));
  return bridge;
}

const jumpTo = async (place: number): Promise<void> => {
  useNavigationStore(anAccount.accountId).openAt('chat-1', idOf(place));
  await vi.advanceTimersByTimeAsync(0);
};
const toasts = (): readonly string[] => [useToastStore().toast].flatMap((toast) => toast?.key ?? []);

describe('a jump to a message', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: noonMs });
    setActivePinia(createPinia());
    shown.length = 0;
  });
  afterEach(() => {
    wrapper.unmount();
    vi.useRealTimers();
  });

  it('loads no page for a message that is there, and highlights it for a moment', async () => {
    const bridge = await open(60);
    await jumpTo(30);
    expect(shown).toEqual([idOf(30)]);
    expect(highlighted()).toBe(idOf(30));
    expect(bridge.argumentsOf('messages.page')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(highlighted()).toBe('');
    expect(useNavigationStore(anAccount.accountId).jumpTarget).toBeNull();
  });

  it('C7: fetches the page around a message however far back it is, and nothing in between', async () => {
    const bridge = await open(100_000);
    const store = useConversationStore(anAccount.accountId);
    await jumpTo(10);
    expect(shown).toEqual([idOf(10)]);
    expect(bridge.argumentsOf('messages.page')).toHaveLength(1);
    expect(bridge.argumentsOf('messages.around')).toEqual([
      { conversationId: 'chat-1', place: { kind: 'message', messageId: idOf(10) }, limit: 100 },
    ]);
    expect([store.messages.length, store.hasEarlier, store.hasLater]).toEqual([60, false, true]);
  });

  it('says when the message is not there any more, and stays where it was', async () => {
    await open(120);
    await jumpTo(121);
    expect([shown, toasts()]).toEqual([[], ['search.gone']]);
    expect(useConversationStore(anAccount.accountId).messages.at(-1)?.messageId).toBe(idOf(119));
  });

  it('says when the place is not on this computer and the server cannot be asked', async () => {
    await open(120, () => fail('offline'));
    useNavigationStore(anAccount.accountId).openAtPlace('chat-1', { kind: 'time', atMs: 1 });
    await vi.advanceTimersByTimeAsync(0);
    expect([shown, toasts()]).toEqual([[], ['search.unreachable']]);
    expect(useConversationStore(anAccount.accountId).isSeeking).toBe(false);
  });

  it('follows the last wish only, though the answer to an older one comes later', async () => {
    const answers = new Map<string, (page: Result<AroundView>) => void>();
    await open(
      2_000,
      ({ place }) =>
        new Promise((resolve) =>
          answers.set(place.kind === 'message' ? place.messageId : place.kind, resolve),
        ),
    );
    const answer = async (place: number): Promise<void> => {
      const messages = [aMessage(idOf(place), { sortKey: idOf(place) })];
      answers.get(idOf(place))?.(
        succeed({ messages, earlier: null, later: idOf(place), targetId: idOf(place) }),
      );
      await vi.advanceTimersByTimeAsync(0);
    };
    await jumpTo(100);
    await jumpTo(300);
    await answer(300);
    await answer(100);
    expect(shown).toEqual([idOf(300)]);
    expect(useConversationStore(anAccount.accountId).messages.map(({ messageId }) => messageId)).toEqual([
      idOf(300),
    ]);
    expect(toasts()).toEqual([]);
  });
});
