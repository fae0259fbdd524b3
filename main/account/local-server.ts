/** The tim server of this computer, run as a process of its own. Implemented in `main/app`. */
export interface LocalServer {
  /**
   * Starts the server if it does not run yet, with the key of its database; answers its websocket address
   * `ws://127.0.0.1:port/tim`. Rejects when it cannot be started. The key may be overwritten afterwards.
   */
  start(key: Uint8Array): Promise<string>;
  /** Ends the process; resolves when it is gone. */
  stop(): Promise<void>;
  /** Ends the process and removes everything that it kept; the next start begins anew. Rejects with what the disk says. */
  wipe(): Promise<void>;
}
