import type { Random } from '../platform/random';
import { FrameType } from '../protocol/packet-types';
import type { ServerBehaviour } from './server-behaviour';
import { afterTurns, turnsBetweenFrames } from './turn-queue';

/** The real server measured 1 to 3 inversions in a hundred messages at its usual rates. */
const slowShare = 0.02;
/** Long enough for the frame behind to overtake, if there is one. */
const slowTurns = 2 * turnsBetweenFrames + 1;

/**
 * When the work on a frame begins. The real server works on every frame by itself, so a slow one is overtaken by the next
 * of its socket. A frame that comes alone only waits for a moment: no timer is involved.
 */
export class FrameScheduler {
  constructor(private readonly parts: { readonly random: Random; readonly behaviour: ServerBehaviour }) {}

  /** `null`: at once. Otherwise resolves when the work may begin. Acknowledgements are never late. */
  delayOf(type: number): Promise<void> | null {
    const { random, behaviour } = this.parts;
    if (!behaviour.reorderFrames || type === FrameType.ack) return null;
    return random.fraction() < slowShare ? afterTurns(slowTurns) : null;
  }
}
