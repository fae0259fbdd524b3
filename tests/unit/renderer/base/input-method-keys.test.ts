// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keepInputMethodKeys, ownCompositionAttribute } from '../../../../renderer/base/input-method-keys';
import SearchField from '../../../../renderer/ui/SearchField.vue';
import { byTestId, mountInApp } from '../mount';

enableAutoUnmount(afterEach);
keepInputMethodKeys(window);

const keyOf = (key: string, isComposing: boolean): KeyboardEvent =>
  new KeyboardEvent('keydown', { key, isComposing, bubbles: true, cancelable: true });

describe('keys of an input method at work', () => {
  it('clear no search, close nothing around it, and reach the input method', () => {
    const heard = vi.fn();
    document.addEventListener('keydown', heard);
    const changed = vi.fn();
    const wrapper = mountInApp(SearchField, {
      modelValue: '北京',
      'onUpdate:modelValue': changed,
      label: 'Search',
      clearLabel: 'Clear',
      testId: 'field',
    });
    const field = wrapper.get(byTestId('field')).element;
    for (const key of ['Escape', 'Enter', 'ArrowDown']) {
      const event = keyOf(key, true);
      field.dispatchEvent(event);
      expect(event.defaultPrevented).toBe(false);
    }
    expect(heard).not.toHaveBeenCalled();
    expect(changed).not.toHaveBeenCalled();
    field.dispatchEvent(keyOf('Escape', false));
    expect(changed).toHaveBeenCalledWith('');
    expect(heard).toHaveBeenCalledOnce();
    document.removeEventListener('keydown', heard);
  });

  it('are left to a field that tells them apart by itself, and are something that somebody does', () => {
    const [heard, acted] = [vi.fn(), vi.fn()];
    const field = document.body.appendChild(document.createElement('textarea'));
    field.setAttribute(ownCompositionAttribute, '');
    field.addEventListener('keydown', heard);
    window.addEventListener('keydown', acted, { capture: true });
    field.dispatchEvent(keyOf('Enter', true));
    field.removeAttribute(ownCompositionAttribute);
    field.dispatchEvent(keyOf('Enter', true));
    expect(heard).toHaveBeenCalledOnce();
    expect(acted).toHaveBeenCalledTimes(2);
    window.removeEventListener('keydown', acted, { capture: true });
    field.remove();
  });
});
