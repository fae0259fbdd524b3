// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { succeed } from '../../../../../preload/contract/result';
import type { QuoteView } from '../../../../../preload/contract/message-views';
import { MessageComposer, useDraftsStore } from '../../../../../renderer/features/composer';
import { useQuoteStore } from '../../../../../renderer/features/quote';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aMessage, aChat, anAccount } from '../../views';

enableAutoUnmount(afterEach);

const about = { messageId: 'm7', authorName: '周一帆', isMine: false };

async function answering(first: QuoteView) {
  let quote = first;
  const bridge = new FakeBridge({
    'messages.quote': () => succeed(quote),
    'messages.send': () => succeed(aMessage('m')),
  }).install();
  const wrapper = mountInApp(MessageComposer, { conversation: aChat() });
  const drafts = useDraftsStore(anAccount.accountId);
  drafts.change('chat-1', { replyToId: 'm7' });
  await flushPromises();
  const become = async (next: QuoteView): Promise<void> => {
    quote = next;
    useQuoteStore(anAccount.accountId).applyChanges(['m7']);
    await flushPromises();
  };
  return { wrapper, drafts, bridge, become };
}

describe('what the composer answers', () => {
  it('is shown above the text, and sent along by its id', async () => {
    const { wrapper, drafts, bridge } = await answering({ kind: 'text', ...about, text: '原话' });
    expect(wrapper.find(byTestId('composer-reply')).text()).toContain('周一帆');
    expect(wrapper.find(byTestId('quote-text')).text()).toBe('原话');
    await wrapper.find(byTestId('composer-input')).setValue('answer');
    await wrapper.find(byTestId('composer-send')).trigger('click');
    await flushPromises();
    expect(bridge.argumentsOf('messages.send')).toMatchObject([{ text: 'answer', replyToId: 'm7' }]);
    expect(drafts.draftOf('chat-1').replyToId).toBeNull();
    expect(wrapper.find(byTestId('composer-reply')).exists()).toBe(false);
  });

  it('is forgotten with Escape and with its button, and the text stays', async () => {
    const { wrapper, drafts } = await answering({ kind: 'image', ...about });
    const input = wrapper.find(byTestId('composer-input'));
    await input.setValue('half');
    await input.trigger('keydown', { key: 'Escape' });
    expect(drafts.draftOf('chat-1')).toMatchObject({ replyToId: null, text: 'half' });
    drafts.change('chat-1', { replyToId: 'm7' });
    await flushPromises();
    await wrapper.find(byTestId('composer-reply-cancel')).trigger('click');
    expect(drafts.draftOf('chat-1')).toMatchObject({ replyToId: null, text: 'half' });
  });

  it('stays with Escape while an input method composes', async () => {
    const { wrapper, drafts } = await answering({ kind: 'image', ...about });
    const input = wrapper.find(byTestId('composer-input'));
    await input.trigger('compositionstart');
    await input.trigger('keydown', { key: 'Escape', isComposing: true });
    expect(drafts.draftOf('chat-1').replyToId).toBe('m7');
  });

  it.each(['revoked', 'burned'] as const)(
    'says when it was %s, holds nothing of it any more, and goes out without it',
    async (kind) => {
      const { wrapper, bridge, become } = await answering({ kind: 'text', ...about, text: '原话' });
      await wrapper.find(byTestId('composer-input')).setValue('answer');
      await become({ kind, ...about });
      expect(wrapper.html()).not.toContain('原话');
      expect(JSON.stringify(useQuoteStore(anAccount.accountId).quote)).not.toContain('原话');
      expect(wrapper.find(byTestId('composer-reply-gone')).exists()).toBe(true);
      await wrapper.find(byTestId('composer-send')).trigger('click');
      await flushPromises();
      expect(bridge.argumentsOf('messages.send')).toMatchObject([
        { text: 'answer', replyToId: null, mentions: [] },
      ]);
    },
  );

  it('is not kept when the composer leaves the screen', async () => {
    const { wrapper } = await answering({ kind: 'text', ...about, text: '原话' });
    const store = useQuoteStore(anAccount.accountId);
    wrapper.unmount();
    expect([store.messageId, store.quote]).toEqual([null, null]);
  });
});
