import { FrameType } from '../../protocol/packet-types';
import type { Questions } from './questions';

/** One piece of a stream. */
export interface StreamPiece {
  /** Free for clients, one byte. */
  readonly dtype: number;
  readonly body: Uint8Array;
}

/**
 * Pushes into virtual rooms (tim protocol, section 12): every subscriber gets it, the pusher hears nothing. A refusal (4105
 * for everybody but the room's creator) is a frame of its own that names the room in `n`.
 */
export class Streams {
  constructor(private readonly questions: Questions) {}

  /** Pushes one piece (TIM packet 94). */
  push(room: string, { dtype, body }: StreamPiece): void {
    // The struct demands an id and a sender; the server writes both.
    this.questions.send({
      type: FrameType.stream,
      packet: { id: 1n, VNode: room, dtype, body, fromNode: '' },
    });
  }

  /** Pushes bytes of any size (TIM packet 97); they have no `dtype`. */
  pushBytes(room: string, data: Uint8Array): void {
    this.questions.send({ type: FrameType.bigBinaryStream, packet: { node: room, data } });
  }
}
