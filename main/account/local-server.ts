/** The tim server of this computer, run as a process of its own. Implemented in `main/app`. */
export interface LocalServer {
  /** Starts the server if it does not run yet; answers its websocket address `ws://127.0.0.1:port/tim`. Rejects when it cannot be started. */
  start(): Promise<string>;
  /** Ends the process; resolves when it is gone. */
  stop(): Promise<void>;
}
