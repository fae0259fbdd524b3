// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { succeed } from '../../../../../preload/contract/result';
import { MessageComposer } from '../../../../../renderer/features/composer';
import { useSendingFilesStore } from '../../../../../renderer/features/composer/sending-files-store';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aChat, aMessage, anAccount } from '../../views';

enableAutoUnmount(afterEach);

describe('files in a composer', () => {
  let bridge: FakeBridge;
  beforeEach(() => {
    bridge = new FakeBridge({
      'messages.send': () => succeed(aMessage('m')),
      'files.begin': () => succeed({ uploadId: 'upload' }),
      'files.append': () => succeed(null),
      'files.send': () => succeed(aMessage('f')),
    }).install();
  });

  async function withFiles(...names: readonly string[]) {
    const wrapper = mountInApp(MessageComposer, { conversation: aChat() });
    useSendingFilesStore(anAccount.accountId).offer(
      aChat().conversationId,
      names.map((name) => new File(['1234'], name)),
    );
    await flushPromises();
    const input = wrapper.find(byTestId('composer-input'));
    const enter = async (): Promise<void> => {
      await input.trigger('keydown', { key: 'Enter' });
      await flushPromises();
    };
    return { wrapper, input, enter };
  }
  const sent = (): readonly unknown[] => bridge.argumentsOf('files.send');
  const begun = (): readonly unknown[] => bridge.argumentsOf('files.begin');

  it('wait for Enter after they were let go over the chat, and none leaves before', async () => {
    const { wrapper, enter } = await withFiles('a.pdf', 'b.pdf');
    expect(wrapper.findAll(byTestId('sending-file'))).toHaveLength(2);
    expect(begun()).toEqual([]);
    await enter();
    expect(begun()).toMatchObject([{ name: 'a.pdf', sizeBytes: 4 }, { name: 'b.pdf' }]);
    expect(sent()).toHaveLength(2);
    expect(bridge.argumentsOf('messages.send')).toEqual([]);
    expect(wrapper.findAll(byTestId('sending-file'))).toHaveLength(0);
  });

  it('go behind what is written, and one that was removed does not go', async () => {
    const { wrapper, input, enter } = await withFiles('a.pdf', 'b.pdf');
    await wrapper.find(byTestId('sending-file-cancel')).trigger('click');
    await input.setValue('here it is');
    await enter();
    expect(bridge.argumentsOf('messages.send')).toMatchObject([{ text: 'here it is' }]);
    expect(begun()).toMatchObject([{ name: 'b.pdf' }]);
  });

  it('stay and say why while what is sent burns, and go when it does not', async () => {
    const { wrapper, enter } = await withFiles('a.pdf');
    await wrapper.find(byTestId('composer-burn')).trigger('click');
    expect(wrapper.find(byTestId('sending-file')).text()).toContain('Files cannot burn');
    await enter();
    expect([begun(), bridge.argumentsOf('messages.send')]).toEqual([[], []]);
    await wrapper.find(byTestId('composer-burn')).trigger('click');
    await enter();
    expect(sent()).toHaveLength(1);
  });
});
