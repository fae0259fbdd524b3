// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
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
      'files.canBurn': ({ name }) => succeed({ canBurn: name.endsWith('.txt') }),
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

  it('take what is written along with the last of them, and one that was removed does not go', async () => {
    const { wrapper, input, enter } = await withFiles('a.pdf', 'b.pdf', 'c.pdf');
    await wrapper.find(byTestId('sending-file-cancel')).trigger('click');
    await input.setValue('here it is');
    await enter();
    expect(begun()).toMatchObject([{ name: 'b.pdf' }, { name: 'c.pdf' }]);
    expect(sent()).toMatchObject([{ caption: '' }, { caption: 'here it is' }]);
    const [first, last] = sent() as readonly { readonly albumId?: string; readonly draftId?: string }[];
    expect([first?.albumId, first?.draftId]).toEqual([last?.albumId, undefined]);
    expect([last?.albumId, last?.draftId]).toEqual([expect.any(String), expect.any(String)]);
    expect(bridge.argumentsOf('messages.send')).toEqual([]);
    expect((wrapper.find(byTestId('composer-input')).element as HTMLTextAreaElement).value).toBe('');
  });

  it('follow what is too long to go with them, which says so before', async () => {
    const { wrapper, input, enter } = await withFiles('a.pdf');
    await input.setValue('long '.repeat(300));
    expect(wrapper.find(byTestId('composer-text-apart')).exists()).toBe(true);
    await enter();
    expect(bridge.argumentsOf('messages.send')).toHaveLength(1);
    expect(sent()).toMatchObject([{ caption: '' }]);
  });

  it('that are refused give back what went with them, and say why', async () => {
    bridge.answers['files.send'] = () => fail('tooLargeForServer');
    const { wrapper, input, enter } = await withFiles('a.pdf');
    await input.setValue('here it is');
    await enter();
    expect(wrapper.find(byTestId('sending-file')).classes()).toContain('failed');
    expect((wrapper.find(byTestId('composer-input')).element as HTMLTextAreaElement).value).toBe(
      'here it is',
    );
  });

  it('stay and say why while what is sent burns, and go when it does not', async () => {
    const { wrapper, enter } = await withFiles('a.pdf');
    await wrapper.find(byTestId('composer-burn')).trigger('click');
    expect(wrapper.find(byTestId('sending-file')).text()).toContain('cannot burn');
    await enter();
    expect([begun(), bridge.argumentsOf('messages.send')]).toEqual([[], []]);
    await wrapper.find(byTestId('composer-burn')).trigger('click');
    await enter();
    expect(sent()).toHaveLength(1);
  });

  it('that the app can show go out as what burns', async () => {
    const { wrapper, input, enter } = await withFiles('a.txt');
    await wrapper.find(byTestId('composer-burn')).trigger('click');
    await input.setValue('read it');
    await enter();
    expect(sent()).toMatchObject([{ caption: 'read it', burnSeconds: expect.any(Number) }]);
  });
});
