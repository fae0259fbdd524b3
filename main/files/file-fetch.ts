import { AttachmentError } from '../attachments/attachment';
import type { AttachmentPart } from '../attachments/attachment-part';
import type { AttachmentPlace } from '../domain/attachment';
import type { FileInfo } from '../domain/file';
import type { FilePiece, FileRefusal, TransferId } from '../domain/file-transfer';
import type { MessageId, NodeId } from '../domain/ids';
import { diskFailureOf } from '../platform/disk-failure';
import { toDisposable, type Disposable } from '../platform/disposable';
import {
  failureOfRefusal,
  nextPhase,
  type FetchEvent,
  type FetchFailure,
  type FetchPhase,
} from './fetch-state';
import type { FilesEnvironment } from './files-environment';
import { PartFiller } from './part-filler';
import { PiecesInHand } from './pieces-in-hand';
import { TransferPace } from './transfer-pace';

/** What is fetched, and where it goes. */
export interface FetchedOffer {
  readonly messageId: MessageId;
  readonly author: NodeId;
  /** The author's own id of the message. */
  readonly cid: string;
  readonly info: FileInfo;
  /** Hashes of its blocks. */
  readonly hashes: Uint8Array;
  readonly place: AttachmentPlace;
}

/** Whom a fetching tells. */
export interface FetchHooks {
  /** Something that can be shown is another. */
  readonly changed: () => void;
  /** It is time to ask again. */
  readonly due: () => void;
  /** All of it is on the disk, and it is what was offered. Throws what the disk says: then it is looked at again later. */
  readonly complete: () => void;
  /** Nothing more comes by itself. */
  readonly failed: (failure: FetchFailure) => void;
}

interface Expected {
  readonly lengthBytes: number;
  readonly askedAtMs: number;
}

/** Nothing for so long: something was lost on the way, or its author has gone. */
const silenceMs = 10_000;
/** So often something may be lost before the author is taken for gone. */
const mostSilentRounds = 2;
/** Whoever has gone is asked again after so long, at last every five minutes. Whoever comes back is asked at once. */
const retriesMs = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000] as const;
/** Less than this share of a window is not worth a question. */
const smallestAskedShare = 4;

/** One file that is fetched, over any number of connections; `FetchPhase` says where it is. */
export class FileFetch implements Disposable {
  private current: FetchPhase;
  private why: FetchFailure | null = null;
  private transferId: TransferId | null = null;
  private part: AttachmentPart | null = null;
  private filler: PartFiller | null = null;
  private pace = new TransferPace();
  /** By offset. */
  private readonly expected = new Map<number, Expected>();
  private readonly inHand = new PiecesInHand();
  private askedTo = 0;
  private isFilling = false;
  private isOpening = false;
  private silentRounds = 0;
  private failedTries = 0;
  /** Its author gave nothing, and is left alone for a while. */
  private rests = false;
  private unasked = 0;
  private timer: Disposable = toDisposable(() => undefined);

  readonly offer: FetchedOffer;

  constructor(
    { offer, phase }: { readonly offer: FetchedOffer; readonly phase: 'waiting' | 'paused' },
    private readonly environment: FilesEnvironment,
    private readonly hooks: FetchHooks,
  ) {
    this.offer = offer;
    this.current = phase;
  }

  get phase(): FetchPhase {
    return this.current;
  }

  /** Why it has failed; null unless it has. */
  get failure(): FetchFailure | null {
    return this.current === 'failed' ? this.why : null;
  }

  /** It is being asked for at the moment. */
  get isAsking(): boolean {
    return this.transferId !== null;
  }

  /** Its author is left alone for a while. */
  get isResting(): boolean {
    return this.rests;
  }

  /** Its author may be there again: however long they have been away, whoever is asked in vain now is asked again soon. */
  rested(): void {
    this.rests = false;
    this.failedTries = 0;
  }

  /** Bytes that are here. */
  get doneBytes(): number {
    return this.filler?.doneBytes ?? 0;
  }

  /** Pieces that nobody had asked for, or not so. */
  get unaskedPieces(): number {
    return this.unasked;
  }

