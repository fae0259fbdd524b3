// @vitest-environment happy-dom
import { DOMWrapper, enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import type { Locale } from '../../../../../preload/contract/views';
import MessageMenu from '../../../../../renderer/features/conversation/MessageMenu.vue';
import type { RevokeEntry } from '../../../../../renderer/features/conversation/revoke-entry';
import type { MessageMenuModel } from '../../../../../renderer/features/conversation/view-model';
import { byTestId, mountInApp } from '../../mount';

enableAutoUnmount(afterEach);

const body = new DOMWrapper(document.body);
const entry = () => body.get(byTestId('menu-revoke'));

async function open(revoke: RevokeEntry, locale: Locale = 'en') {
  const model: MessageMenuModel = {
    copyText: null,
    canReply: false,
    canForward: false,
    canSelect: false,
    canDeleteHere: false,
    revoke,
    canEdit: false,
    canBurnNow: false,
    refused: null,
  };
  const onRevoke = vi.fn();
  const props = { open: true, model, keys: 'Ctrl+Shift+Backspace', place: new DOMRect(), onRevoke };
  mountInApp(MessageMenu, props, locale);
  await nextTick();
  return { onRevoke };
}

describe('entry that revokes', () => {
  it.each([
    ['en', 'Revoke (1:48 left)'],
    ['zh-CN', '撤回（还剩 1:48）'],
  ] as const)('tells the time left and the shortcut, in %s', async (locale, label) => {
    const { onRevoke } = await open({ state: 'available', remainingMs: 108_000 }, locale);
    expect(entry().text()).toContain(label);
    expect(entry().get('kbd').text()).toBe('Ctrl+Shift+Backspace');
    await entry().trigger('click');
    expect(onRevoke).toHaveBeenCalledOnce();
  });

  it.each([
    ['en', { state: 'windowOver', windowSeconds: 120 }, 'Revoke (over 2 min ago)'],
    ['zh-CN', { state: 'windowOver', windowSeconds: 120 }, '撤回（已超过 2 分钟）'],
    ['en', { state: 'inProgress' }, 'Revoke (in progress)'],
    ['zh-CN', { state: 'inProgress' }, '撤回（正在进行）'],
  ] as const)('stays, says why and does nothing, in %s: %j', async (locale, revoke, label) => {
    const { onRevoke } = await open(revoke, locale);
    expect(entry().text()).toBe(label);
    expect(entry().attributes('aria-disabled')).toBe('true');
    await entry().trigger('click');
    expect(onRevoke).not.toHaveBeenCalled();
    // Still there to be read: the menu has not closed.
    expect(body.find(byTestId('message-menu')).exists()).toBe(true);
  });
});
