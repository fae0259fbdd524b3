import { app, type Session, type WebContents } from 'electron';
import type { Logger } from '../platform/logger';
import type { MicrophoneGate } from './microphone-gate';
import { checkSpellingAtHome } from './quiet-engine';
import { isAllowedRequest } from './request-filter';
import type { SpellChecking } from './spell-checking';

/** What the guards need from the shell. */
export interface WebSecurityOptions {
  /** Takes a link that a page wanted to open; the page itself never opens anything. */
  readonly openLink: (url: string) => void;
  /** The developer tools may load their own pages (never in packaged builds). */
  readonly allowsDevTools: boolean;
  readonly spellChecking: SpellChecking;
  /** The one permission that there is, and when. */
  readonly microphone: MicrophoneGate;
  readonly logger: Logger;
}

/** Denies every permission but the microphone while somebody records, every download and every request that is not for the app's own files, in one session. */
export function guardSession(session: Session, options: WebSecurityOptions): void {
  const { logger, microphone } = options;
  session.setPermissionRequestHandler((...request) => {
    const [, permission, answer, details] = request;
    const kinds = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const { requestingUrl: url, isMainFrame } = details;
    const isAdmitted = microphone.admits({ permission, kinds, url, isMainFrame });
    if (!isAdmitted) logger.warn('permission refused', { permission });
    answer(isAdmitted);
  });
  session.setPermissionCheckHandler((...request) => {
    const [, permission, , { mediaType, requestingUrl: url = '', isMainFrame }] = request;
    const kinds = mediaType === undefined ? [] : [mediaType];
    return microphone.admits({ permission, kinds, url, isMainFrame });
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  checkSpellingAtHome(session, options.spellChecking);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => {
    const isAllowed = isAllowedRequest(details.url, { allowsDevTools: options.allowsDevTools });
    if (!isAllowed) logger.warn('request refused', { type: details.resourceType });
    answer({ cancel: !isAllowed });
  });
}

/** Puts the same guards on every page that is ever created, whoever creates it. */
export function guardEveryPage(options: WebSecurityOptions): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents, options));
}

function guardPage(contents: WebContents, options: WebSecurityOptions): void {
  const { logger } = options;
  // `loadURL` of the app itself does not raise these: what arrives here comes from the page.
  contents.on('will-navigate', (event) => {
    event.preventDefault();
    logger.warn('navigation refused');
  });
  contents.on('will-frame-navigate', (event) => {
    event.preventDefault();
    logger.warn('frame navigation refused');
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    options.openLink(url);
    return { action: 'deny' };
  });
}
