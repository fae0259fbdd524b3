import { dialog, shell, type BrowserWindow } from 'electron';
import type { Logger } from '../platform/logger';
import { errorFields } from '../platform/error-fields';
import { decideExternalLink } from './external-link';
import type { Translate } from './texts';

/** What opening a link needs from the shell. */
export interface LinkOpenerOptions {
  /** The window that a question belongs to, and the app's present texts; null before there is one. */
  readonly desktop: () => { readonly browserWindow: BrowserWindow; readonly translate: Translate } | null;
  readonly logger: Logger;
}

/** A function that opens links outside the app after a check; unprotected addresses only after a question. */
export function createLinkOpener(options: LinkOpenerOptions): (url: string) => void {
  return (url) => {
    open(url, options).catch((error: unknown) => options.logger.warn('link not opened', errorFields(error)));
  };
}

async function open(url: string, options: LinkOpenerOptions): Promise<void> {
  const decision = decideExternalLink(url);
  if (decision.kind === 'refuse') {
    options.logger.warn('link refused');
    return;
  }
  if (decision.kind === 'ask' && !(await confirm(decision.url, options.desktop()))) return;
  await shell.openExternal(decision.url);
}

async function confirm(url: string, desktop: ReturnType<LinkOpenerOptions['desktop']>): Promise<boolean> {
  if (desktop === null) return false;
  const { browserWindow, translate } = desktop;
  const answer = await dialog.showMessageBox(browserWindow, {
    type: 'question',
    message: translate('link.question'),
    detail: url,
    buttons: [translate('link.open'), translate('link.cancel')],
    defaultId: 1,
    cancelId: 1,
  });
  return answer.response === 0;
}
