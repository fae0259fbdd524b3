// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { OwnPresenceView } from '../../../../../preload/contract/presence-views';
import { fail, succeed } from '../../../../../preload/contract/result';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { useToastStore } from '../../../../../renderer/base/toast-store';
import { OwnPresence } from '../../../../../renderer/features/presence';
import { FakeBridge, settle, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { anOpenAccount, aSnapshot } from '../../views';

enableAutoUnmount(afterEach);

async function card(presence: OwnPresenceView, answers: FakeAnswers = {}) {
  const bridge = new FakeBridge({
    'app.snapshot': () => aSnapshot({ accounts: [anOpenAccount({ presence })] }),
    'presence.choose': ({ choice, note }) => succeed({ choice, note, shown: 'busy' }),
    ...answers,
  }).install();
  const wrapper = mountInApp(OwnPresence);
  await useSessionStore().load();
  await settle();
  return { bridge, wrapper, note: wrapper.get<HTMLInputElement>(byTestId('presence-note')) };
}

const online: OwnPresenceView = { choice: 'online', note: 'a mood', shown: 'online' };

describe('the card of the own presence', () => {
  it('shows what is chosen, and that the app says away by itself', async () => {
    const { wrapper } = await card({ ...online, shown: 'away' });
    expect(wrapper.get(byTestId('presence-online')).attributes('aria-pressed')).toBe('true');
    expect(wrapper.find(byTestId('presence-idle')).exists()).toBe(true);
  });

  it('chooses with the mood line that stands beside it: one thing is told, not two', async () => {
    const { bridge, wrapper, note } = await card(online);
    await note.setValue('another mood');
    const busy = wrapper.get<HTMLElement>(byTestId('presence-busy'));
    await note.trigger('blur', { relatedTarget: busy.element });
    await busy.trigger('click');
    await settle();
    expect(bridge.argumentsOf('presence.choose')).toEqual([{ choice: 'busy', note: 'another mood' }]);
  });

  it('keeps a mood line with Enter, and when the card is closed in the middle of it', async () => {
    const { bridge, wrapper, note } = await card(online);
    await note.setValue('by Enter');
    await note.trigger('keydown', { key: 'Enter' });
    await settle();
    await note.setValue('by closing');
    wrapper.unmount();
    await settle();
    expect(bridge.argumentsOf('presence.choose')).toEqual([
      { choice: 'online', note: 'by Enter' },
      { choice: 'online', note: 'by closing' },
    ]);
  });

  it('says what invisible means, and only then', async () => {
    const { wrapper } = await card(online);
    expect(wrapper.find(byTestId('presence-invisible-hint')).exists()).toBe(false);
    const hidden = await card({ choice: 'invisible', note: '', shown: 'offline' });
    expect(hidden.wrapper.find(byTestId('presence-invisible-hint')).exists()).toBe(true);
  });

  it('goes back with the reason when nothing could be written, and tells it where the card is gone', async () => {
    const { wrapper, note } = await card(online, { 'presence.choose': () => fail('diskFull') });
    await wrapper.get(byTestId('presence-away')).trigger('click');
    await settle();
    expect(wrapper.get(byTestId('presence-online')).attributes('aria-pressed')).toBe('true');
    expect(wrapper.get(byTestId('form-problem')).text()).toContain('The disk of this computer is full');
    await note.setValue('lost');
    wrapper.unmount();
    await settle();
    expect(useToastStore().toast?.key).toBe('presence.notKept');
  });

  it('takes no more than a line of a name', async () => {
    const { note } = await card(online);
    expect(note.attributes('maxlength')).toBe('64');
  });
});
