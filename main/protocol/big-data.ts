import { ProtocolError } from './protocol-error';
import type { BigBinary, BigString } from './packets';
import { FrameType } from './packet-types';
import { decodeUtf8, encodeUtf8 } from './utf8';

/** The three frame types whose body is `node separator bytes` instead of a struct. */
export type BigDataType = 95 | 96 | 97;

/** Header of a client's big frame: type byte and int32 length of the whole frame, header included. */
export const bigDataHeaderBytes = 5;

/** As much as a socket reads at a time: what is longer was put together from several readings, in memory of its own. */
const mostCopiedBytes = 64 * 1024;

const textSeparator = 0x7c;
const binarySeparator = 0x83;

/** True for TIMBIGSTRING, TIMBIGBINARY and TIMBIGBINARYSTREAM. */
export function isBigDataType(type: number): type is BigDataType {
  return type >= FrameType.bigString && type <= FrameType.bigBinaryStream;
}

/** The byte that ends the node: `|` for text, 0x83 for binary (protocol section 12). */
function separatorOf(type: BigDataType): number {
  return type === FrameType.bigString ? textSeparator : binarySeparator;
}

/** What a big frame is made of. */
export interface BigDataParts {
  readonly type: BigDataType;
  readonly node: string;
  readonly data: Uint8Array;
  /** Room before the body, for the header of the frame: what is big is put together once. */
  readonly headerBytes: number;
}

/** Room for a header, then `node separator bytes`. Throws `invalidPacket` if the node holds the separator: the reader would cut it there. */
export function encodeBigData({ type, node, data, headerBytes }: BigDataParts): Uint8Array {
  const nodeBytes = encodeUtf8(node);
  const separator = separatorOf(type);
  if (nodeBytes.includes(separator)) {
    throw new ProtocolError('invalidPacket', 'the node holds the byte that separates it from the data');
  }
  const frame = new Uint8Array(headerBytes + nodeBytes.length + 1 + data.length);
  frame.set(nodeBytes, headerBytes);
  frame[headerBytes + nodeBytes.length] = separator;
  frame.set(data, headerBytes + nodeBytes.length + 1);
  return frame;
}

/** The same for the text of a type 95 frame. */
export function encodeBigString({ node, dataString }: BigString, headerBytes: number): Uint8Array {
  return encodeBigData({ type: FrameType.bigString, node, data: encodeUtf8(dataString), headerBytes });
}

/**
 * Splits `node separator bytes` at the first separator; throws `malformed` without one. Data that is large is a view: a message of that
 * length has memory of its own, and another copy of each takes long. Any other is a copy.
 */
export function decodeBigData(type: BigDataType, body: Uint8Array): BigBinary {
  const end = body.indexOf(separatorOf(type));
  if (end < 0) throw new ProtocolError('malformed', 'big data without a separator after the node');
  const data = body.subarray(end + 1);
  return {
    node: decodeUtf8(body.subarray(0, end)),
    data: data.length > mostCopiedBytes ? data : new Uint8Array(data),
  };
}

/** Text of a type 95 frame; invalid UTF-8 becomes U+FFFD. */
export function decodeBigString(body: Uint8Array): BigString {
  const { node, data } = decodeBigData(FrameType.bigString, body);
  return { node, dataString: decodeUtf8(data) };
}

/** Puts the client's header (type byte as given, length of the whole frame) into the room before a big body. */
export function putBigDataHeader(firstByte: number, frame: Uint8Array): void {
  frame[0] = firstByte;
  new DataView(frame.buffer, frame.byteOffset).setUint32(1, frame.length);
}

/** The length that a client's big frame claims for itself. Needs `bigDataHeaderBytes` bytes. */
export function bigDataLength(header: Uint8Array): number {
  return new DataView(header.buffer, header.byteOffset, header.byteLength).getUint32(1);
}

/** Body of a complete client's big frame; throws `truncated` or `bigDataLength` if the length field disagrees. */
export function stripBigDataHeader(frame: Uint8Array): Uint8Array {
  if (frame.length < bigDataHeaderBytes) throw new ProtocolError('truncated', 'big data without its length');
  const length = bigDataLength(frame);
  if (length > frame.length)
    throw new ProtocolError('truncated', `big data: ${frame.length} of ${length} bytes`);
  if (length < frame.length) {
    throw new ProtocolError('bigDataLength', `big data: ${frame.length} bytes, ${length} announced`);
  }
  return frame.subarray(bigDataHeaderBytes);
}
