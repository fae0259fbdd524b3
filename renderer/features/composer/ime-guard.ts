/** What the guard needs of a key event. */
export interface KeyEventLike {
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** Some input methods end the composition just before the key that ended it arrives. */
const guardMs = 60;
/** Key code of every key that an input method has taken for itself. */
const takenByInputMethod = 229;

/** Tells an Enter that sends from an Enter that belongs to an input method. */
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

  /** True while the key may be part of a composition: it must not send. */
  owns(event: KeyEventLike): boolean {
    if (this.isComposing || event.isComposing || event.keyCode === takenByInputMethod) return true;
    const sinceEndMs = this.nowMs() - this.endedAtMs;
    // A clock set back must not lock the key.
    return sinceEndMs >= 0 && sinceEndMs < guardMs;
  }
}
