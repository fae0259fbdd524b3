import { decodeFrame, encodeFrame } from '../protocol/frame';
import type { Encoding } from '../protocol/packet-types';
import type { TimAuth } from '../protocol/packets';
import { ProtocolError } from '../protocol/protocol-error';
import { DialError, type DialFailure, type Post } from '../transport/transport';
import { isAck } from './request-queue';

/** A question about an account: register (TIM packet 14) or token (15). */
export interface AccountRequest {
  readonly type: 14 | 15;
  readonly packet: TimAuth;
  /** JSON unless told otherwise: the compact form is broken on tim's default configuration. */
  readonly encoding?: Encoding;
}

/** What a server says about an account: a node or a token in `text`, or why not. */
export type AccountAnswer =
  | { readonly kind: 'ok'; readonly text: string }
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'unreachable'; readonly failure: DialFailure };

/**
 * Posts to `/tim2` (tim protocol, section 2). A server that cannot be reached or understood is an outcome, not an error;
 * an empty body counts as `notTim`.
 */
export async function requestAccount(
  post: Post,
  httpUrl: string,
  { type, packet, encoding = 'json' }: AccountRequest,
): Promise<AccountAnswer> {
  try {
    const body = encodeFrame({ type, packet }, { from: 'client', encoding });
    const bytes = await post(httpUrl, body, new AbortController().signal);
    const answer = decodeFrame(bytes, { from: 'server', encoding }).packet;
    if (!isAck(answer) || answer.timType !== type) return { kind: 'unreachable', failure: 'notTim' };
    if (answer.ok && answer.n !== undefined) return { kind: 'ok', text: answer.n };
    return { kind: 'refused', code: answer.error?.code ?? 0 };
  } catch (error) {
    if (error instanceof DialError) return { kind: 'unreachable', failure: error.code };
    if (error instanceof ProtocolError) return { kind: 'unreachable', failure: 'notTim' };
    throw error;
  }
}
