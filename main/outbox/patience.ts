import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';
import type { Random } from '../platform/random';

const baseMs = 500;
const capMs = 30_000;

/** A growing, jittered wait after `failures` in a row: from half a second up to half a minute. */
export function growingWaitMs(failures: number, random: Random): number {
  const boundMs = Math.min(capMs, baseMs * 2 ** failures);
  return boundMs * (0.5 + random.fraction() / 2);
}

interface Wait {
  readonly failures: number;
  readonly untilMs: number;
}

/** What waits for a time of its own, longer each time, while everything else goes on: chats and messages by their ids. */
export class Patience implements Disposable {
  private readonly waits = new Map<string, Wait>();
  private timer: Disposable = toDisposable(() => undefined);

  /** `due` is called when a wait is over. */
  constructor(
    private readonly parts: { readonly clock: Clock; readonly random: Random },
    private readonly due: () => void,
  ) {}

  /** Lets something wait, longer than the last time. */
  postpone(id: string): void {
    const failures = (this.waits.get(id)?.failures ?? 0) + 1;
    const untilMs = this.parts.clock.monotonicMs() + growingWaitMs(failures, this.parts.random);
    this.waits.set(id, { failures, untilMs });
    this.arm();
  }

  /** What waits at this moment. */
  waiting(): readonly string[] {
    const nowMs = this.parts.clock.monotonicMs();
    return [...this.waits].filter(([, { untilMs }]) => untilMs > nowMs).map(([id]) => id);
  }

  /** It need not wait any more, and the next wait begins short again. */
  forget(id: string): void {
    if (this.waits.delete(id)) this.arm();
  }

  /** Nothing waits any more. */
  dispose(): void {
    this.waits.clear();
    this.timer.dispose();
  }

  private arm(): void {
    this.timer.dispose();
    const { clock } = this.parts;
    const nowMs = clock.monotonicMs();
    const next = [...this.waits.values()].map(({ untilMs }) => untilMs).filter((untilMs) => untilMs > nowMs);
    if (next.length === 0) return;
    this.timer = clock.after(Math.min(...next) - nowMs, () => {
      this.arm();
      this.due();
    });
  }
}
