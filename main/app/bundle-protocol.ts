import { protocol, type Session } from 'electron';
import type { Logger } from '../platform/logger';
import { bundleScheme } from './bundle-path';
import { readBundleFile } from './bundle-reader';
import { pageHeaders } from './page-headers';

/** Declares `app://` to Chromium. Must run before the app is ready. */
export function registerBundleScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: bundleScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: false, corsEnabled: false },
    },
  ]);
}

/** What the window's files are served from. */
export interface BundleOptions {
  /** Nothing outside of it is ever read. */
  readonly rootDirectory: string;
  /** A file was asked for and is handed over. */
  readonly served: (contentType: string) => void;
  readonly logger: Logger;
}

/** Answers `app://bundle/…` in `session`, read only. */
export function serveBundle(session: Session, { rootDirectory, served, logger }: BundleOptions): void {
  session.protocol.handle(bundleScheme, (request) => {
    const file = request.method === 'GET' ? readBundleFile(rootDirectory, request.url) : null;
    if (file === null) {
      logger.warn('bundle request refused', { method: request.method });
      return new Response(null, { status: 404, headers: pageHeaders });
    }
    served(file.contentType);
    return new Response(file.content, {
      headers: { ...pageHeaders, 'Content-Type': file.contentType },
    });
  });
}
