import { FrameType, OdType } from '../main/protocol/packet-types';
import type { Frame, TimAck, TimMessage } from '../main/protocol/packets';
import type { Answer } from '../main/session/client/answer';
import { isAck } from '../main/session/request-queue';

const kinds: Readonly<Record<number, string>> = {
  [OdType.message]: 'message',
  [OdType.revoke]: 'revoke',
  [OdType.burn]: 'burn',
  [OdType.stream]: 'passing message',
};

/** A frame in two or three words; null is `nothing`. */
export function describeFrame(frame: Frame | null): string {
  if (frame === null) return 'nothing';
  const suffix = frame.syncId === undefined ? '' : ' with sync';
  return `${describeContent(frame)}${suffix}`;
}

function describeContent(frame: Frame): string {
  switch (frame.type) {
    case FrameType.ack:
      return isAck(frame.packet) ? describeAck(frame.packet) : 'empty answer';
    case FrameType.message:
    case FrameType.revoke:
    case FrameType.burn:
      return describeMessage(frame.packet);
    case FrameType.presence:
      return frame.packet.offline === true ? 'presence offline' : 'presence';
    case FrameType.ping:
      return 'pong';
    case FrameType.stream:
      return 'stream';
    case FrameType.bigString:
      return 'big text';
    case FrameType.bigBinary:
      return 'big bytes';
    case FrameType.bigBinaryStream:
      return 'stream bytes';
    case FrameType.offlineMessages:
      return 'page';
    case FrameType.offlineMessagesEnd:
      return 'end';
    case FrameType.nodes:
      return 'nodes';
    default:
      return `frame ${frame.type}`;
  }
}

/** `ok`, or `refused` with the code. */
export function describeAck(ack: TimAck): string {
  return ack.ok ? 'ok' : `refused ${ack.error?.code ?? 0}`;
}

function describeMessage(packet: TimMessage): string {
  if (packet.odType === OdType.business && packet.bnType !== undefined) return `business ${packet.bnType}`;
  return kinds[packet.odType] ?? `kind ${packet.odType}`;
}

/** An answer: `ok` or what `value` makes of it, `refused` with the code, `unanswered`. */
export function describeAnswer<T>(answer: Answer<T>, value: (value: T) => string = () => 'ok'): string {
  if (answer.kind === 'ok') return value(answer.value);
  return answer.kind === 'refused' ? `refused ${answer.code}` : answer.kind;
}

/** A description in which the code of a refusal does not count, for refusals that differ between releases. */
export const withoutCode = (seen: string): string => seen.replace(/^refused \d+$/u, 'refused');

/** `complete` when everything is true, otherwise what is not. */
export function describeFacets(facets: Readonly<Record<string, boolean>>): string {
  const missing = Object.entries(facets).flatMap(([name, isThere]) => (isThere ? [] : [name]));
  return missing.length === 0 ? 'complete' : `not: ${missing.join(', ')}`;
}
