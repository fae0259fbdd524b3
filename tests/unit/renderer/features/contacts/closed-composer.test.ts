// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import { useNavigationStore } from '../../../../../renderer/base/navigation-store';
import ClosedComposer from '../../../../../renderer/features/contacts/ClosedComposer.vue';
import { FakeBridge } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aChat, anAccount } from '../../views';

type Standing = 'stranger' | 'incoming' | 'declined' | 'outgoing' | 'blocked';
const show = (standing: Standing, more: Record<string, unknown> = {}) =>
  mountInApp(ClosedComposer, {
    conversation: aChat({ standing }),
    standing,
    hasDraft: false,
    ...more,
  });
afterEach(() => {
  document.body.replaceChildren();
});

describe('the foot of a chat in which nothing can be said', () => {
  it.each([
    ['stranger', 'You are not friends now', ['ask']],
    ['incoming', 'wants to be friends', ['accept', 'decline']],
    ['declined', 'ignored this friend request', ['accept']],
    ['outgoing', 'as soon as they accept', ['cancelRequest']],
    ['blocked', 'You blocked this person', ['unblock']],
  ] as const)('says why and offers what helps: %s', (standing, reason, deeds) => {
    new FakeBridge().install();
    const foot = show(standing);
    expect(foot.text()).toContain(reason);
    expect(foot.findAll('button').map((button) => button.attributes('data-testid'))).toEqual(
      deeds.map((deed) => `composer-closed-${deed}`),
    );
  });

  it('asks for the friend again with the id filled in', async () => {
    new FakeBridge().install();
    await show('stranger').find(byTestId('composer-closed-ask')).trigger('click');
    expect(useNavigationStore(anAccount.accountId).adding).toEqual({ kind: 'addFriend', node: 'node-zhou' });
  });

  it('says that what was being written is kept', () => {
    new FakeBridge().install();
    expect(show('stranger').find(byTestId('composer-closed-draft-kept')).exists()).toBe(false);
    expect(show('stranger', { hasDraft: true }).find(byTestId('composer-closed-draft-kept')).exists()).toBe(
      true,
    );
  });

  it('says why something did not work, and does it once however often it is pressed', async () => {
    const bridge = new FakeBridge({ 'contacts.remove': () => fail('offline') }).install();
    const foot = show('blocked');
    const button = foot.find(byTestId('composer-closed-unblock'));
    await Promise.all([button.trigger('click'), button.trigger('click')]);
    await flushPromises();
    expect(foot.find(byTestId('composer-closed-error')).text()).toContain('Not connected');
    expect(bridge.calls.filter(({ name }) => name === 'contacts.remove')).toHaveLength(1);
    bridge.answers['contacts.remove'] = () => succeed();
    await button.trigger('click');
    await flushPromises();
    expect(foot.find(byTestId('composer-closed-error')).exists()).toBe(false);
  });
});
