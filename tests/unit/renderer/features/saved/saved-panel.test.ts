// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { notesConversationId } from '../../../../../preload/contract/notes';
import { fail, succeed } from '../../../../../preload/contract/result';
import type { SavedMessageView } from '../../../../../preload/contract/saved-calls';
import { useNavigationStore } from '../../../../../renderer/base/navigation-store';
import { useSavedStore } from '../../../../../renderer/features/saved';
import SavedPanel from '../../../../../renderer/features/saved/SavedPanel.vue';
import { FakeBridge, settle, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aMessage, anAccount } from '../../views';

enableAutoUnmount(afterEach);

const message = (messageId: string): SavedMessageView => ({
  messageId,
  conversationId: `chat of ${messageId}`,
  title: '产品评审',
  sentAtMs: 1_790_000_000_000,
  quote: { kind: 'text', messageId, authorName: '周一帆', isMine: false, text: `words of ${messageId}` },
});

/** The bridge of somebody who has saved these, the newest first, in pages of `limit`. */
async function open(ids: readonly string[]) {
  let now = ids;
  const bridge = new FakeBridge({
    'messages.savedCount': () => succeed(now.length),
    'messages.saved': ({ below, limit }) => {
      const from = below ?? 0;
      const messages = now.slice(from, from + limit).map(message);
      return succeed({ messages, next: from + limit < now.length ? from + limit : null });
    },
    'messages.save': () => succeed({ doneCount: 1 }),
  }).install();
  const wrapper = mountInApp(SavedPanel, {});
  const store = useSavedStore(anAccount.accountId);
  await store.reload();
  store.open();
  await settle();
  const become = (next: readonly string[]): void => void (now = next);
  return { wrapper, bridge, store, become };
}
const idsOf = ({ messages }: ReturnType<typeof useSavedStore>) => messages.map(({ messageId }) => messageId);

describe('the list of what is saved', () => {
  it('says in words that nothing is saved', async () => {
    const { wrapper } = await open([]);
    expect(wrapper.get(byTestId('saved-empty')).text()).not.toBe('');
  });

  it('shows a page, and older ones when they are asked for', async () => {
    const ids = Array.from({ length: 130 }, (_, index) => `m${index}`);
    const { wrapper, store } = await open(ids);
    expect(idsOf(store)).toEqual(ids.slice(0, 50));
    for (const length of [100, 130]) {
      await wrapper.get(byTestId('saved-more')).trigger('click');
      await settle();
      expect(store.messages).toHaveLength(length);
    }
    expect(wrapper.find(byTestId('saved-more')).exists()).toBe(false);
  });

  it('drops what is taken back while it is open, with its number', async () => {
    const { store, become } = await open(['m2', 'm1']);
    become(['m1']);
    store.applyChanges('chat of m2', ['m2']);
    await settle();
    expect([idsOf(store), store.count]).toEqual([['m1'], 1]);
  });

  it('shows what is saved while it is open, above the others', async () => {
    const { store, become } = await open(['m1']);
    become(['m2', 'm1']);
    await store.save(['m2'], true);
    expect([idsOf(store), store.count]).toEqual([['m2', 'm1'], 2]);
  });

  it('holds no words once it is closed, also when an answer comes late', async () => {
    const { store } = await open(['m1']);
    store.applyNames();
    store.close();
    await settle();
    expect(store.messages).toEqual([]);
  });

  it('says why it cannot be read, and asks again', async () => {
    const bridge = new FakeBridge({ 'messages.saved': () => fail('diskFull') }).install();
    const wrapper = mountInApp(SavedPanel, {});
    const store = useSavedStore(anAccount.accountId);
    store.open();
    await settle();
    expect(store.failure).toBe('diskFull');
    await wrapper.get('.empty button').trigger('click');
    await settle();
    expect(bridge.argumentsOf('messages.saved')).toHaveLength(2);
    expect(useNavigationStore(anAccount.accountId).jumpTarget).toBeNull();
  });
});

describe('notes of one’s own', () => {
  const note = (messageId: string, text: string): SavedMessageView => ({
    ...message(messageId),
    conversationId: notesConversationId,
    title: '',
    note: { text, hasMore: false, picture: null },
  });

  /** The panel of somebody who has one note, below what is said in a chat. */
  async function openNotes(answers: FakeAnswers = {}) {
    let notes = [note('n1', 'buy rice')];
    const bridge = new FakeBridge({
      'messages.savedCount': () => succeed(notes.length + 1),
      'messages.saved': () => succeed({ messages: [...notes, message('m1')], next: null }),
      'messages.send': ({ text }) => {
        notes = [note('n2', text), ...notes];
        return succeed(aMessage('n2'));
      },
      ...answers,
    }).install();
    const wrapper = mountInApp(SavedPanel, {});
    const store = useSavedStore(anAccount.accountId);
    await store.reload();
    store.open();
    await settle();
    return { bridge, wrapper, store };
  }

  it('are written at the end of the list, and sent to nobody', async () => {
    const { bridge, wrapper, store } = await openNotes();
    const input = wrapper.get<HTMLTextAreaElement>(byTestId('note-input'));
    input.element.value = 'call Lin';
    await input.trigger('input');
    await input.trigger('keydown', { key: 'Enter' });
    await settle();
    expect(bridge.argumentsOf('messages.send')).toMatchObject([
      { conversationId: notesConversationId, text: 'call Lin', burnSeconds: null, mentions: [] },
    ]);
    store.applyChanges(notesConversationId, ['n2']);
    await settle();
    expect(idsOf(store)).toEqual(['n2', 'n1', 'm1']);
    expect(wrapper.get<HTMLTextAreaElement>(byTestId('note-input')).element.value).toBe('');
  });

  it('that one wants to write have the focus in their field', async () => {
    const { store, wrapper } = await openNotes();
    store.open({ kind: 'write' });
    await settle();
    expect(document.activeElement).toBe(wrapper.get(byTestId('note-input')).element);
  });
});
