/** Work that ends by itself. */
export type Job = () => Promise<unknown>;

interface WaitingJob {
  readonly run: Job;
  readonly over: () => void;
}

/** What a lane uses. */
export interface JobLaneEnvironment {
  /** What to do while nothing that was asked for waits; null for nothing now, until `wake`. */
  readonly idle?: () => Job | null;
  /** A job has failed. The next one is begun all the same; must not throw. */
  readonly failed: (error: unknown) => void;
}

/** One job at a time: the most urgent first, among equals in the order of asking. */
export class JobLane<Urgency extends string> {
  private readonly waiting: ReadonlyMap<Urgency, WaitingJob[]>;
  private isBusy = false;

  /** `urgencies` from the most to the least urgent. */
  constructor(
    urgencies: readonly Urgency[],
    private readonly environment: JobLaneEnvironment,
  ) {
    this.waiting = new Map(urgencies.map((urgency) => [urgency, []]));
  }

  /** Puts a job behind those of its urgency. `over` is called once when it has ended, in whatever way, or was dropped. */
  add(urgency: Urgency, run: Job, over: () => void = () => undefined): void {
    this.waiting.get(urgency)?.push({ run, over });
    this.wake();
  }

  /** There may be something to do in idle time again. */
  wake(): void {
    if (this.isBusy) return;
    const job = this.next();
    if (job === null) return;
    this.isBusy = true;
    Promise.resolve()
      .then(job.run)
      .catch((error: unknown) => this.environment.failed(error))
      .then(() => {
        this.isBusy = false;
        job.over();
        this.wake();
      })
      .catch((error: unknown) => this.environment.failed(error));
  }

  /** Drops what waits; what has begun ends by itself. */
  clear(): void {
    for (const jobs of this.waiting.values()) for (const { over } of jobs.splice(0)) over();
  }

  private next(): WaitingJob | null {
    for (const jobs of this.waiting.values()) {
      const job = jobs.shift();
      if (job !== undefined) return job;
    }
    const run = this.environment.idle?.() ?? null;
    return run === null ? null : { run, over: () => undefined };
  }
}
