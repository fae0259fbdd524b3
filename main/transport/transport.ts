/** Why a connection could not be made. */
export type DialFailure =
  'unknownHost' | 'refused' | 'unreachable' | 'notTim' | 'tls' | 'timeout' | 'aborted';

/** A connection attempt that failed, with a reason that the user can be told. */
export class DialError extends Error {
  override readonly name = 'DialError';

  constructor(
    readonly code: DialFailure,
    options?: ErrorOptions,
  ) {
    super(`dial: ${code}`, options);
  }
}

/** How a connection ended. `code` is the websocket close code; 1006: without a close frame. */
export interface CloseReason {
  readonly code: number;
  /** True when this side asked for it. */
  readonly isLocal: boolean;
}

/** Reads a message that is too long to be kept, as it comes, and keeps what it can. */
export interface MessageShortener {
  /** Takes the next bytes. */
  write(chunk: Uint8Array): void;
  /** What is left of the message, once all of it was written; it takes the message's place. */
  end(): Uint8Array;
}

/** Receives what comes over one connection. Calls end after `closed`. */
export interface TransportListener {
  received(bytes: Uint8Array): void;
  /**
   * Where it is there, it is called instead of `received` with what came at once, in order. Answers how many messages were
   * taken; the others are offered again, before what comes later, after the event loop has had a turn. None: so much is still
   * being worked on that nothing more can be.
   */
  receivedSeveral?(messages: readonly Uint8Array[]): number;
  /**
   * Bytes moved: a part of a message came (`in`), or the system took bytes for sending (`out`), which does not mean that
   * they have arrived. A transport that cannot tell does not call it.
   */
  moved?(direction: 'in' | 'out', byteCount: number): void;
  /** A message begins that is longer than the transport takes. Without a shortener for it the connection ends. */
  shortener?(): MessageShortener;
  closed(reason: CloseReason): void;
}

/** One open connection that moves messages of bytes. */
export interface Transport {
  /** Queues bytes for sending; ignored once closed. */
  send(bytes: Uint8Array): void;
  /** Ends the connection; `closed` follows. */
  close(): void;
}

/** Opens a connection or rejects with a DialError. Aborting the signal gives up. */
export type Dial = (url: string, listener: TransportListener, signal: AbortSignal) => Promise<Transport>;

/** Posts one body and answers the response's body; rejects with a DialError. */
export type Post = (url: string, body: Uint8Array, signal: AbortSignal) => Promise<Uint8Array>;
