/** Enough for everything that one frame sets free to be done before the next one of its connection is looked at. */
export const turnsBetweenFrames = 32;

/** Resolves after a number of microtasks: time in which others get on, without timers and without the event loop. */
export async function afterTurns(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
}

/** Runs tasks one after the other, each a number of microtasks after the one before. */
export class TurnQueue {
  private readonly tasks: (() => void)[] = [];
  private isScheduled = false;

  constructor(private readonly turns: number) {}

  /** Adds a task; it never runs before the caller has returned. */
  push(task: () => void): void {
    this.tasks.push(task);
    if (!this.isScheduled) this.schedule(this.turns);
  }

  /** Forgets the tasks that wait. */
  clear(): void {
    this.tasks.length = 0;
  }

  private schedule(turns: number): void {
    this.isScheduled = true;
    queueMicrotask(() => {
      if (turns > 1) this.schedule(turns - 1);
      else this.runNext();
    });
  }

  private runNext(): void {
    this.isScheduled = false;
    const task = this.tasks.shift();
    if (this.tasks.length > 0) this.schedule(this.turns);
    task?.();
  }
}
