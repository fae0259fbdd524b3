import type { Network } from '../../../main/account/messenger-options';
import { systemClock } from '../../../main/platform/clock';
import { decodeFrame } from '../../../main/protocol/frame';
import { maxFrameBytes } from '../../../main/protocol/frame-limits';
import { FrameType } from '../../../main/protocol/packet-types';
import { createHttpPost } from '../../../main/transport/http-post';
import { createWebSocketDial } from '../../../main/transport/web-socket-transport';

const origin = 'app://bundle';

/** The real network, which notes what goes over the wire about the offline queue. Compact encoding. */
export class WatchedNetwork {
  /** Requests for a page. */
  requests = 0;
  /** Pages with messages. */
  pages = 0;
  /** Messages in all pages, repetitions included. */
  messages = 0;
  private readonly seen = new Set<bigint>();
  private readonly dial = createWebSocketDial({
    clock: systemClock,
    origin,
    connectTimeoutMs: 10_000,
    maxMessageBytes: maxFrameBytes,
    closeTimeoutMs: 2_000,
  });

  /** Messages that came a second time. */
  get repetitions(): number {
    return this.messages - this.seen.size;
  }

  readonly network: Network = {
    post: createHttpPost({ origin, timeoutMs: 10_000, maxAnswerBytes: 64 * 1024 }),
    dial: async (url, listener, signal) => {
      const received = (bytes: Uint8Array): void => {
        this.note(bytes);
        listener.received(bytes);
      };
      const transport = await this.dial(url, { received, closed: (why) => listener.closed(why) }, signal);
      return {
        send: (bytes) => {
          if (bytes[0] === FrameType.offlineMessages) this.requests += 1;
          transport.send(bytes);
        },
        close: () => transport.close(),
      };
    },
  };

  private note(bytes: Uint8Array): void {
    if (((bytes[0] ?? 0) & 0x7f) !== FrameType.offlineMessages) return;
    const { packet } = decodeFrame(bytes, { from: 'server', encoding: 'compact' });
    this.pages += 1;
    for (const { mid } of 'messageList' in packet ? (packet.messageList ?? []) : []) {
      this.messages += 1;
      if (mid !== undefined) this.seen.add(mid);
    }
  }
}
