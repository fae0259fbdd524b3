import { isAppLink, readLink, type LinkView } from '../../preload/contract/add-link';
import { Emitter } from '../platform/emitter';

/**
 * Links that the operating system hands over, from its arguments or an event. The newest waits until a window in which somebody is
 * signed in takes it: the app may have been started by it, and be locked. Whatever a link says, it opens a dialog or a sentence.
 */
export class LinkInbox {
  /** A link waits. */
  readonly came = new Emitter<null>();
  private waiting: LinkView | null = null;
  private count = 0;

  /** How many have come, so that the same link twice is two. */
  get number(): number {
    return this.count;
  }

  /** The arguments of a start, the first or another one: the last link among them waits. */
  receiveArguments(programArguments: readonly string[]): void {
    const link = programArguments.filter(isAppLink).at(-1);
    if (link !== undefined) this.receive(link);
  }

  /** A link as it was handed over. */
  receive(link: string): void {
    this.waiting = readLink(link);
    this.count += 1;
    this.came.emit(null);
  }

  /** What waits, for the last time; null for nothing. */
  take(): LinkView | null {
    const { waiting } = this;
    this.waiting = null;
    return waiting;
  }
}