  /** The user wants it, again. */
  fetch(): void {
    this.failedTries = 0;
    this.rests = false;
    this.move('fetch');
  }

  /** The user wants to wait with it. */
  pause(): void {
    if (this.move('pause')) this.stopAsking();
  }

  /** Its author may be there, or there is a connection again: asks, unless that is being done. */
  nudge(): void {
    if (this.current !== 'waiting' || this.transferId !== null || !this.environment.isOnline()) return;
    this.begin();
  }

  /** The connection has ended, and with it all that was asked for. */
  disconnected(): void {
    this.forgetAsked();
    this.pace = new TransferPace();
    this.move('silence');
  }

  /** Nobody wants it any more, or its message is gone. */
  end(): void {
    this.stopAsking();
    this.move('end');
    this.closePart();
  }

  /** The program ends; what is here stays. */
  dispose(): void {
    this.forgetAsked();
    this.closePart();
    this.current = 'over';
  }

  /** Whether this is about what was asked for here. */
  isAbout({ transferId }: FilePiece | FileRefusal, from: NodeId): boolean {
    return transferId === this.transferId && from === this.offer.author;
  }

  /** A piece that is about this. */
  takePiece({ offset, heldMs, bytes }: FilePiece): void {
    const expected = this.expected.get(offset);
    if (expected?.lengthBytes !== bytes.length) {
      this.unasked += 1;
      return;
    }
    this.expected.delete(offset);
    this.inHand.add(offset, bytes);
    const tookMs = this.environment.clock.monotonicMs() - expected.askedAtMs;
    this.pace.arrived(bytes.length, Math.max(0, tookMs - heldMs));
    this.silentRounds = 0;
    this.failedTries = 0;
    this.listen();
    this.move('piece');
    this.fill();
  }

  /** A refusal that is about this. */
  takeRefusal({ reason }: FileRefusal): void {
    const failure = failureOfRefusal[reason];
    this.forgetAsked();
    if (failure !== null) this.fail(failure);
    else this.wait();
  }

  private begin(): void {
    this.timer.dispose();
    this.rests = false;
    this.transferId = Buffer.from(this.environment.random.bytes(8)).toString('hex');
    if (this.filler !== null) {
      this.askedTo = this.inHand.keepFollowing(this.filler.position);
      this.ask();
      return;
    }
    this.inHand.clear();
    if (this.isOpening) return;
    this.isOpening = true;
    this.guarded('file opened', async () => {
      try {
        await this.open();
      } finally {
        this.isOpening = false;
      }
    });
  }

  private async open(): Promise<void> {
    const { place, info, hashes } = this.offer;
    const part = await (await this.environment.attachments.open()).openPart(place);
    this.part = part;
    if (this.isOver()) {
      this.closePart();
      return;
    }
    this.filler = await PartFiller.open(part, info, hashes);
    this.askedTo = this.filler.position;
    this.hooks.changed();
    if (this.filler.isFull) await this.finish(this.filler);
    else if (this.transferId !== null) this.ask();
  }

  /** Asks for as much as may be under way. */
  private ask(): void {
    const { transferId, filler } = this;
    if (transferId === null || filler === null) return;
    const { sizeBytes, ticket } = this.offer.info;
    const { windowBytes, pieceBytes } = this.pace;
    const end = Math.min(sizeBytes, filler.position + windowBytes);
    const lengthBytes = end - this.askedTo;
    if (lengthBytes <= 0 || (lengthBytes < windowBytes / smallestAskedShare && end < sizeBytes)) return;
    const askedAtMs = this.environment.clock.monotonicMs();
    for (let offset = this.askedTo; offset < end; offset += pieceBytes) {
      this.expected.set(offset, { lengthBytes: Math.min(pieceBytes, end - offset), askedAtMs });
    }
    const { cid } = this.offer;
    const request = {
      kind: 'request',
      transferId,
      cid,
      ticket,
      offset: this.askedTo,
      lengthBytes,
      pieceBytes,
    } as const;
    this.askedTo = end;
    this.listen();
    this.environment.begin('file asked for', () => this.environment.say(this.offer.author, request));
  }

