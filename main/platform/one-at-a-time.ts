/** Runs pieces of work one after the other, in the order in which they came; a failure of one is no matter of the next. */
export class OneAtATime {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs `work` when everything before it has ended, and answers what it answers. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work, work);
    // Whoever asked for it hears of a failure by the answer.
    this.last = result.catch(() => undefined);
    return result;
  }
}
