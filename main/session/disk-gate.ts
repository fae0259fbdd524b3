import { diskFailureOf, type DiskFailure } from '../platform/disk-failure';

/** Lets a session connect only when what the server sends could be kept. After a failure the disk is asked first. */
export class DiskGate {
  private isSuspect = false;

  /** `check` throws while nothing can be written. */
  constructor(private readonly check: () => void) {}

  /** The disk has failed. */
  suspect(): void {
    this.isSuspect = true;
  }

  /** Why nothing could be kept now; null when it could. */
  ask(): DiskFailure | null {
    if (!this.isSuspect) return null;
    try {
      this.check();
      this.isSuspect = false;
      return null;
    } catch (error) {
      // What is no failure of the disk will show itself where it belongs.
      return diskFailureOf(error);
    }
  }
}
