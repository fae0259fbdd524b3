// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { h } from 'vue';
import { succeed } from '../../../../../preload/contract/result';
import type { MessageView } from '../../../../../preload/contract/message-views';
import { useNavigationStore } from '../../../../../renderer/base/navigation-store';
import { useDraftsStore } from '../../../../../renderer/features/composer';
import { useConversationStore } from '../../../../../renderer/features/conversation/conversation-store';
import type { RefusedAction } from '../../../../../renderer/features/conversation/refused-message';
import { useRefusedMessage } from '../../../../../renderer/features/conversation/use-refused-message';
import { FakeBridge } from '../../fake-bridge';
import { mountInApp } from '../../mount';
import { aChat, aMessage, anAccount } from '../../views';

enableAutoUnmount(afterEach);

async function helpWith(message: MessageView, action: RefusedAction): Promise<FakeBridge> {
  const bridge = new FakeBridge({
    'messages.page': () => succeed({ messages: [message], earlier: null }),
  }).install();
  let help: ReturnType<typeof useRefusedMessage> = () => Promise.resolve();
  mountInApp({
    setup() {
      help = useRefusedMessage(() => aChat());
      return () => h('div');
    },
  });
  await useConversationStore(anAccount.accountId).open('chat-1');
  await help(message, action);
  await flushPromises();
  return bridge;
}

const refused = (patch: Partial<MessageView> = {}): MessageView =>
  aMessage('m1', { isMine: true, delivery: { state: 'failed', reason: 'textTooLong' }, ...patch });
const draft = () => useDraftsStore(anAccount.accountId).draftOf('chat-1');

describe('help with a message that was not sent', () => {
  it('puts its text back into the composer and removes it', async () => {
    const bridge = await helpWith(refused(), 'edit');
    expect(draft()).toMatchObject({ text: 'text of m1' });
    expect(draft().mode).not.toBe('burn');
    expect(bridge.argumentsOf('messages.discard')).toEqual([{ messageId: 'm1' }]);
  });

  it('leaves what was to burn burning, in its time', async () => {
    const content = { kind: 'text', text: 'secret' } as const;
    const body = { kind: 'burnOwn', content, seconds: 30, isOpened: false, expiresAtMs: null } as const;
    const bridge = await helpWith(refused({ body }), 'edit');
    expect(draft()).toMatchObject({ text: 'secret', mode: 'burn', burnSeconds: 30 });
    const kept = bridge.argumentsOf('drafts.keep');
    expect(JSON.stringify(kept.filter((one) => JSON.stringify(one).includes('"mode":"plain"')))).toBe('[]');
  });

  it('adds the other one again, and sends again', async () => {
    await helpWith(refused(), 'addAgain');
    expect(useNavigationStore(anAccount.accountId).adding).toEqual({ kind: 'addFriend', node: 'node-zhou' });
    const bridge = await helpWith(refused(), 'retry');
    expect(bridge.argumentsOf('messages.retry')).toEqual([{ messageId: 'm1', isApart: false }]);
  });
});
