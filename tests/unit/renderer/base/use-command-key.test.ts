// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { effectScope, type EffectScope } from 'vue';
import { hasOpenDialog, useCommandKey } from '../../../../renderer/base/use-command-key';

let scope: EffectScope;
let calls: number;

function press(init: KeyboardEventInit): boolean {
  const event = new KeyboardEvent('keydown', { cancelable: true, ctrlKey: true, ...init });
  window.dispatchEvent(event);
  return event.defaultPrevented;
}

describe('a key with Ctrl', () => {
  beforeEach(() => {
    setActivePinia(createPinia());
    calls = 0;
    scope = effectScope();
    scope.run(() => useCommandKey('f', () => ++calls > 0));
    return () => scope.stop();
  });

  it.each([
    ['the letter', { key: 'f', code: 'KeyF' }],
    ['the letter while capitals are locked', { key: 'F', code: 'KeyF' }],
    ['the letter where it lies elsewhere', { key: 'f', code: 'KeyU' }],
    ['its place where the keys are of another script', { key: 'а', code: 'KeyF' }],
  ])('is known by %s', (_, init) => {
    expect([press(init), calls]).toEqual([true, 1]);
  });

  it.each([
    ['another letter in its place', { key: 'u', code: 'KeyF' }],
    ['no Ctrl', { key: 'f', ctrlKey: false }],
    ['Shift', { key: 'F', shiftKey: true }],
    ['Alt, which types letters on some keyboards', { key: 'f', altKey: true }],
    ['the Windows key', { key: 'f', metaKey: true }],
    ['a key that is held down', { key: 'f', repeat: true }],
    ['a word that is being composed', { key: 'f', isComposing: true }],
  ])('is left alone with %s', (_, init) => {
    expect([press(init), calls]).toEqual([false, 0]);
  });

  it('is left to others when nobody took it, and after its scope', () => {
    const other = effectScope();
    other.run(() => useCommandKey('g', () => false));
    expect(press({ key: 'g' })).toBe(false);
    other.stop();
    scope.stop();
    expect([press({ key: 'f' }), calls]).toEqual([false, 0]);
  });
});

describe('an open dialog', () => {
  it('is anything with that role but the details of a chat', () => {
    const add = (testId: string): void => {
      const element = document.createElement('div');
      element.setAttribute('role', 'dialog');
      element.dataset['testid'] = testId;
      document.body.append(element);
    };
    add('details');
    expect(hasOpenDialog()).toBe(false);
    add('settings');
    expect(hasOpenDialog()).toBe(true);
    document.body.replaceChildren();
  });
});
