/** Takes over what it has asked for, unless the visit is over by then. */
export type VisitTask = (isCurrent: () => boolean) => Promise<void>;

/**
 * What is done while one chat is open. Answers are taken over one after the other, so that an older one never replaces a newer one;
 * what waits when the chat is left is not done any more.
 */
export class VisitTurns {
  private visit = 0;
  private last: Promise<void> = Promise.resolve();

  /** Runs a task after those before it. Resolves when it is done, or will not be. */
  readonly enqueue = (task: VisitTask): Promise<void> => {
    const isCurrent = this.duringThisVisit();
    this.last = this.last.then(() => (isCurrent() ? task(isCurrent) : undefined));
    return this.last;
  };

  /** Runs the first task of a visit, at once: what it asks for is on its way before the window is drawn anew. */
  begin(task: VisitTask): Promise<void> {
    this.last = task(this.duringThisVisit());
    return this.last;
  }

  /** Whether the visit that is now goes on. */
  duringThisVisit(): () => boolean {
    const startedIn = this.visit;
    return () => startedIn === this.visit;
  }

  /** The chat is left. The next one does not wait for answers to this one, which are dropped anyway. */
  end(): void {
    this.visit += 1;
    this.last = Promise.resolve();
  }
}
