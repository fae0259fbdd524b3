import { encodeFrame, encodingOfClientFrame } from '../protocol/frame';
import { FrameType, TimErrorCode } from '../protocol/packet-types';
import type { TimAck } from '../protocol/packets';
import type { Dispatcher } from './dispatcher';
import { frameTypeOf } from './frame-type';
import { issueToken, readAuth, register } from './handlers/auth';
import { PostRefusedError } from './post-refused-error';
import type { RateLimiter } from './rate-limiter';
import type { ServerContext } from './server-context';
import { refusal, type Fault } from './tim-faults';

const emptyBody = new Uint8Array(0);

/** What answers the requests of the endpoint. */
export interface PostParts {
  readonly context: ServerContext;
  readonly dispatcher: Dispatcher;
  readonly limiter: RateLimiter;
}

/**
 * Answers a body that was posted to `/tim2`, where accounts and login tokens are made (tim protocol, section 2). Rejects
 * with PostRefusedError when the server is overloaded.
 */
export async function answerPost(parts: PostParts, body: Uint8Array): Promise<Uint8Array> {
  const firstByte = body[0];
  if (firstByte === undefined) return emptyBody;
  await takeToken(parts);
  const { context } = parts;
  const type = frameTypeOf(firstByte);
  const encoding = encodingOfClientFrame(firstByte);
  const work = type === FrameType.register ? register : type === FrameType.token ? issueToken : null;
  // The real server's default configuration makes it fail on every compact request.
  if (work === null || (encoding === 'compact' && context.behaviour.emptyCompactHttp)) return emptyBody;
  const auth = readAuth(body);
  const result = auth === null ? TimErrorCode.parameters : await work(context, auth);
  return encodeFrame({ type: FrameType.ack, packet: ackOf(type, result) }, { from: 'server', encoding });
}

/** Waits for the rate limit's token. */
async function takeToken({ context, dispatcher, limiter }: PostParts): Promise<void> {
  if (limiter.isOverloaded(dispatcher.inFlight) && !limiter.tryTake()) throw new PostRefusedError('overload');
  const waitMs = limiter.reserveMs();
  if (waitMs > 0) await new Promise<void>((resolve) => context.clock.after(waitMs, resolve));
}

function ackOf(timType: number, result: string | Fault): TimAck {
  return typeof result === 'string' ? { ok: true, timType, n: result } : refusal(timType, result);
}
