/** The app that is killed, and the one who writes with it. */
export type Side = 'app' | 'peer';

/** What was asked for during all lives, and what was promised about it. */
export class Diary {
  /** Texts of each side in the order of writing; whether one was accepted is in `accepted`. */
  readonly written: Readonly<Record<Side, string[]>> = { app: [], peer: [] };
  /** Texts whose sending was answered with yes: by the bridge for the app, by the echo for the peer. */
  readonly accepted = new Set<string>();
  /** Texts whose revoke or burn was answered with yes. */
  readonly erased = new Set<string>();
  /** Texts whose revoke or burn was asked for, with the answer cut off by a kill or refused. */
  readonly doubtful = new Set<string>();
  readonly counts = { sends: 0, revokes: 0, burns: 0, unanswered: 0 };
  private lastNumber = 0;

  /** A new text that nobody has written yet. */
  write(side: Side): string {
    this.lastNumber += 1;
    const text = `${side}-${this.lastNumber}`;
    this.written[side].push(text);
    return text;
  }

  /** The answer to a sending; null when the kill came first. */
  sent(text: string, isAccepted: boolean | null): void {
    if (isAccepted === true) {
      this.accepted.add(text);
      this.counts.sends += 1;
    } else if (isAccepted === null) this.counts.unanswered += 1;
  }

  /** The answer to a revoke or burn; null when the kill came first. */
  took(kind: 'revokes' | 'burns', text: string, isAccepted: boolean | null): void {
    if (isAccepted === true) {
      this.erased.add(text);
      this.counts[kind] += 1;
      return;
    }
    this.doubtful.add(text);
    if (isAccepted === null) this.counts.unanswered += 1;
  }

  /** Whether a text must be there at the end: it was accepted, and nobody ever asked to take it away. */
  mustStay(text: string): boolean {
    return this.accepted.has(text) && !this.erased.has(text) && !this.doubtful.has(text);
  }
}
