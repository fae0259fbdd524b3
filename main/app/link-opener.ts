import { dialog, shell, type BrowserWindow } from 'electron';
import type { Logger } from '../platform/logger';
import { errorFields } from '../platform/error-fields';
import { decideExternalLink, type ExternalLinkDecision } from './external-link';
import { linkQuestion } from './link-question';
import type { Translate } from './texts';

/** What opening a link needs from the shell. */
export interface LinkOpenerOptions {
  /** The window that a question belongs to, and the app's present texts; null before there is one. */
  readonly desktop: () => { readonly browserWindow: BrowserWindow; readonly translate: Translate } | null;
  readonly logger: Logger;
}

/**
 * A function that opens links outside the app after a check, and after a question where something about them is not what it
 * seems. It answers false for a link that is refused.
 */
export function createLinkOpener(options: LinkOpenerOptions): (link: string) => boolean {
  return (link) => {
    const decision = decideExternalLink(link);
    if (decision.kind === 'refuse') {
      options.logger.warn('link refused');
      return false;
    }
    open(decision, options).catch((error: unknown) =>
      options.logger.warn('link not opened', errorFields(error)),
    );
    return true;
  };
}

type Acceptable = Exclude<ExternalLinkDecision, { readonly kind: 'refuse' }>;

async function open(decision: Acceptable, options: LinkOpenerOptions): Promise<void> {
  if (decision.kind === 'ask' && !(await confirm(decision, options.desktop()))) return;
  await shell.openExternal(decision.url);
}

async function confirm(
  decision: Extract<Acceptable, { readonly kind: 'ask' }>,
  desktop: ReturnType<LinkOpenerOptions['desktop']>,
): Promise<boolean> {
  if (desktop === null) return false;
  const { browserWindow, translate } = desktop;
  const answer = await dialog.showMessageBox(browserWindow, {
    type: 'question',
    ...linkQuestion(decision, translate),
    buttons: [translate('link.open'), translate('link.cancel')],
    defaultId: 1,
    cancelId: 1,
  });
  return answer.response === 0;
}
