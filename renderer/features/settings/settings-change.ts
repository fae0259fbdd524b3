import { inject, provide, readonly, shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import type { FailureCode } from '../../../preload/contract/result';
import type { SettingsView } from '../../../preload/contract/views';
import { useSessionStore } from '../../base/session-store';

/** What could not be done on a page of the settings. */
export interface SettingsFailure {
  readonly key: 'settings.changeFailed' | 'settings.signOutFailed';
  readonly reason: FailureCode;
}

/** What the pages of the settings do; the dialog around them tells what failed. */
export interface SettingsChange {
  readonly failure: Readonly<ShallowRef<SettingsFailure | null>>;
  readonly tell: (failure: SettingsFailure | null) => void;
  /** Keeps what the user chose; it goes back, with a sentence, if it could not be kept. */
  readonly change: (patch: Partial<SettingsView>) => Promise<void>;
}

const settingsChangeKey: InjectionKey<SettingsChange> = Symbol('settings change');

/** For the dialog: what its pages do from now on. */
export function provideSettingsChange(): SettingsChange {
  const session = useSessionStore();
  const failure = shallowRef<SettingsFailure | null>(null);
  const tell = (next: SettingsFailure | null): void => void (failure.value = next);
  async function change(patch: Partial<SettingsView>): Promise<void> {
    const result = await session.changeSettings(patch);
    tell(result.ok ? null : { key: 'settings.changeFailed', reason: result.failure.code });
  }
  const settingsChange = { failure: readonly(failure), tell, change };
  provide(settingsChangeKey, settingsChange);
  return settingsChange;
}

/** For a page or a row inside the dialog; throws elsewhere. */
export function useSettingsChange(): SettingsChange {
  const settingsChange = inject(settingsChangeKey);
  if (settingsChange === undefined) throw new Error('a page of the settings outside of the dialog');
  return settingsChange;
}
