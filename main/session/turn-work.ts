import type { Clock } from '../platform/clock';
import type { Frame } from '../protocol/packets';

/** How messages that came together are worked on. */
export interface TurnWork {
  readonly clock: Clock;
  /** Whether nobody wants what is left. */
  readonly isAborted: () => boolean;
  /** Whether a message may share a transaction with its neighbours. */
  readonly isGroupable: (bytes: Uint8Array) => boolean;
  /** Takes a message by itself. */
  readonly takeOne: (bytes: Uint8Array) => void;
  /** Takes neighbours together; asks for one after the other until there is none. */
  readonly takeSeveral: (next: () => Frame | null) => void;
  /** What a message of a group says; null when it says nothing. */
  readonly read: (bytes: Uint8Array) => Frame | null;
}

// Half a frame of the screen; then timers, the window and other sockets have their turn.
const turnMs = 8;

/**
 * Works through messages in order for the length of a turn, at least one. Neighbours that may go together do. Answers how
 * many were taken.
 */
export function workThrough(messages: readonly Uint8Array[], work: TurnWork): number {
  const endMs = work.clock.monotonicMs() + turnMs;
  let index = 0;
  const isOver = (): boolean => index > 0 && (work.isAborted() || work.clock.monotonicMs() >= endMs);
  const next = (): Frame | null => {
    for (
      let bytes = messages[index];
      bytes !== undefined && work.isGroupable(bytes);
      bytes = messages[index]
    ) {
      if (isOver()) return null;
      index += 1;
      const frame = work.read(bytes);
      if (frame !== null) return frame;
    }
    return null;
  };
  for (let bytes = messages[index]; bytes !== undefined && !isOver(); bytes = messages[index]) {
    if (work.isGroupable(bytes)) {
      work.takeSeveral(next);
    } else {
      index += 1;
      work.takeOne(bytes);
    }
  }
  return work.isAborted() ? messages.length : index;
}
