import type { Disposable } from '../platform/disposable';

/**
 * The one seam to Electron's IPC. The adapter in `main/app` checks who is calling before a handler runs; tests use an
 * in-memory pair.
 */
export interface IpcPort {
  /** Registers the only handler of a channel. The argument is untrusted. */
  handle(channel: string, handler: (argument: unknown) => Promise<unknown>): Disposable;
  /** Sends a payload to every window of the app. */
  broadcast(channel: string, payload: unknown): void;
}