  /** Puts what came in its place, in order. */
  private fill(): void {
    if (this.isFilling) return;
    this.isFilling = true;
    this.guarded('file filled', async () => {
      try {
        await this.fillAll();
      } finally {
        this.isFilling = false;
      }
      // What came in the same turn found it being filled.
      if (this.filler !== null && this.inHand.has(this.filler.position)) this.fill();
    });
  }

  private async fillAll(): Promise<void> {
    for (;;) {
      const { filler } = this;
      const bytes = filler?.isFull === false ? this.inHand.take(filler.position) : null;
      if (filler === null || bytes === null) return;
      const isRight = await filler.add(bytes);
      this.inHand.placed();
      if (!isRight) {
        this.fail('fileDamaged');
        return;
      }
      if (this.isOver()) return;
      this.hooks.changed();
      if (filler.isFull) {
        await this.finish(filler);
        return;
      }
      this.ask();
    }
  }

  private async finish(filler: PartFiller): Promise<void> {
    if (!filler.isWhole()) {
      this.fail('fileDamaged');
      return;
    }
    this.forgetAsked();
    await this.part?.sync();
    this.closePart();
    if (this.isOver()) return;
    this.hooks.complete();
    this.move('complete');
  }

  /** Waits for the next piece. */
  private listen(): void {
    this.timer.dispose();
    if (this.expected.size === 0) return;
    this.timer = this.environment.clock.after(silenceMs, () => this.silent());
  }

  private silent(): void {
    this.silentRounds += 1;
    // Who gives next may be in another run, on another line.
    this.pace = new TransferPace();
    // What was on its way has stopped: its author may have gone, or this line.
    if (this.current === 'fetching') this.environment.doubtLine();
    const isGone = this.silentRounds >= mostSilentRounds || this.current === 'waiting';
    this.forgetAsked();
    this.move('silence');
    if (isGone) this.wait();
    else this.nudge();
  }

  /** Asks again later. */
  private wait(): void {
    this.move('silence');
    this.silentRounds = 0;
    const delayMs = retriesMs[Math.min(this.failedTries, retriesMs.length - 1)] ?? 0;
    this.failedTries += 1;
    this.timer.dispose();
    this.rests = true;
    this.timer = this.environment.clock.after(delayMs, () => {
      this.rests = false;
      this.hooks.due();
    });
    // Others have their turn meanwhile.
    this.hooks.due();
  }

  private fail(failure: FetchFailure): void {
    this.stopAsking();
    this.why = failure;
    if (this.move('fail')) this.hooks.failed(failure);
  }

  /** Tells the author, too. */
  private stopAsking(): void {
    const { transferId } = this;
    this.forgetAsked();
    if (transferId === null || !this.environment.isOnline()) return;
    const { author } = this.offer;
    this.environment.begin('file stopped', () => this.environment.say(author, { kind: 'stop', transferId }));
  }

  /** What has come stays: whoever asks again asks for what follows. */
  private forgetAsked(): void {
    this.timer.dispose();
    this.transferId = null;
    this.expected.clear();
  }

  private closePart(): void {
    const { part } = this;
    this.part = null;
    this.inHand.clear();
    if (part !== null) this.environment.begin('part closed', () => part.close());
  }

  private isOver(): boolean {
    return this.current === 'over';
  }

  private move(event: FetchEvent): boolean {
    const next = nextPhase(this.current, event);
    if (next === null) return false;
    this.current = next;
    this.hooks.changed();
    return true;
  }

  /** What the disk says is a failure of this file, and no fault. */
  private guarded(job: string, work: () => Promise<void>): void {
    this.environment.begin(job, async () => {
      try {
        await work();
      } catch (error) {
        if (this.isOver()) return;
        this.filler = null;
        this.closePart();
        this.fail(diskFailureOf(error) ?? 'internal');
        if (!(error instanceof AttachmentError) && diskFailureOf(error) === null) throw error;
      }
    });
  }
}
