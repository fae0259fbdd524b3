import { readCompactStruct } from './compact-codec';
import { decodeFrame, encodingOfClientFrame } from './frame';
import { bodyKindOf, isFrameType } from './frame-body';
import { readJsonStruct } from './json-codec';
import type { Frame } from './packets';

/** A client's frame as the real server reads it. */
export interface ClientFrame {
  readonly frame: Frame;
  /** False: something in the body could not be read and is missing in the packet. */
  readonly isIntact: boolean;
}

/**
 * Reads a client's frame as the real server does (protocol section 1): of a compact body that breaks off or is none, what comes
 * before the break; of a JSON body, every field of the right type. Throws ProtocolError for what that server cannot read at all:
 * an unknown type, JSON that is none, big data without a node.
 */
export function readClientFrame(bytes: Uint8Array): ClientFrame {
  const firstByte = bytes[0] ?? 0;
  const encoding = encodingOfClientFrame(firstByte);
  const type = firstByte & 0x7f;
  const kind = isFrameType(type) ? bodyKindOf(type, 'client') : 'empty';
  if (typeof kind === 'string')
    return { frame: decodeFrame(bytes, { from: 'client', encoding }), isIntact: true };
  const body = bytes.subarray(1);
  const read = encoding === 'json' ? readJsonStruct : readCompactStruct;
  const { packet, isIntact } = read(kind.struct, body);
  // The body table has tied the packet's shape to the type, which the compiler cannot follow.
  return { frame: { type, packet } as Frame, isIntact };
}
