import { ProtocolError } from './protocol-error';
import type { BigBinary, BigString } from './packets';
import { FrameType } from './packet-types';
import { decodeUtf8, encodeUtf8 } from './utf8';

/** The three frame types whose body is `node separator bytes` instead of a struct. */
export type BigDataType = 95 | 96 | 97;

/** Header of a client's big frame: type byte and int32 length of the whole frame, header included. */
export const bigDataHeaderBytes = 5;

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

/** `node separator bytes`. Throws `invalidPacket` if the node holds the separator: the reader would cut it there. */
export function encodeBigData(type: BigDataType, node: string, data: Uint8Array): Uint8Array {
  const nodeBytes = encodeUtf8(node);
  const separator = separatorOf(type);
  if (nodeBytes.includes(separator)) {
    throw new ProtocolError('invalidPacket', 'the node holds the byte that separates it from the data');
  }
  const body = new Uint8Array(nodeBytes.length + 1 + data.length);
  body.set(nodeBytes, 0);
  body[nodeBytes.length] = separator;
  body.set(data, nodeBytes.length + 1);
  return body;
}

/** Text body of a type 95 frame. */
export function encodeBigString(packet: BigString): Uint8Array {
  return encodeBigData(FrameType.bigString, packet.node, encodeUtf8(packet.dataString));
}

/** Splits `node separator bytes` at the first separator; throws `malformed` without one. The data is a copy. */
export function decodeBigData(type: BigDataType, body: Uint8Array): BigBinary {
  const end = body.indexOf(separatorOf(type));
  if (end < 0) throw new ProtocolError('malformed', 'big data without a separator after the node');
  return { node: decodeUtf8(body.subarray(0, end)), data: new Uint8Array(body.subarray(end + 1)) };
}

/** Text of a type 95 frame; invalid UTF-8 becomes U+FFFD. */
export function decodeBigString(body: Uint8Array): BigString {
  const { node, data } = decodeBigData(FrameType.bigString, body);
  return { node, dataString: decodeUtf8(data) };
}

/** Puts the client's header (type byte as given, length of the whole frame) before a big body. */
export function withBigDataHeader(firstByte: number, body: Uint8Array): Uint8Array {
  const frame = new Uint8Array(bigDataHeaderBytes + body.length);
  frame[0] = firstByte;
  new DataView(frame.buffer).setUint32(1, frame.length);
  frame.set(body, bigDataHeaderBytes);
  return frame;
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
