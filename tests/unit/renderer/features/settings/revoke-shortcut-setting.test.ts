// @vitest-environment happy-dom
import { DOMWrapper, enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../../../preload/contract/result';
import type { SettingsView, SnapshotView } from '../../../../../preload/contract/views';
import { useSessionStore } from '../../../../../renderer/base/session-store';
import { SettingsDialog } from '../../../../../renderer/features/settings';
import { FakeBridge, settle, type FakeAnswers } from '../../fake-bridge';
import { byTestId, mountInApp } from '../../mount';
import { aSnapshot } from '../../views';
import { showSettingsPage } from './show-settings-page';

enableAutoUnmount(afterEach);

const suggestion = 'CommandOrControl+Alt+Z';
const body = new DOMWrapper(document.body);
const toggle = () => body.get<HTMLInputElement>(byTestId('settings-shortcut-switch'));
const field = () => body.get<HTMLButtonElement>(byTestId('settings-shortcut-field'));
const note = (): string => body.get(byTestId('settings-shortcut-note')).text();
const caps = (): readonly string[] =>
  body.findAll(`${byTestId('settings-shortcut-field')} kbd`).map((cap) => cap.text());

/** The open settings of an app that keeps what is chosen. */
async function openSettings(patch: Partial<SnapshotView> & { readonly shortcut?: string | null } = {}) {
  const { shortcut = null, ...rest } = patch;
  let settings: SettingsView = { ...aSnapshot().settings, revokeShortcut: shortcut };
  const answers: FakeAnswers = {
    'app.snapshot': () => aSnapshot({ ...rest, settings }),
    'app.changeSettings': (change) => succeed((settings = { ...settings, ...change })),
  };
  const bridge = new FakeBridge(answers).install();
  mountInApp(SettingsDialog, { open: true, 'onUpdate:open': (value: boolean) => isOpen.push(value) });
  const isOpen: boolean[] = [];
  await useSessionStore().load();
  await settle();
  await showSettingsPage('shortcuts');
  return { bridge, isOpen };
}

const changes = (bridge: FakeBridge) => bridge.argumentsOf('app.changeSettings');
const pauses = (bridge: FakeBridge) => bridge.argumentsOf('app.pauseShortcut');
const pressed = (key: string, code: string, held: object = {}) =>
  field().trigger('keydown', { key, code, ...held });

describe('the global shortcut in the settings', () => {
  it('is off by default, and the switch turns the suggestion on', async () => {
    const { bridge } = await openSettings();
    expect(toggle().element.checked).toBe(false);
    expect(body.find(byTestId('settings-shortcut-field')).exists()).toBe(false);
    await toggle().setValue(true);
    expect(changes(bridge)).toEqual([{ revokeShortcut: suggestion }]);
    expect(caps()).toEqual(['Ctrl', 'Alt', 'Z']);
    await toggle().setValue(false);
    expect(changes(bridge)[1]).toEqual({ revokeShortcut: null });
    expect(caps()).toEqual([]);
  });

  it('is shown with the keys of a Mac there', async () => {
    await openSettings({ shortcut: suggestion, platform: 'darwin' });
    expect(caps()).toEqual(['⌘', '⌥', 'Z']);
    expect(field().attributes('aria-label')).toBe('Shortcut ⌘ ⌥ Z, press to change');
  });

  it('is changed by pressing the new one, and rests meanwhile', async () => {
    const { bridge } = await openSettings({ shortcut: suggestion });
    field().element.focus();
    await settle();
    expect(pauses(bridge)).toEqual([{ isPaused: true }]);
    expect(field().text()).toContain('Press the new combination');
    await pressed('Control', 'ControlLeft', { ctrlKey: true });
    expect(caps()).toEqual(['Ctrl']);
    await pressed('k', 'KeyK', { ctrlKey: true, shiftKey: true });
    await settle();
    expect(changes(bridge)).toEqual([{ revokeShortcut: 'CommandOrControl+Shift+K' }]);
    expect(pauses(bridge)).toEqual([{ isPaused: true }, { isPaused: false }]);
    expect(caps()).toEqual(['Ctrl', 'Shift', 'K']);
  });

  it('says what is missing when a key is pressed alone, and keeps listening', async () => {
    const { bridge } = await openSettings({ shortcut: suggestion });
    field().element.focus();
    await pressed('k', 'KeyK');
    expect(note()).toBe('Hold one of Ctrl / Super / Alt, then press one more key.');
    await pressed('k', 'KeyK', { altKey: true });
    expect(changes(bridge)).toEqual([{ revokeShortcut: 'Alt+K' }]);
  });

  it('stays as it was when Escape cancels, and the dialog stays open', async () => {
    const { bridge, isOpen } = await openSettings({ shortcut: suggestion });
    field().element.focus();
    await pressed('Escape', 'Escape');
    expect([changes(bridge), isOpen, caps()]).toEqual([[], [], ['Ctrl', 'Alt', 'Z']]);
    expect(pauses(bridge).at(-1)).toEqual({ isPaused: false });
    await pressed('Escape', 'Escape');
    expect(isOpen).toEqual([false]);
  });

  it('is turned off by Backspace, and the focus goes to the switch', async () => {
    const { bridge } = await openSettings({ shortcut: suggestion });
    field().element.focus();
    await pressed('Backspace', 'Backspace');
    expect(changes(bridge)).toEqual([{ revokeShortcut: null }]);
    expect(pauses(bridge).at(-1)).toEqual({ isPaused: false });
    expect(document.activeElement).toBe(toggle().element);
  });

  it('lets Tab out of the field and ends the pause with it', async () => {
    const { bridge } = await openSettings({ shortcut: suggestion });
    field().element.focus();
    const tab = new KeyboardEvent('keydown', { key: 'Tab', code: 'Tab', bubbles: true, cancelable: true });
    field().element.dispatchEvent(tab);
    expect(document.activeElement).not.toBe(field().element);
    expect(pauses(bridge)).toEqual([{ isPaused: true }, { isPaused: false }]);
    expect(changes(bridge)).toEqual([]);
  });

  it('says under the field that another program has it, until other keys are recorded', async () => {
    await openSettings({ shortcut: suggestion, revokeShortcutState: 'taken' });
    expect(note()).toBe('The system or another program uses this combination. Choose another one.');
    field().element.focus();
    await settle();
    expect(note()).toBe('Esc cancels, Backspace turns the shortcut off.');
  });

  it('goes back to what is kept when a change is refused', async () => {
    const { bridge } = await openSettings({ shortcut: suggestion });
    bridge.answers['app.changeSettings'] = () => fail('internal');
    await toggle().setValue(false);
    await settle();
    expect(caps()).toEqual(['Ctrl', 'Alt', 'Z']);
    expect(body.get(byTestId('form-error')).text()).toContain('The setting was not saved');
  });
});
