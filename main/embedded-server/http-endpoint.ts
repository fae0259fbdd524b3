import type { IncomingMessage, ServerResponse } from 'node:http';
import { encodeFrame, encodingOfClientFrame } from '../protocol/frame';
import { FrameType, TimErrorCode } from '../protocol/packet-types';
import type { TimAck } from '../protocol/packets';
import { frameTypeOf, type Dispatcher } from './dispatcher';
import { issueToken, readAuth, register } from './handlers/auth';
import type { RateLimiter } from './rate-limiter';
import type { ServerContext } from './server-context';
import { refusal, type Fault } from './tim-faults';

const maxBodyBytes = 1 << 20;
const path = '/tim2';
const emptyBody = new Uint8Array(0);

/** What answers the requests of the endpoint. */
export interface HttpParts {
  readonly context: ServerContext;
  readonly dispatcher: Dispatcher;
  readonly limiter: RateLimiter;
}

/** Answers `/tim2`, where accounts and login tokens are made (tim protocol, section 2); everything else is 404. */
export async function answerHttp(
  parts: HttpParts,
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
  if (body.length > 0 && !(await hasToken(parts))) {
    response.writeHead(500).end();
    return;
  }
  const answer = request.method === 'POST' ? await answerFrame(parts.context, body) : emptyBody;
  response
    .writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': answer.length })
    .end(answer);
}

/** Waits for the rate limit's token; `false` when the server is overloaded. */
async function hasToken({ context, dispatcher, limiter }: HttpParts): Promise<boolean> {
  if (limiter.isOverloaded(dispatcher.inFlight) && !limiter.tryTake()) return false;
  const waitMs = limiter.reserveMs();
  if (waitMs > 0) await new Promise<void>((resolve) => context.clock.after(waitMs, resolve));
  return true;
}

async function answerFrame(context: ServerContext, body: Uint8Array): Promise<Uint8Array> {
  const firstByte = body[0];
  if (firstByte === undefined) return emptyBody;
  const type = frameTypeOf(firstByte);
  const encoding = encodingOfClientFrame(firstByte);
  const work = type === FrameType.register ? register : type === FrameType.token ? issueToken : null;
  // The real server's default configuration makes it fail on every compact request.
  if (work === null || (encoding === 'compact' && context.behaviour.emptyCompactHttp)) return emptyBody;
  const auth = readAuth(body);
  const result = auth === null ? TimErrorCode.parameters : await work(context, auth);
  return encodeFrame({ type: FrameType.ack, packet: ackOf(type, result) }, { from: 'server', encoding });
}

function ackOf(timType: number, result: string | Fault): TimAck {
  return typeof result === 'string' ? { ok: true, timType, n: result } : refusal(timType, result);
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
