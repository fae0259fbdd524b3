import type { Session } from 'electron';
import type { Logger } from '../platform/logger';
import { bundleOrigin, bundleScheme } from './bundle-path';
import { readBundleFile } from './bundle-reader';
import { pageHeaders } from './page-headers';

/** What the window's files are served from. */
export interface BundleOptions {
  /** Nothing outside of it is ever read. */
  readonly rootDirectory: string;
  /** The page's document is on its way. */
  readonly hasDocument: () => void;
  /** A script has reached the page as a whole. */
  readonly hasScript: () => void;
  readonly logger: Logger;
}

/**
 * Answers `app://bundle/…` in `session`, read only. By whole buffers, although Electron would rather have `protocol.handle`: that is
 * made of the fetch of Node, which takes 15 ms of a start to read, and sends streams whose every step waits for this thread.
 */
export function serveBundle(
  session: Session,
  { rootDirectory, hasDocument, hasScript, logger }: BundleOptions,
): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the reason is above
  session.protocol.registerBufferProtocol(bundleScheme, (request, answer) => {
    const file = request.method === 'GET' ? readBundleFile(rootDirectory, request.url) : null;
    if (file === null) {
      logger.warn('bundle request refused', { method: request.method });
      answer({ statusCode: 404, headers: { ...pageHeaders }, data: Buffer.alloc(0) });
      return;
    }
    if (file.contentType.startsWith('text/html')) hasDocument();
    answer({
      data: file.content,
      headers: { ...pageHeaders, 'Content-Type': file.contentType },
    });
  });
  session.webRequest.onCompleted({ urls: [`${bundleOrigin}/*`] }, ({ resourceType }) => {
    if (resourceType === 'script') hasScript();
  });
}
