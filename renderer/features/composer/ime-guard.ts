/** What the guard needs of a key event. */
export interface KeyEventLike {
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** Some input methods end the composition just before the key that ended it arrives. */
const guardMs = 60;
/** Key code of every key that an input method has taken for itself. */
const takenByInputMethod = 229;

/** Whose a key is: the input method's, at work or done; nobody's, to be swallowed whole; or the text field's. */
export type KeyOwner = 'inputMethod' | 'nobody' | 'field';

/**
 * Tells an Enter that sends from an Enter that belongs to an input method. Input methods bring their last key before, within or
 * just after the composition, with the code 229 or their own; some give every key the code 229 as long as they are switched
 * on. So the code alone says nothing: it is the composition that counts, and a moment after its end.
 */
export class ImeGuard {
  private isComposing = false;
  private endedAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly nowMs: () => number) {}

  /** A composition has begun. */
  start(): void {
    this.isComposing = true;
  }

  /** A composition has ended or was cancelled. */
  end(): void {
    this.isComposing = false;
    this.endedAtMs = this.nowMs();
  }

  /** Whose the key is that goes down now. */
  ownerOf(event: KeyEventLike): KeyOwner {
    if (this.isComposing || event.isComposing) {
      return event.keyCode === takenByInputMethod ? 'inputMethod' : 'nobody';
    }
    const sinceEndMs = this.nowMs() - this.endedAtMs;
    // A clock set back must not lock the key.
    return sinceEndMs >= 0 && sinceEndMs < guardMs ? 'nobody' : 'field';
  }
}
