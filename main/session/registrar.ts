import { decodeFrame, encodeFrame } from '../protocol/frame';
import { FrameType, TimErrorCode } from '../protocol/packet-types';
import { ProtocolError } from '../protocol/protocol-error';
import { DialError, type DialFailure, type Post } from '../transport/transport';
import { isAck } from './request-queue';

/** Outcome of a registration. */
export type Registration =
  | { readonly kind: 'registered'; readonly node: string }
  | { readonly kind: 'exists' }
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'unreachable'; readonly failure: DialFailure };

/**
 * Creates an account (packet 14 over `/tim2`). Always in JSON: the compact form is broken on tim's default
 * configuration. A server that cannot be reached or understood is an outcome,
 * not an error.
 */
export async function register(
  post: Post,
  httpUrl: string,
  account: { readonly name: string; readonly password: string },
): Promise<Registration> {
  const frame = { type: FrameType.register, packet: { name: account.name, pwd: account.password } } as const;
  try {
    const body = encodeFrame(frame, { from: 'client', encoding: 'json' });
    const answer = await post(httpUrl, body, new AbortController().signal);
    const { packet } = decodeFrame(answer, { from: 'server', encoding: 'json' });
    if (!isAck(packet) || packet.timType !== FrameType.register)
      return { kind: 'unreachable', failure: 'notTim' };
    if (packet.ok && packet.n !== undefined) return { kind: 'registered', node: packet.n };
    if (packet.error?.code === TimErrorCode.exists) return { kind: 'exists' };
    return { kind: 'refused', code: packet.error?.code ?? 0 };
  } catch (error) {
    if (error instanceof DialError) return { kind: 'unreachable', failure: error.code };
    if (error instanceof ProtocolError) return { kind: 'unreachable', failure: 'notTim' };
    throw error;
  }
}
