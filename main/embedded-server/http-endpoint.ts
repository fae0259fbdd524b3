import type { IncomingMessage, ServerResponse } from 'node:http';
import { PostRefusedError } from './post-refused-error';

const maxBodyBytes = 1 << 20;
const path = '/tim2';
const emptyBody = new Uint8Array(0);

/** Answers HTTP requests: `/tim2` with what `post` makes of the body, everything else with 404. */
export async function answerHttp(
  post: (body: Uint8Array) => Promise<Uint8Array>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.url?.split('?')[0] !== path) {
    response.writeHead(404).end();
    return;
  }
  const body = await readBody(request);
  if (body === null) {
    response.writeHead(413).end();
    return;
  }
  try {
    const answer = request.method === 'POST' ? await post(body) : emptyBody;
    response
      .writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': answer.length })
      .end(answer);
  } catch (error) {
    if (!(error instanceof PostRefusedError)) throw error;
    if (error.reason === 'overload') response.writeHead(500).end();
    else response.destroy();
  }
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    // A request without an encoding yields buffers.
    const bytes = part as Buffer;
    length += bytes.length;
    if (length > maxBodyBytes) return null;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}
