import type { Network } from '../../main/account/messenger-options';
import { systemClock } from '../../main/platform/clock';
import { createHttpPost } from '../../main/transport/http-post';
import { createWebSocketDial } from '../../main/transport/web-socket-transport';

const origin = 'app://test';
const megabyte = 1 << 20;

/** The real network, except that TimAck's field 6 arrives under the name that it had in tim 2.0.1; for JSON alone. */
export function networkWithFormerNames(): Network {
  const dial = createWebSocketDial({
    clock: systemClock,
    origin,
    connectTimeoutMs: 5_000,
    maxMessageBytes: megabyte,
    closeTimeoutMs: 1_000,
  });
  return {
    post: createHttpPost({ origin, timeoutMs: 5_000, maxAnswerBytes: megabyte }),
    dial: (url, listener, signal) => {
      const received = (bytes: Uint8Array): void => listener.received(renamed(bytes));
      return dial(url, { received, closed: (reason) => listener.closed(reason) }, signal);
    },
  };
}

const renamed = (bytes: Uint8Array): Uint8Array =>
  Buffer.from(Buffer.from(bytes).toString('latin1').replace('"t2":', '"ackInt":'), 'latin1');
