import type { FileInfo } from '../../main/domain/file';
import type { FileRequest, FileWords } from '../../main/domain/file-transfer';
import { readFileWords, writeFileWords } from '../../main/ephemeral/file';
import { FileHasher, type FileHashes } from '../../main/files/block-hashes';
import { writeFileOffer } from '../../main/protocol/file-offer';
import { FrameType, MsType, OdType } from '../../main/protocol/packet-types';
import type { RawPeer } from './raw-peer';

/** Says something about the bytes of a file. */
export const sayOfFile =
  (peer: RawPeer, to: string) =>
  (words: FileWords): void =>
    peer.send({ type: FrameType.bigBinary, packet: { node: to, data: writeFileWords(words) } });

/** Calls `listener` with everything that is said to a peer about the bytes of files. */
export const onFileWords = (peer: RawPeer, listener: (words: FileWords) => void): (() => void) =>
  peer.onFrame((frame) => {
    const words = frame.type === FrameType.bigBinary ? readFileWords(frame.packet.data) : null;
    if (words !== null) listener(words);
  });

/** What somebody offers, and what of it is another than it should be. */
export interface RawOffer {
  readonly content: Uint8Array;
  readonly cid: string;
  readonly change?: Partial<FileInfo>;
  /** What those see who know no files. */
  readonly text?: string;
  /** What makes it burn, as it travels. */
  readonly burn?: Readonly<Record<string, string>>;
}

/** Somebody may offer the same thousands of times. */
const known = new WeakMap<Uint8Array, FileHashes>();

function hashesOf(content: Uint8Array): FileHashes {
  const hasher = new FileHasher(content.length);
  const found = known.get(content);
  if (found !== undefined) return found;
  hasher.update(content);
  const hashes = hasher.finish();
  known.set(content, hashes);
  return hashes;
}

/** Offers a file as a message, whatever it says. */
export function offerFile(peer: RawPeer, to: string, offer: RawOffer): void {
  const { content, cid, change = {}, text = 'a gift', burn = {} } = offer;
  const { hash, blocks } = hashesOf(content);
  const info = {
    name: 'gift.bin',
    sizeBytes: content.length,
    mediaType: '',
    hash,
    ticket: '00'.repeat(16),
    isCarried: false,
    ...change,
  };
  peer.send({
    type: FrameType.message,
    packet: {
      msType: MsType.user,
      odType: OdType.message,
      toTid: { node: to },
      id: BigInt(Number.parseInt(cid.slice(-8), 16)),
      udtype: 1002,
      dataString: text,
      extend: { cid, v: '1', ...burn },
      extra: { ...writeFileOffer({ info, bytes: blocks }) },
    },
  });
}

/** As large as people see it in the stories and pictures. */
const ungiven = new Uint8Array(4_200_000);

/** Offers a document of 4.2 MB of which nothing is given to anybody. */
export function offerUngiven(
  peer: RawPeer,
  to: string,
  { name, burn = {} }: Pick<FileInfo, 'name'> & Pick<RawOffer, 'burn'>,
): void {
  const change = { name, mediaType: 'application/pdf' };
  offerFile(peer, to, { content: ungiven, cid: crypto.randomUUID(), change, text: name, burn });
}

/** What was asked for, out of a content, in the pieces in which it was asked for; what the content does not have is not there. */
export function piecesOf(
  content: Uint8Array,
  { transferId, offset, lengthBytes, pieceBytes }: FileRequest,
): readonly Extract<FileWords, { kind: 'piece' }>[] {
  const pieces: Extract<FileWords, { kind: 'piece' }>[] = [];
  for (let at = offset; at < offset + lengthBytes; at += pieceBytes) {
    const end = Math.min(at + pieceBytes, offset + lengthBytes);
    pieces.push({ kind: 'piece', transferId, offset: at, heldMs: 0, bytes: content.subarray(at, end) });
  }
  return pieces;
}
