/** A connection to one client as the server uses it, whatever carries it: a websocket, or a link within the process. */
export interface Connection {
  readonly isOpen: boolean;
  /** Queues one message; ignored once closed. */
  send(bytes: Uint8Array): void;
  /** Ends the connection with a websocket close code. */
  close(code: number): void;
  /** Ends the connection without a closing handshake. */
  terminate(): void;
}

/** The server's end of a connection: who carries the connection tells it what arrives. Calls end after `ended`. */
export interface AttachedConnection {
  receive(bytes: Uint8Array): void;
  ended(): void;
}

/** Hands a connection to the server. */
export type Attach = (connection: Connection) => AttachedConnection;
