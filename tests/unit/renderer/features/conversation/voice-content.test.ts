// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { TooltipProvider } from 'reka-ui';
import { h, shallowRef } from 'vue';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileContentView } from '../../../../../preload/contract/file-views';
import type { MessageView } from '../../../../../preload/contract/message-views';
import { fail, succeed } from '../../../../../preload/contract/result';
import { createAppI18n } from '../../../../../renderer/app/i18n';
import FileMessage from '../../../../../renderer/features/conversation/FileMessage.vue';
import { nextVoice } from '../../../../../renderer/features/conversation/use-voice-sequence';
import { soundElementKey, usePlaybackStore, type Sound } from '../../../../../renderer/features/playback';
import { PretendedSound } from '../../pretended-sound';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, inAccount } from '../../mount';
import { aMessage } from '../../views';

enableAutoUnmount(afterEach);
let element: PretendedSound;
let bridge: FakeBridge;
let isPlayable: boolean;

const recorded: FileContentView = {
  kind: 'file',
  name: 'voice-message.webm',
  sizeBytes: 9_000,
  state: { kind: 'here' },
  media: 'audio',
  voice: { durationMs: 65_000, peaks: [0.5, 1] },
};
const voiceOf = (messageId: string, change: Partial<MessageView> = {}): MessageView =>
  aMessage(messageId, { isMine: false, body: recorded, ...change });

beforeEach(() => {
  isPlayable = true;
  bridge = new FakeBridge({
    'playback.open': () =>
      isPlayable ? succeed({ handle: 'h', url: 'tim-media://file/1', kind: 'audio' }) : fail('notPlayable'),
  }).install();
  element = new PretendedSound();
});

function show(file: FileContentView, change: Partial<MessageView> = {}) {
  const pinia = createPinia();
  setActivePinia(pinia);
  const message = shallowRef(voiceOf('m1', { body: file, ...change }));
  const content = {
    render: () =>
      h(TooltipProvider, null, {
        default: () => h(FileMessage, { message: message.value, file, isTabStop: true }),
      }),
  };
  const wrapper = mount(inAccount(content), {
    global: { plugins: [pinia, createAppI18n('en')], provide: { [soundElementKey]: element.make } },
    attachTo: document.body,
  });
  return { wrapper, message };
}

describe('a voice message in its bubble', () => {
  it('shows its length and that nobody has heard it, plays, moves and keeps its place while others come', async () => {
    const { wrapper, message } = show(recorded);
    expect(wrapper.find(byTestId('voice-time')).text()).toBe('1:05');
    expect(wrapper.find(byTestId('voice-unplayed')).exists()).toBe(true);
    await wrapper.find(byTestId('playback-toggle')).trigger('click');
    await flushPromises();
    element.hear(3_000);
    await flushPromises();
    expect(wrapper.find(byTestId('voice-time')).text()).toBe('0:03 / 1:05');
    // A new row of it, as after any change of the chat.
    message.value = voiceOf('m1', { isPlayed: true });
    await flushPromises();
    expect(wrapper.find(byTestId('voice-unplayed')).exists()).toBe(false);
    expect(wrapper.find(byTestId('playback-toggle')).attributes('data-state')).toBe('playing');
    expect(usePlaybackStore().positionMs).toBe(3_000);
  });

  it('begins where somebody pointed before they played it', async () => {
    const { wrapper } = show(recorded);
    await wrapper.find(byTestId('playback-seek')).setValue('20000');
    await wrapper.find(byTestId('playback-toggle')).trigger('click');
    await flushPromises();
    expect(element.positionMs).toBe(20_000);
  });

  it('that is not here is fetched first, and has nothing to be played', async () => {
    const { wrapper } = show({ ...recorded, state: { kind: 'offered' } });
    expect(wrapper.find(byTestId('playback-toggle')).exists()).toBe(false);
    await wrapper.find(byTestId('file-fetch')).trigger('click');
    expect(bridge.argumentsOf('files.fetch')).toEqual([{ messageId: 'm1' }]);
  });

  it('that is not what it says becomes a file like any other', async () => {
    isPlayable = false;
    const { wrapper } = show(recorded);
    await wrapper.find(byTestId('playback-toggle')).trigger('click');
    await flushPromises();
    expect(wrapper.find(byTestId('voice')).exists()).toBe(false);
    expect(wrapper.find(byTestId('file-save')).exists()).toBe(true);
  });

  it('that is own is nobody’s to be marked as not heard', () => {
    const { wrapper } = show(recorded, { isMine: true });
    expect(wrapper.find(byTestId('voice-unplayed')).exists()).toBe(false);
  });
});

describe('the recording that is played by itself behind another one', () => {
  const heard: Sound = {
    account: { accountId: 'account-1', request: () => Promise.resolve(fail('internal')) },
    conversationId: 'u:node-1',
    messageId: 'm1',
    kind: 'voice',
    title: 'Ann',
    durationMs: 1_000,
  };

  it('is the next one of others that is here and was not heard', () => {
    const messages = [
      voiceOf('m0'),
      voiceOf('m1'),
      aMessage('m2'),
      voiceOf('m3', { isMine: true }),
      voiceOf('m4', { isPlayed: true }),
      voiceOf('m5', { body: { ...recorded, state: { kind: 'offered' } } }),
      voiceOf('m6', { operation: { kind: 'revoke', state: 'pending', reason: null } }),
      voiceOf('m7'),
      voiceOf('m8'),
    ];
    expect(nextVoice(heard, messages)?.messageId).toBe('m7');
  });

  it('is never one that burns, and none where the heard one is not shown', () => {
    const burning = aMessage('m2', {
      isMine: false,
      body: { kind: 'burnConcealed', seconds: 10, expiresAtMs: null },
    });
    const open = aMessage('m3', {
      isMine: false,
      body: { kind: 'burnRevealed', content: recorded, seconds: 10, expiresAtMs: 5 },
    });
    expect(nextVoice(heard, [voiceOf('m1'), burning, open])).toBeNull();
    expect(nextVoice(heard, [voiceOf('m7')])).toBeNull();
  });
});
