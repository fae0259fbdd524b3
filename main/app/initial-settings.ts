import type { SettingsView } from '../../preload/contract/views';
import type { CommandLine } from './command-line';

/** The settings that the command line asks for; null when it asks for none. */
export function initialSettings({ locale, theme }: CommandLine): Partial<SettingsView> | null {
  if (locale === null && theme === null) return null;
  return { ...(locale === null ? {} : { locale }), ...(theme === null ? {} : { theme }) };
}
