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

/** Answers `app://bundle/…` in `session` from `rootDirectory`, read only. */
export function serveBundle(session: Session, rootDirectory: string, logger: Logger): void {
  session.protocol.handle(bundleScheme, (request) => {
    const file = request.method === 'GET' ? readBundleFile(rootDirectory, request.url) : null;
    if (file === null) {
      logger.warn('bundle request refused', { method: request.method });
      return new Response(null, { status: 404, headers: pageHeaders });
    }
    return new Response(file.content, {
      headers: { ...pageHeaders, 'Content-Type': file.contentType },
    });
  });
}
