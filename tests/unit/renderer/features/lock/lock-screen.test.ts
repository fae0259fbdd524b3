// @vitest-environment happy-dom
import { enableAutoUnmount, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import type { LockView } from '../../../../../preload/contract/lock-views';
import type { SnapshotView } from '../../../../../preload/contract/views';
import App from '../../../../../renderer/app/App.vue';
import { createAppI18n } from '../../../../../renderer/app/i18n';
import { FakeBridge, ofApp } from '../../fake-bridge';
import { byTestId } from '../../mount';
import { aChat, aSignedOutSnapshot, aSnapshot } from '../../views';

enableAutoUnmount(afterEach);
beforeEach(() => {
  vi.useFakeTimers();
  window.innerWidth = 1280;
});
afterEach(() => vi.useRealTimers());

let snapshot: SnapshotView;
const locked = (lock: Partial<LockView> = {}): SnapshotView =>
  aSignedOutSnapshot({ startState: 'locked', lock: { isOn: true, wrongTries: 0, waitMs: 0, ...lock } });
const open = (): SnapshotView => aSnapshot({ lock: { isOn: true, wrongTries: 0, waitMs: 0 } });
let bridge: FakeBridge;
let app: VueWrapper;

async function start(first: SnapshotView): Promise<void> {
  snapshot = first;
  bridge = new FakeBridge({
    'app.snapshot': () => snapshot,
    'conversations.list': () => succeed([aChat()]),
  }).install();
  app = mount(App, { global: { plugins: [createPinia(), createAppI18n('en')] }, attachTo: document.body });
  await settle();
}
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(200);
const change = async (next: SnapshotView): Promise<void> => {
  snapshot = next;
  bridge.emit([ofApp]);
  await settle();
};
const type = async (pin: string): Promise<void> => {
  await app.get(byTestId('lock-pin')).setValue(pin);
  await app.get('form').trigger('submit');
  await settle();
};
const focused = (): string | null => document.activeElement?.getAttribute('data-testid') ?? null;

describe('the lock', () => {
  it('shows one field, which has the focus, and goes when the PIN is right', async () => {
    await start(locked());
    expect(app.find(byTestId('main-screen')).exists()).toBe(false);
    expect(focused()).toBe('lock-pin');
    expect(app.get(byTestId('lock-pin')).attributes('type')).toBe('password');
    bridge.answers['lock.unlock'] = () => {
      snapshot = open();
      return succeed();
    };
    await type('7392');
    expect(bridge.argumentsOf('lock.unlock')).toEqual([{ pin: '7392' }]);
    expect(app.find(byTestId('lock-screen')).exists()).toBe(false);
    expect(app.get(byTestId('chat-title')).text()).toBe('周一帆');
  });

  it('empties the field and keeps the focus in it when the PIN was wrong', async () => {
    await start(locked());
    bridge.answers['lock.unlock'] = () => fail('pinWrong');
    await type('0000');
    expect(app.text()).toContain('That is not your PIN.');
    expect(app.get<HTMLInputElement>(byTestId('lock-pin')).element.value).toBe('');
    expect(focused()).toBe('lock-pin');
    await type('');
    expect(bridge.argumentsOf('lock.unlock')).toHaveLength(1);
  });

  it('says how long to wait after too many wrong ones, and has the focus in the field when that is over', async () => {
    await start(locked({ wrongTries: 7, waitMs: 62_000 }));
    expect(app.text()).toContain('possible in 2 min');
    expect(app.get(byTestId('lock-unlock')).attributes('disabled')).toBeDefined();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(app.text()).toMatch(/possible in 3[12] s/u);
    await type('7392');
    expect(bridge.argumentsOf('lock.unlock')).toEqual([]);
    await vi.advanceTimersByTimeAsync(33_000);
    expect(app.text()).not.toContain('possible in');
    expect(focused()).toBe('lock-pin');
  });

  it('tells of a key store that gives nothing out, and loses nothing over it', async () => {
    await start(locked());
    bridge.answers['lock.unlock'] = () => fail('keyUnavailable');
    await type('7392');
    expect(app.text()).toContain('Unlock it and try again.');
    bridge.answers['lock.unlock'] = () => {
      snapshot = open();
      return succeed();
    };
    await type('7392');
    expect(app.find(byTestId('main-screen')).exists()).toBe(true);
  });

  it('leaves nothing of the chats in the document, nor an open dialog', async () => {
    await start(open());
    await app.get(byTestId('rail-settings')).trigger('click');
    await settle();
    expect(document.body.textContent).toContain('周一帆');
    await change(locked());
    expect(app.find(byTestId('lock-screen')).exists()).toBe(true);
    expect(`${document.body.textContent} ${app.html()}`).not.toContain('周一帆');
    expect(document.querySelector(byTestId('settings-dialog'))).toBeNull();
    const before = bridge.calls.length;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(bridge.calls.slice(before).filter(({ accountId }) => accountId !== null)).toEqual([]);
  });

  it('is closed by the button of the rail and by a key of any keyboard, where there is a lock', async () => {
    const press = (key: string): boolean =>
      window.dispatchEvent(
        new KeyboardEvent('keydown', { key, code: 'KeyL', ctrlKey: true, cancelable: true }),
      );
    await start(aSnapshot());
    expect(app.find(byTestId('rail-lock')).exists()).toBe(false);
    expect(press('l')).toBe(true);
    expect(bridge.argumentsOf('lock.now')).toEqual([]);
    await change(open());
    await app.get(byTestId('rail-lock')).trigger('click');
    expect(press('l')).toBe(false);
    // A Cyrillic keyboard.
    expect(press('д')).toBe(false);
    expect(bridge.argumentsOf('lock.now')).toEqual([null, null, null]);
  });
});

describe('a forgotten PIN', () => {
  const inDialog = (testId: string): HTMLElement => {
    const element = document.querySelector<HTMLElement>(byTestId(testId));
    if (element === null) throw new Error(`no ${testId}`);
    return element;
  };

  it('says what is lost and what stays on the server, asks twice, and begins at the way out each time', async () => {
    await start(locked());
    await app.get(byTestId('lock-forgotten')).trigger('click');
    await settle();
    expect(inDialog('lock-forget').textContent).toMatch(/erased from this computer.*stay on the server/su);
    expect(focused()).toBe('lock-forget-cancel');
    inDialog('lock-forget-go-on').click();
    await settle();
    expect(bridge.argumentsOf('lock.forget')).toEqual([]);
    expect(inDialog('lock-forget').textContent).toContain('cannot be undone');
    bridge.answers['lock.forget'] = () => {
      snapshot = aSignedOutSnapshot();
      return succeed({ remains: 'nothing' });
    };
    inDialog('lock-forget-go-on').click();
    await settle();
    expect(bridge.argumentsOf('lock.forget')).toEqual([{ isMeant: true }]);
    expect(app.find(byTestId('sign-in-screen')).exists()).toBe(true);
  });

  it('changes nothing for whoever remembers it in between, and asks from the beginning the next time', async () => {
    await start(locked());
    await app.get(byTestId('lock-forgotten')).trigger('click');
    await settle();
    inDialog('lock-forget-go-on').click();
    await settle();
    inDialog('lock-forget-cancel').click();
    await settle();
    await app.get(byTestId('lock-forgotten')).trigger('click');
    await settle();
    expect(inDialog('lock-forget').textContent).toContain('stay on the server');
    expect(bridge.argumentsOf('lock.forget')).toEqual([]);
  });
});
