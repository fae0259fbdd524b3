import {
  bigDataHeaderBytes,
  decodeBigData,
  decodeBigString,
  encodeBigData,
  encodeBigString,
  isBigDataType,
  putBigDataHeader,
  stripBigDataHeader,
} from './big-data';
import { decodeCompactStruct, encodeCompactStruct } from './compact-codec';
import { bodyKindOf, isFrameType, type BodyKind } from './frame-body';
import { maxFrameBytes } from './frame-limits';
import { decodeJsonStruct, encodeJsonStruct } from './json-codec';
import { checkStruct } from './packet-check';
import { FrameType, type Encoding, type FrameOrigin } from './packet-types';
import type { BigBinary, Frame } from './packets';
import { ProtocolError } from './protocol-error';
import type { StructName, StructTypes } from './struct-schema';

export { maxFrameBytes } from './frame-limits';

/** Who writes the frame, and in which encoding its struct is. */
export interface FrameContext {
  readonly from: FrameOrigin;
  /** Of a client frame being decoded it is ignored: the first byte says it (`encodingOfClientFrame`). */
  readonly encoding: Encoding;
}

/** Bit of the first byte: JSON in a client's frame, "acknowledge this" in a server's frame. */
const highBit = 0x80;
/** Type byte and the int32 sync id. */
const syncHeaderBytes = 5;

/** The encoding that a client chose for the frame that starts with `byte0`. */
export function encodingOfClientFrame(byte0: number): Encoding {
  return (byte0 & highBit) === 0 ? 'compact' : 'json';
}

/**
 * Bytes of one frame. Throws ProtocolError: `invalidPacket` for a packet that the wire cannot carry (a required field
 * is missing, a number is out of range, a client's acknowledgement lacks its sync id), `frameTooLarge`.
 */
export function encodeFrame(frame: Frame, context: FrameContext): Uint8Array {
  const bytes =
    context.from === 'client'
      ? encodeClientFrame(frame, context.encoding)
      : encodeServerFrame(frame, context.encoding);
  checkSize(bytes.length);
  return bytes;
}

/**
 * One frame from the bytes of one websocket message or HTTP body. Unknown fields and bytes after the struct are
 * ignored, required fields that were left out have their zero value. Throws nothing but ProtocolError.
 */
export function decodeFrame(input: Uint8Array, context: FrameContext): Frame {
  // A Buffer's slice() is a view: packets must neither keep the socket's memory nor be changed with it.
  const bytes = new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  const firstByte = bytes[0];
  if (firstByte === undefined) throw new ProtocolError('emptyFrame', 'no bytes');
  checkSize(bytes.length);
  const type = firstByte & ~highBit;
  if (!isFrameType(type)) throw new ProtocolError('unknownType', `frame type ${type}`);
  return context.from === 'client'
    ? decodeClientFrame(type, bytes)
    : decodeServerFrame(type, bytes, context.encoding);
}

function encodeClientFrame(frame: Frame, encoding: Encoding): Uint8Array {
  const firstByte = encoding === 'json' ? frame.type | highBit : frame.type;
  if (frame.type === FrameType.ack) {
    if (frame.syncId === undefined)
      throw new ProtocolError('invalidPacket', 'an acknowledgement needs a sync id');
    return withHeader(firstByte, frame.syncId, new Uint8Array(0));
  }
  if (frame.syncId !== undefined) {
    throw new ProtocolError('invalidPacket', 'a client frame other than an acknowledgement has no sync id');
  }
  const big = encodeBig(frame, bigDataHeaderBytes);
  if (big === null) return withHeader(firstByte, undefined, encodeBody(frame, { from: 'client', encoding }));
  putBigDataHeader(firstByte, big);
  return big;
}

function encodeServerFrame(frame: Frame, encoding: Encoding): Uint8Array {
  const firstByte = frame.syncId === undefined ? frame.type : frame.type | highBit;
  const big = encodeBig(frame, frame.syncId === undefined ? 1 : syncHeaderBytes);
  if (big === null)
    return withHeader(firstByte, frame.syncId, encodeBody(frame, { from: 'server', encoding }));
  putHeader(big, firstByte, frame.syncId);
  return big;
}

