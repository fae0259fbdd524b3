import {
  fileRefusals,
  maxPieceBytes,
  mostHeldMs,
  type FileRefusalReason,
  type FileRequest,
  type FileWords,
} from '../domain/file-transfer';
import { FrameType } from '../protocol/packet-types';
import type { KindRules } from './kind-rules';

/**
 * Words about a file, in the bytes of tim packet 96: a mark, what it is, which fetching it belongs to, and what it says. All numbers are
 * big-endian; an offset has six bytes.
 *
 *   mark (4) · what (1) · transfer (8) · request: cid (16) ticket (16) offset (6) length (4) piece (4)
 *                                        piece: offset (6) held (2) bytes   refusal: reason (1)   stop: nothing
 */
const mark = Buffer.from('tdf1');
const whatOffset = 4;
const transferOffset = 5;
const bodyOffset = 13;
const requestBytes = bodyOffset + 46;
const heldOffset = bodyOffset + 6;
const pieceHeaderBytes = heldOffset + 2;
const whats = ['request', 'piece', 'refusal', 'stop'] as const satisfies readonly FileWords['kind'][];

/** Reads words about a file; null for anything else. */
export function readFileWords(data: Uint8Array): FileWords | null {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (bytes.length < bodyOffset || !bytes.subarray(0, whatOffset).equals(mark)) return null;
  const transferId = bytes.toString('hex', transferOffset, bodyOffset);
  switch (whats[bytes.readUInt8(whatOffset)]) {
    case 'request':
      return bytes.length === requestBytes ? readRequest(transferId, bytes.subarray(bodyOffset)) : null;
    case 'piece':
      return bytes.length > pieceHeaderBytes && bytes.length <= pieceHeaderBytes + maxPieceBytes
        ? {
            kind: 'piece',
            transferId,
            offset: bytes.readUIntBE(bodyOffset, 6),
            heldMs: bytes.readUInt16BE(heldOffset),
            bytes: bytes.subarray(pieceHeaderBytes),
          }
        : null;
    case 'refusal': {
      const reason = bytes.length === bodyOffset + 1 ? fileRefusals[bytes.readUInt8(bodyOffset)] : undefined;
      return reason === undefined ? null : { kind: 'refusal', transferId, reason };
    }
    case 'stop':
      return { kind: 'stop', transferId };
    default:
      return null;
  }
}

/** The bytes of words about a file. */
export function writeFileWords(words: FileWords): Uint8Array {
  const head = Buffer.alloc(bodyOffset);
  mark.copy(head);
  head.writeUInt8(whats.indexOf(words.kind), whatOffset);
  head.write(words.transferId, transferOffset, 'hex');
  return Buffer.concat([head, ...bodyOf(words)]);
}

function bodyOf(words: FileWords): readonly Uint8Array[] {
  switch (words.kind) {
    case 'request':
      return [writeRequest(words)];
    case 'piece': {
      const header = Buffer.alloc(pieceHeaderBytes - bodyOffset);
      header.writeUIntBE(words.offset, 0, 6);
      header.writeUInt16BE(Math.min(mostHeldMs, Math.max(0, Math.round(words.heldMs))), 6);
      return [header, words.bytes];
    }
    case 'refusal':
      return [Buffer.from([reasonNumber(words.reason)])];
    case 'stop':
      return [];
  }
}

const reasonNumber = (reason: FileRefusalReason): number => fileRefusals.indexOf(reason);

function writeRequest({ cid, ticket, offset, lengthBytes, pieceBytes }: FileRequest): Uint8Array {
  const body = Buffer.alloc(requestBytes - bodyOffset);
  body.write(cid.replaceAll('-', ''), 0, 'hex');
  body.write(ticket, 16, 'hex');
  body.writeUIntBE(offset, 32, 6);
  body.writeUInt32BE(lengthBytes, 38);
  body.writeUInt32BE(pieceBytes, 42);
  return body;
}

function readRequest(transferId: string, body: Buffer): FileRequest {
  const digits = body.toString('hex', 0, 16);
  return {
    kind: 'request',
    transferId,
    cid: `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`,
    ticket: body.toString('hex', 16, 32),
    offset: body.readUIntBE(32, 6),
    lengthBytes: body.readUInt32BE(38),
    pieceBytes: body.readUInt32BE(42),
  };
}

/** tim packet 96: bytes for one account, which the server neither keeps nor confirms, and for which it asks no friendship. */
export const fileRules: KindRules<'file'> = {
  carrier: 'bigBytes',
  // A device may fetch from another one of its account.
  isForDevices: () => true,
  isForDevicesAlone: false,
  read: (frame) => (frame.type === FrameType.bigBinary ? readFileWords(frame.packet.data) : null),
  write: (node, words) => ({ type: FrameType.bigBinary, packet: { node, data: writeFileWords(words) } }),
  fromOne: { burst: 256, perSecond: 128 },
  // tim has a hundred a second for all clients together; the pace of files is slower than this.
  outgoing: { burst: 32, perSecond: 64 },
  deadlineMs: 20_000,
  isSuperseded: false,
  mostInFlight: 64,
};
