import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { TooltipProvider } from 'reka-ui';
import { h, type Component } from 'vue';
import { beforeAll } from 'vitest';
import type { Locale } from '../../../preload/contract/views';
import AccountFrame from '../../../renderer/app/AccountFrame.vue';
import { createAppI18n } from '../../../renderer/app/i18n';
import { readLaterParts } from '../../../renderer/base/later';
import { anAccount } from './views';

// The document of the tests has no idle moments of its own: the next turn is one.
window.requestIdleCallback = (callback) =>
  window.setTimeout(() => callback({ didTimeout: false, timeRemaining: () => 0 }), 0);

// As behind the first screen: a test begins when everything is there.
beforeAll(() => readLaterParts());

/** Mounts a component the way the app does: with stores, words and tooltips, in `anAccount`. */
export function mountInApp(
  component: Component,
  props: Record<string, unknown> = {},
  locale: Locale = 'en',
): VueWrapper {
  const pinia = createPinia();
  setActivePinia(pinia);
  return mount(
    inAccount({ render: () => h(TooltipProvider, null, { default: () => h(component, props) }) }),
    { global: { plugins: [pinia, createAppI18n(locale)] }, attachTo: document.body },
  );
}

/** A component as part of `anAccount`. */
export const inAccount = (component: Component): Component => ({
  render: () => h(AccountFrame, { accountId: anAccount.accountId }, () => h(component)),
});

/** The selector of a test id. */
export const byTestId = (testId: string): string => `[data-testid="${testId}"]`;
