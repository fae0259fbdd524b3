/** Why bytes are not a frame, or why a packet cannot become one. */
export const protocolErrorCodes = [
  /** No bytes at all: not even a type. */
  'emptyFrame',
  /** More than `maxFrameBytes`. */
  'frameTooLarge',
  /** The type byte names none of the frame types. */
  'unknownType',
  /** The bytes end before the body does. */
  'truncated',
  /** The body breaks the rules of its encoding. */
  'malformed',
  /** Structures inside structures beyond any honest packet. */
  'tooDeep',
  /** A big frame's length field disagrees with its bytes (the server answers TimAck{4114}). */
  'bigDataLength',
  /** Encoding only: a field is missing, of the wrong kind, out of range, or cannot be told apart on the wire. */
  'invalidPacket',
] as const;
export type ProtocolErrorCode = (typeof protocolErrorCodes)[number];

/**
 * The only error that the protocol folder throws. The message names fields, positions and sizes, never their content,
 * so that it may be logged.
 */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';

  constructor(
    readonly code: ProtocolErrorCode,
    message: string,
  ) {
    super(message);
  }
}
