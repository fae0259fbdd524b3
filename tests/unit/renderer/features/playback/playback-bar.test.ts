// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { TooltipProvider } from 'reka-ui';
import { h } from 'vue';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { succeed } from '../../../../../preload/contract/result';
import { accountRequest } from '../../../../../renderer/base/bridge';
import { createAppI18n } from '../../../../../renderer/app/i18n';
import { useNavigationStore } from '../../../../../renderer/base/navigation-store';
import { PlaybackBar, soundElementKey, usePlaybackStore } from '../../../../../renderer/features/playback';
import { PretendedSound } from '../../pretended-sound';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, inAccount } from '../../mount';
import { anAccount } from '../../views';

enableAutoUnmount(afterEach);
let element: PretendedSound;

beforeEach(() => {
  new FakeBridge({
    'playback.open': () => succeed({ handle: 'h', url: 'tim-media://file/1', kind: 'audio' }),
  }).install();
  element = new PretendedSound();
});

async function playing() {
  const pinia = createPinia();
  setActivePinia(pinia);
  const content = { render: () => h(TooltipProvider, null, { default: () => h(PlaybackBar) }) };
  const wrapper = mount(inAccount(content), {
    global: { plugins: [pinia, createAppI18n('en')], provide: { [soundElementKey]: element.make } },
    attachTo: document.body,
  });
  const { accountId } = anAccount;
  await usePlaybackStore().play({
    account: { accountId, request: accountRequest(accountId) },
    conversationId: 'u:ann',
    messageId: 'm1',
    kind: 'voice',
    title: 'Ann',
    durationMs: 9_000,
  });
  const navigation = useNavigationStore(accountId);
  await flushPromises();
  return { wrapper, navigation };
}

describe('what is heard of a chat that is not on the screen', () => {
  it('goes on, is told who speaks, and can be rested, moved and ended from where one is', async () => {
    const { wrapper } = await playing();
    const bar = wrapper.find(byTestId('playback-bar'));
    expect(bar.text()).toContain('Voice message from Ann');
    await bar.find(byTestId('playback-toggle')).trigger('click');
    expect(usePlaybackStore().state).toBe('resting');
    await bar.find(byTestId('playback-seek')).setValue('5000');
    expect(element.positionMs).toBe(5_000);
    await bar.find(byTestId('playback-stop')).trigger('click');
    expect([usePlaybackStore().sound, wrapper.find(byTestId('playback-bar')).exists()]).toEqual([
      null,
      false,
    ]);
  });

  it('has no bar in its own chat, where its bubble does the same', async () => {
    const { wrapper, navigation } = await playing();
    navigation.openConversationId = 'u:ann';
    await flushPromises();
    expect(wrapper.find(byTestId('playback-bar')).exists()).toBe(false);
    navigation.openConversationId = 'u:ben';
    await flushPromises();
    expect(wrapper.find(byTestId('playback-bar')).exists()).toBe(true);
  });
});
