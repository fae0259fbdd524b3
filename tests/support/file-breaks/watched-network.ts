import type { Network } from '../../../main/account/messenger-options';
import { readFileWords } from '../../../main/ephemeral/file';
import { systemClock } from '../../../main/platform/clock';
import { decodeFrame } from '../../../main/protocol/frame';
import { maxFrameBytes } from '../../../main/protocol/frame-limits';
import { FrameType, type FrameOrigin } from '../../../main/protocol/packet-types';
import type { FileWords } from '../../../main/domain/file-transfer';
import { createHttpPost } from '../../../main/transport/http-post';
import type { TransportListener } from '../../../main/transport/transport';
import { createWebSocketDial } from '../../../main/transport/web-socket-transport';
import type { News } from './messenger-words';

const origin = 'app://bundle';
const timeoutMs = 5_000;
const bigBinaryType = 0x7f & FrameType.bigBinary;

/** The real network, which tells every stretch of a file that is asked for, and every piece that comes. */
export function watchedNetwork(tell: (news: News) => void): Network {
  /** Which file a fetching is about. */
  const cids = new Map<string, string>();
  const dial = createWebSocketDial({
    clock: systemClock,
    origin,
    connectTimeoutMs: timeoutMs,
    maxMessageBytes: maxFrameBytes,
    closeTimeoutMs: 1_000,
  });
  const said = (words: FileWords | null): void => {
    if (words?.kind !== 'request') return;
    const { cid, offset, lengthBytes, transferId } = words;
    cids.set(transferId, cid);
    tell({ kind: 'asked', cid, start: offset, end: offset + lengthBytes });
  };
  const heard = (words: FileWords | null): void => {
    const cid = words?.kind === 'piece' ? cids.get(words.transferId) : undefined;
    if (words?.kind !== 'piece' || cid === undefined) return;
    tell({ kind: 'got', cid, start: words.offset, end: words.offset + words.bytes.length });
  };
  return {
    dial: async (url, listener, signal) => {
      const transport = await dial(url, watched(listener, heard), signal);
      return {
        send: (bytes) => {
          said(fileWordsIn(bytes, 'client'));
          transport.send(bytes);
        },
        close: () => transport.close(),
      };
    },
    post: createHttpPost({ origin, timeoutMs, maxAnswerBytes: 64 * 1024 }),
  };
}

function watched(listener: TransportListener, heard: (words: FileWords | null) => void): TransportListener {
  const { receivedSeveral } = listener;
  return {
    received: (bytes) => {
      heard(fileWordsIn(bytes, 'server'));
      listener.received(bytes);
    },
    ...(receivedSeveral === undefined
      ? {}
      : {
          receivedSeveral: (messages) => {
            const taken = receivedSeveral.call(listener, messages);
            for (const bytes of messages.slice(0, taken)) heard(fileWordsIn(bytes, 'server'));
            return taken;
          },
        }),
    moved: (direction, byteCount) => listener.moved?.(direction, byteCount),
    shortener: () => listener.shortener?.() ?? { write: () => undefined, end: () => new Uint8Array() },
    closed: (reason) => listener.closed(reason),
  };
}

/** Words about a file, if a frame has any. */
function fileWordsIn(bytes: Uint8Array, from: FrameOrigin): FileWords | null {
  if (((bytes[0] ?? 0) & 0x7f) !== bigBinaryType) return null;
  const frame = decodeFrame(bytes, { from, encoding: 'compact' });
  return frame.type === FrameType.bigBinary ? readFileWords(frame.packet.data) : null;
}
