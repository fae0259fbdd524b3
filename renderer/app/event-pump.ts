import type { Change, ChangeBatch } from '../../preload/contract/changes';

/** What the pump needs of the app. */
export interface EventPumpPort {
  /** Registers for batches; the answer removes the listener. */
  readonly subscribe: (listener: (batch: ChangeBatch) => void) => () => void;
  /** Fetches the snapshot and reloads every list; answers the number of the last batch that it contains. */
  readonly resync: () => Promise<number>;
  /** Applies the changes of one batch. */
  readonly apply: (changes: readonly Change[]) => void;
}

/**
 * Follows the numbered batches of main. A missing number means that a batch was lost: everything is fetched again.
 *
 *     idle --start--> syncing --snapshot--> following --gap--> syncing
 *                        \--failed--> lost --next batch--> syncing
 */
export class EventPump {
  private state: 'idle' | 'syncing' | 'following' | 'lost' = 'idle';
  private lastNumber = 0;
  private waiting: ChangeBatch[] = [];
  private unsubscribe: () => void = () => undefined;

  constructor(private readonly port: EventPumpPort) {}

  /** Subscribes first and then fetches, so that nothing between the two is lost. Resolves after the first fetch. */
  async start(): Promise<void> {
    if (this.state !== 'idle') return;
    this.unsubscribe = this.port.subscribe((batch) => this.receive(batch));
    await this.sync();
  }

  /** Stops following. Batches that arrive later are dropped. */
  stop(): void {
    this.unsubscribe();
    this.waiting = [];
    this.state = 'idle';
  }

  private receive(batch: ChangeBatch): void {
    if (this.state === 'idle') return;
    this.waiting.push(batch);
    if (this.state === 'following') this.drain();
    else if (this.state === 'lost') void this.sync();
  }

  private async sync(): Promise<void> {
    this.state = 'syncing';
    // Main stores before it tells: what it has told by now is in what is fetched from now on.
    const toldNumber = Math.max(0, ...this.waiting.map((batch) => batch.number));
    this.waiting = [];
    try {
      const number = await this.port.resync();
      if (this.isStopped()) return;
      this.lastNumber = Math.max(number, toldNumber);
      this.state = 'following';
      this.drain();
    } catch {
      if (!this.isStopped()) this.state = 'lost';
    }
  }

  // Read through a method: `stop` may have run while `sync` waited, which the compiler cannot see.
  private isStopped(): boolean {
    return this.state === 'idle';
  }

  private drain(): void {
    const batches = this.waiting.sort((a, b) => a.number - b.number);
    this.waiting = [];
    for (const [index, batch] of batches.entries()) {
      if (batch.number <= this.lastNumber) continue;
      if (batch.number !== this.lastNumber + 1) {
        this.waiting = batches.slice(index);
        void this.sync();
        return;
      }
      this.lastNumber = batch.number;
      this.port.apply(batch.changes);
    }
  }
}