function decodeClientFrame(type: FrameType, bytes: Uint8Array): Frame {
  const encoding = encodingOfClientFrame(bytes[0] ?? 0);
  if (type === FrameType.ack) return { type, syncId: readSyncId(bytes), packet: {} };
  const body = isBigDataType(type) ? stripBigDataHeader(bytes) : bytes.subarray(1);
  return frameOf(
    type,
    undefined,
    decodeBody(bodyKindOf(type, 'client'), type, { body, encoding, from: 'client' }),
  );
}

function decodeServerFrame(type: FrameType, bytes: Uint8Array, encoding: Encoding): Frame {
  const isSync = ((bytes[0] ?? 0) & highBit) !== 0;
  const syncId = isSync ? readSyncId(bytes) : undefined;
  const body = bytes.subarray(isSync ? syncHeaderBytes : 1);
  return frameOf(
    type,
    syncId,
    decodeBody(bodyKindOf(type, 'server'), type, { body, encoding, from: 'server' }),
  );
}

function frameOf(type: FrameType, syncId: number | undefined, packet: unknown): Frame {
  const frame = syncId === undefined ? { type, packet } : { type, syncId, packet };
  // The body table has tied the packet's shape to the type, which the compiler cannot follow.
  return frame as Frame;
}

function encodeBody(frame: Frame, context: FrameContext): Uint8Array {
  const kind = bodyKindOf(frame.type, context.from);
  if (kind === 'empty') return new Uint8Array(0);
  if (kind === 'bigString' || kind === 'bigBinary') throw new ProtocolError('invalidPacket', 'big data');
  // The body table ties the shape to the frame type; encodeStruct checks what it is given.
  return encodeStruct(kind.struct, frame.packet, context);
}

/** A frame of big data behind room for its header; null for any other. */
function encodeBig(frame: Frame, headerBytes: number): Uint8Array | null {
  if (frame.type === FrameType.bigString) return encodeBigString(frame.packet, headerBytes);
  if (!isBigDataType(frame.type)) return null;
  // The two other types have bytes.
  const { node, data } = frame.packet as BigBinary;
  return encodeBigData({ type: frame.type, node, data, headerBytes });
}

function encodeStruct(structName: StructName, packet: object, context: FrameContext): Uint8Array {
  checkStruct(structName, packet);
  return context.encoding === 'json'
    ? encodeJsonStruct(structName, packet, context.from)
    : encodeCompactStruct(structName, packet);
}

interface BodyBytes extends FrameContext {
  readonly body: Uint8Array;
}

function decodeBody(kind: BodyKind, type: FrameType, bytes: BodyBytes): object {
  if (kind === 'empty') return {};
  if (kind === 'bigString') return decodeBigString(bytes.body);
  if (kind === 'bigBinary') return decodeBigData(type === 97 ? 97 : 96, bytes.body);
  return decodeStruct(kind.struct, bytes);
}

function decodeStruct(structName: StructName, { body, encoding }: BodyBytes): StructTypes[StructName] {
  if (body.length === 0) throw new ProtocolError('truncated', `${structName} without bytes`);
  return encoding === 'json' ? decodeJsonStruct(structName, body) : decodeCompactStruct(structName, body);
}

function withHeader(firstByte: number, syncId: number | undefined, body: Uint8Array): Uint8Array {
  const headerBytes = syncId === undefined ? 1 : syncHeaderBytes;
  const frame = new Uint8Array(headerBytes + body.length);
  putHeader(frame, firstByte, syncId);
  frame.set(body, headerBytes);
  return frame;
}

function putHeader(frame: Uint8Array, firstByte: number, syncId: number | undefined): void {
  frame[0] = firstByte;
  if (syncId !== undefined) new DataView(frame.buffer).setInt32(1, checkedSyncId(syncId));
}

function checkedSyncId(syncId: number): number {
  if (Number.isInteger(syncId) && (syncId | 0) === syncId) return syncId;
  throw new ProtocolError('invalidPacket', 'the sync id is not an int32');
}

function readSyncId(bytes: Uint8Array): number {
  if (bytes.length < syncHeaderBytes) throw new ProtocolError('truncated', 'the sync id is cut off');
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getInt32(1);
}

function checkSize(lengthBytes: number): void {
  if (lengthBytes > maxFrameBytes) throw new ProtocolError('frameTooLarge', `${lengthBytes} bytes`);
}
