import { dialog } from 'electron';
import { describeStartFailure, type StartChoice } from './start-failure';
import type { Translate } from './texts';

/** Tells that the start failed and asks what to do; whoever closes the question wants to quit. */
export async function askAboutStart(error: unknown, translate: Translate): Promise<StartChoice> {
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
