import * as http from 'node:http';
import * as https from 'node:https';
import { toDialError } from './dial-error';
import { DialError, type Post } from './transport';
import { verifiedTls } from './verified-tls';

/** Limits of a request. */
export interface HttpPostOptions {
  readonly origin: string;
  readonly timeoutMs: number;
  /** Largest answer taken, bytes. */
  readonly maxAnswerBytes: number;
}

/** A `Post` over HTTP or HTTPS without redirects. TLS certificates are always verified. */
export function createHttpPost(options: HttpPostOptions): Post {
  return (url, body, signal) =>
    new Promise<Uint8Array>((resolve, reject) => {
      const isSecure = url.startsWith('https:');
      const send = isSecure ? https.request : http.request;
      const request = send(url, {
        ...(isSecure ? verifiedTls : {}),
        method: 'POST',
        signal,
        timeout: options.timeoutMs,
        headers: { origin: options.origin, 'content-length': body.length },
      });
      request.once('timeout', () => request.destroy(new DialError('timeout')));
      request.once('error', (error) => reject(toDialError(error)));
      request.once('response', (response) => {
        readAnswer(response, options.maxAnswerBytes).then(resolve, (error: unknown) =>
          reject(toDialError(error)),
        );
      });
      request.end(body);
    });
}

async function readAnswer(response: http.IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  if (response.statusCode !== 200) {
    response.resume();
    throw new DialError('notTim');
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    // Without an encoding a response yields buffers only.
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > maxBytes) throw new DialError('notTim');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
