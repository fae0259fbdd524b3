import { AsyncLocalStorage } from 'node:async_hooks';
import type { CommitGate } from '../store/database';
import type { CrashPoint } from './fault-plan';

interface ArmedCrash {
  readonly at: CrashPoint;
  isSpent: boolean;
}

/** Thrown through the work that a crash interrupts; nobody answers it any more. */
export class CrashedError extends Error {
  override readonly name = 'CrashedError';

  constructor() {
    super('the server has crashed');
  }
}

/** Lets the server die at the first commit of the work on a marked frame. */
export class CrashGate implements CommitGate {
  private readonly marks = new WeakMap<Uint8Array, CrashPoint>();
  private readonly armed = new AsyncLocalStorage<ArmedCrash>();

  /** `die` ends the server, at once. */
  constructor(private readonly die: () => void) {}

  /** Marks a frame, by the identity of its bytes. */
  mark(bytes: Uint8Array, at: CrashPoint): void {
    this.marks.set(bytes, at);
  }

  /** Does the work on a frame, whatever it awaits included; a mark is good for one time. */
  during<T>(bytes: Uint8Array, work: () => T): T {
    const at = this.marks.get(bytes);
    if (at === undefined) return work();
    this.marks.delete(bytes);
    return this.armed.run({ at, isSpent: false }, work);
  }

  around<T>(commit: () => T): T {
    const crash = this.armed.getStore();
    if (crash === undefined || crash.isSpent) return commit();
    crash.isSpent = true;
    if (crash.at === 'afterCommit') commit();
    this.die();
    throw new CrashedError();
  }
}
