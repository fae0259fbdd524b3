import { blockBytesOf } from '../../../main/domain/file';
import type { Heard } from './messenger-process';

/** What one messenger has been given of one file, over all breaks. */
export class FetchedBytes {
  /** Bytes from the beginning that have come. */
  private arrivedTo = 0;
  /** The same, when the last break came. */
  private arrivedAtBreak = 0;
  /** Bytes that came, how often ever. */
  private came = 0;
  /** Largest step back of a question behind a break: what had come and was not on the disk. */
  private mostAgain = 0;
  private isBroken = false;
  /** Questions for what had been checked and stored before a break. */
  private askedForStored = 0;
  private storedTo = 0;

  constructor(readonly sizeBytes: number) {}

  /** Bytes from the beginning that have come. */
  get position(): number {
    return this.arrivedTo;
  }

  /** What came more often than once, bytes. */
  get againBytes(): number {
    return this.came - this.arrivedTo;
  }

  /** Most that one break made come again, bytes. */
  get mostAgainBytes(): number {
    return this.mostAgain;
  }

  /** How often something was asked for that lay on the disk. */
  get storedAgain(): number {
    return this.askedForStored;
  }

  /** A break comes; so many bytes are shown as being here. Whole blocks of them lie on the disk. */
  broken(shownBytes: number): void {
    const blockBytes = blockBytesOf(this.sizeBytes);
    this.arrivedAtBreak = this.arrivedTo;
    this.storedTo = Math.max(this.storedTo, Math.floor(shownBytes / blockBytes) * blockBytes);
    this.isBroken = true;
  }

  heard({ kind, start, end }: Heard): void {
    if (kind === 'got') {
      this.came += end - start;
      if (start <= this.arrivedTo) this.arrivedTo = Math.max(this.arrivedTo, end);
      return;
    }
    if (start < this.storedTo) this.askedForStored += 1;
    if (!this.isBroken) return;
    this.isBroken = false;
    this.mostAgain = Math.max(this.mostAgain, this.arrivedAtBreak - start);
  }
}
