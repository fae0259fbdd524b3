// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent } from 'vue';
import { fail, succeed } from '../../../../../preload/contract/result';
import { useNavigationStore } from '../../../../../renderer/app/navigation-store';
import { useToastStore } from '../../../../../renderer/app/toast-store';
import { useConversationStore } from '../../../../../renderer/features/conversation';
import { useJump } from '../../../../../renderer/features/conversation/use-jump';
import { FakeBridge } from '../../fake-bridge';
import { inAccount } from '../../mount';
import { aMessage, noonMs, anAccount } from '../../views';

const pageSize = 50;
const idOf = (place: number): string => `m${String(place).padStart(5, '0')}`;

let wrapper: VueWrapper;
const shown: string[] = [];
const highlighted = (): string => wrapper.text();

/** A chat of `count` messages m00000, m00001, … of which the newest page is shown; `failAt` is a page that cannot be had. */
async function open(count: number, failAt = -1): Promise<FakeBridge> {
  const bridge = new FakeBridge({
    'messages.page': ({ before }) => {
      const end = before === null ? count : Number(before);
      if (end === failAt) return fail('notSignedIn');
      const start = Math.max(0, end - pageSize);
      const messages = Array.from({ length: end - start }, (_, index) =>
        aMessage(idOf(start + index), { sortKey: idOf(start + index) }),
      );
      return succeed({ messages, earlier: start === 0 ? null : String(start) });
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

  it('loads earlier pages until the message is there, one that is on its way already among them', async () => {
    const bridge = await open(500);
    void useConversationStore(anAccount.accountId).loadEarlier();
    await jumpTo(320);
    expect(shown).toEqual([idOf(320)]);
    expect(bridge.argumentsOf('messages.page')).toHaveLength(4);
  });

  it('stops after 40 pages and says so', async () => {
    const bridge = await open(5_000);
    await jumpTo(10);
    expect(shown).toEqual([]);
    expect(toasts()).toEqual(['search.tooFar']);
    expect(bridge.argumentsOf('messages.page')).toHaveLength(41);
  });

  it('says when the message is not there any more', async () => {
    await open(120);
    await jumpTo(121);
    expect(toasts()).toEqual(['search.gone']);
  });

  it('leaves it to the timeline to tell that a page could not be loaded', async () => {
    await open(500, 450);
    await jumpTo(10);
    expect([shown, toasts()]).toEqual([[], []]);
    expect(useConversationStore(anAccount.accountId).earlierFailure).toBe('notSignedIn');
  });

  it('follows the last wish only', async () => {
    await open(2_000);
    useNavigationStore(anAccount.accountId).openAt('chat-1', idOf(100));
    await jumpTo(1_980);
    expect(shown).toEqual([idOf(1_980)]);
  });
});
