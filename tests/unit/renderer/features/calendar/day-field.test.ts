// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { h, shallowRef } from 'vue';
import type { Locale } from '../../../../../preload/contract/views';
import { DayField } from '../../../../../renderer/features/calendar';
import { byTestId, mountInApp } from '../../mount';
import { noonMs } from '../../views';

enableAutoUnmount(afterEach);

function aField(locale: Locale) {
  const day = shallowRef('');
  const wrapper = mountInApp(
    {
      render: () =>
        h(DayField, {
          modelValue: day.value,
          'onUpdate:modelValue': (next: string) => (day.value = next),
          label: 'From',
          todayMs: noonMs,
          testId: 'field',
        }),
    },
    {},
    locale,
  );
  return { day, field: wrapper.get<HTMLButtonElement>(byTestId('field')) };
}

const press = async (selector: string): Promise<void> => {
  const element = document.querySelector<HTMLElement>(selector);
  if (element === null) throw new Error(`no ${selector}`);
  element.click();
  await flushPromises();
};

describe('a field for a day', () => {
  it.each([
    ['en', 'Any day', 'From: Any day', '11/3/2026'],
    ['zh-CN', '不限', 'From：不限', '2026/11/3'],
  ] as const)(
    'speaks the language of the app, whatever the system speaks: %s',
    async (locale, none, heard, date) => {
      const { day, field } = aField(locale);
      expect([field.text(), field.attributes('aria-label')]).toEqual([none, heard]);
      await field.trigger('click');
      await flushPromises();
      // What is not over yet was not said yet.
      expect(document.querySelector<HTMLButtonElement>('.day:not(.outside)[data-day="24"]')?.disabled).toBe(
        true,
      );
      await press('.day:not(.outside)[data-day="3"]');
      expect([day.value, field.text()]).toEqual(['2026-11-03', date]);
      expect(document.querySelector(byTestId('day-calendar'))).toBeNull();
      await field.trigger('click');
      await flushPromises();
      expect(document.activeElement?.getAttribute('data-day')).toBe('3');
      await press(byTestId('calendar-any-day'));
      expect([day.value, field.text()]).toEqual(['', none]);
    },
  );
});
