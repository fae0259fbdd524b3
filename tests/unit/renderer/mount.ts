import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { TooltipProvider } from 'reka-ui';
import { h, type Component } from 'vue';
import type { Locale } from '../../../preload/contract/views';
import { createAppI18n } from '../../../renderer/app/i18n';

/** Mounts a component the way the app does: with stores, words and tooltips. */
export function mountInApp(
  component: Component,
  props: Record<string, unknown> = {},
  locale: Locale = 'en',
): VueWrapper {
  const pinia = createPinia();
  setActivePinia(pinia);
  return mount(
    { render: () => h(TooltipProvider, null, { default: () => h(component, props) }) },
    { global: { plugins: [pinia, createAppI18n(locale)] }, attachTo: document.body },
  );
}

/** The selector of a test id. */
export const byTestId = (testId: string): string => `[data-testid="${testId}"]`;
