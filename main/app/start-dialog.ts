import { app, dialog } from 'electron';
import type { Locale } from '../../preload/contract/views';
import { describeStartFailure, type StartChoice } from './start-failure';
import { localeOf, textsFor } from './texts';

/**
 * Tells that the start failed and asks what to do; whoever closes the question wants to quit. The settings cannot be asked for
 * the language, because they may be what cannot be read: it is that of the command line or of the system.
 */
export async function askAboutStart(error: unknown, locale: Locale | null): Promise<StartChoice> {
  const translate = textsFor(locale ?? localeOf(app.getLocale()));
  const { message, detail, choices } = describeStartFailure(error, translate);
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: translate('window.title'),
    message,
    detail,
    buttons: choices.map((choice) => translate(`start.${choice}`)),
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return choices[response] ?? 'quit';
}
