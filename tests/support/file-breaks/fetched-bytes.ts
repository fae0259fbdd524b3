import { blockBytesOf } from '../../../main/domain/file';
import type { Heard } from './messenger-process';

/** From a byte on, up to one that does not belong to it any more. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What one messenger has been given of one file, over all breaks. The server lets pieces overtake each other. */
export class FetchedBytes {
  /** What has come, apart from each other and in order. */
  private here: readonly Stretch[] = [];
  /** Bytes from the beginning that had come when the last break came. */
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
    const [first] = this.here;
    return first?.start === 0 ? first.end : 0;
  }

  /** What came more often than once, bytes. */
  get againBytes(): number {
    return this.came - this.here.reduce((sum, { start, end }) => sum + end - start, 0);
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
    this.arrivedAtBreak = this.position;
    this.storedTo = Math.max(this.storedTo, Math.floor(shownBytes / blockBytes) * blockBytes);
    this.isBroken = true;
  }

  heard({ kind, start, end }: Heard): void {
    if (kind === 'got') {
      this.came += end - start;
      this.here = withStretch(this.here, { start, end });
      return;
    }
    if (start < this.storedTo) this.askedForStored += 1;
    if (!this.isBroken) return;
    this.isBroken = false;
    this.mostAgain = Math.max(this.mostAgain, this.arrivedAtBreak - start);
  }
}

/** Stretches and one more; those that touch it become one with it. */
function withStretch(stretches: readonly Stretch[], added: Stretch): readonly Stretch[] {
  const before = stretches.filter(({ end }) => end < added.start);
  const behind = stretches.filter(({ start }) => start > added.end);
  const touching = stretches.filter(({ start, end }) => end >= added.start && start <= added.end);
  const start = Math.min(added.start, ...touching.map((stretch) => stretch.start));
  const end = Math.max(added.end, ...touching.map((stretch) => stretch.end));
  return [...before, { start, end }, ...behind];
}
