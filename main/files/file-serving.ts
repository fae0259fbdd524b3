import { AttachmentError } from '../attachments/attachment';
import type { AttachmentPlace } from '../domain/attachment';
import { addressOf } from '../domain/conversation';
import {
  maxPieceBytes,
  maxWindowBytes,
  smallestPieceBytes,
  type FileRefusalReason,
  type FileRequest,
  type FileStop,
  type TransferId,
} from '../domain/file-transfer';
import { toMessageId, type MessageId, type NodeId } from '../domain/ids';
import type { Message } from '../domain/message';
import { toDisposable, type Disposable } from '../platform/disposable';
import { ChangeTeller } from './change-teller';
import { FairOrder } from './fair-order';
import { FileFetchers, type FileFetcher } from './file-fetchers';
import type { FilesEnvironment } from './files-environment';
import { LineDoubt } from './line-doubt';
import { pieceMayGo, type PiecePatienceEnvironment } from './piece-patience';
import { PieceTurns } from './piece-turns';

/** A stretch that was asked for and not given yet. */
interface Stretch {
  offset: number;
  readonly end: number;
  readonly pieceBytes: number;
  readonly askedAtMs: number;
}

/** One device that fetches one file. */
interface Job {
  readonly to: NodeId;
  readonly transferId: TransferId;
  readonly message: Message;
  readonly place: AttachmentPlace;
  stretches: Stretch[];
}

/** Most devices that are served at a time, and most of one account. */
const mostJobs = 16;
const mostJobsOfOne = 4;

/** What serving uses beside the rest. */
export interface FileServingEnvironment extends FilesEnvironment, PiecePatienceEnvironment {
  /** What can be shown of a message's file is another. */
  readonly changed: (messageId: MessageId) => void;
}

/**
 * Gives the bytes of own files to whoever was offered them and asks: as many bytes to each of them, at the pace that the server bears, and none
 * before a message that is on its way. Whether the message is still there is looked at before every piece. It keeps nothing of what it
 * gave: whoever asks says where to go on.
 */
export class FileServing implements Disposable {
  private readonly jobs = new Map<string, Job>();
  private readonly order = new FairOrder<string>();
  private readonly turns: PieceTurns;
  private readonly doubt: LineDoubt;
  private readonly fetchers = new FileFetchers();
  private readonly teller: ChangeTeller;
  private isRunning = false;
  private isDisposed = false;
  private waiting: Disposable = toDisposable(() => undefined);

  constructor(private readonly environment: FileServingEnvironment) {
    this.turns = new PieceTurns(environment.clock);
    this.doubt = new LineDoubt(environment.clock, () => environment.doubtLine());
    this.teller = new ChangeTeller(environment.clock, environment.changed);
  }

  /** Who fetches an own file, in this run of the program. */
  fetchersOf(messageId: MessageId): readonly FileFetcher[] {
    return this.fetchers.of(messageId);
  }

  /** The user gives nothing of it any more, or gives it again; false for what is no own file that is here. */
  holdBack(messageId: MessageId, isHeldBack: boolean): boolean {
    const { store, changed } = this.environment;
    if (store.attachments.ownCopy(messageId)?.isKept !== true) return false;
    store.transaction((write) => write.attachments.holdBack(messageId, isHeldBack));
    if (isHeldBack) this.endAll(messageId, 'heldBack');
    changed(messageId);
    return true;
  }

  /** Messages were erased: nobody is told who fetched them. */
  erased(): void {
    for (const messageId of this.fetchers.messageIds()) {
      if (this.environment.store.messages.byId(messageId)?.contentState !== 'present')
        this.fetchers.forget(messageId);
    }
  }

  /** Whether somebody was offered what they ask for: then it is taken from them, friend or not. */
  isOffered(from: NodeId, request: FileRequest): boolean {
    return this.findOffered(from, request) !== null;
  }

  /** Somebody asks. What the account does not have is left to another device of it. */
  take(from: NodeId, request: FileRequest): void {
    this.doubt.heard();
    const { transferId } = request;
    const message = this.findOffered(from, request);
    if (message === null) return;
    const key = keyOf(from, transferId);
    const known = this.jobs.get(key);
    if (!isThere(message)) {
      this.jobs.delete(key);
      this.refuse({ to: from, transferId }, 'gone');
      return;
    }
    const { clock, store } = this.environment;
    const { attachments } = store;
    const copy = attachments.ownCopy(message.messageId);
    // Nobody else has it: what was fetched from another device of the account is another matter.
    const obstacle = copy?.isKept === false ? 'gone' : copy?.isHeldBack === true ? 'heldBack' : null;
    if (obstacle !== null) {
      this.jobs.delete(key);
      this.refuse({ to: from, transferId }, obstacle);
      return;
    }
    const [place] = attachments.ofMessage(message.messageId);
    const stretch = place === undefined ? null : toStretch(request, place.sizeBytes, clock.monotonicMs());
    if (place === undefined || stretch === null) return;
    const job = known ?? { to: from, transferId, message, place, stretches: [] };
    const askedBytes = job.stretches.reduce((sum, { offset, end }) => sum + end - offset, 0);
    // More than anybody may ask for at a time: the rest is asked for again.
    if (askedBytes + stretch.end - stretch.offset > maxWindowBytes) return;
    if (known === undefined && !this.hasRoom(from)) {
      this.refuse(job, 'busy');
      return;
    }
    if (job.stretches.length === 0) this.note(job, stretch.offset);
    job.stretches.push(stretch);
    this.jobs.set(key, job);
    this.run();
  }

  /** Whoever asked wants no more. */
  stop(from: NodeId, { transferId }: FileStop): void {
    this.doubt.heard();
    this.jobs.delete(keyOf(from, transferId));
  }

  /** The connection has ended: whoever wants more asks again. */
  disconnected(): void {
    this.doubt.heard();
    this.jobs.clear();
  }

  dispose(): void {
    this.isDisposed = true;
    this.teller.dispose();
    this.doubt.dispose();
    this.jobs.clear();
    this.waiting.dispose();
  }

  /** The own message of a file that somebody was given the ticket of; it may be gone meanwhile. */
  private findOffered(from: NodeId, { cid, ticket }: FileRequest): Message | null {
    const { store, self } = this.environment;
    const message = store.messages.byId(toMessageId(cid));
    if (message?.isMine !== true || message.contentKind !== 'file') return null;
    const to = addressOf(message.conversationId);
    // In a room the ticket alone tells: the server says of nobody when they came.
    const isForThem = from === self() || to?.kind === 'room' || to?.node === from;
    const isBlocked = store.people.byNode(from)?.relation === 'blocked';
    if (!isForThem || isBlocked) return null;
    // Of what was erased no ticket is left; that it is gone is no secret to whoever knows its number.
    const known = fileOf(message, this.environment);
    return known === null || known.ticket === ticket ? message : null;
  }

  private hasRoom(from: NodeId): boolean {
    const ofOne = [...this.jobs.values()].filter(({ to }) => to === from).length;
    return this.jobs.size < mostJobs && ofOne < mostJobsOfOne;
  }

  private run(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.environment.begin('files served', async () => {
      try {
        while (!this.isDisposed && (await this.giveNext()));
      } finally {
        this.isRunning = false;
      }
    });
  }

  /** Gives one piece to whose turn it is; false when nobody wants anything. */
  private async giveNext(): Promise<boolean> {
    if (this.jobs.size === 0) return false;
    await this.wait(this.turns.take());
    await pieceMayGo(
      {
        ...this.environment,
        // What is over waits for nothing.
        busyMs: () => (this.isDisposed || this.jobs.size === 0 ? 0 : this.environment.busyMs()),
      },
      this.nextPieceBytes(),
      (delayMs) => this.wait(delayMs),
    );
    const key = this.order.next(this.jobs.keys());
    const job = key === null ? undefined : this.jobs.get(key);
    const stretch = job?.stretches[0];
    if (key === null || job === undefined || stretch === undefined || this.isDisposed) return false;
    const { offset, askedAtMs } = stretch;
    const end = Math.min(stretch.end, offset + stretch.pieceBytes);
    this.order.gave(key, end - offset);
    stretch.offset = end;
    if (end === stretch.end) job.stretches.shift();
    if (job.stretches.length === 0) {
      this.jobs.delete(key);
      if (end < job.place.sizeBytes) this.doubt.moreIsExpected();
    }
    await this.give(job, key, { offset, end, askedAtMs });
    return true;
  }

  private nextPieceBytes(): number {
    const key = this.order.next(this.jobs.keys());
    return (key === null ? undefined : this.jobs.get(key))?.stretches[0]?.pieceBytes ?? 0;
  }

  private async give(
    job: Job,
    key: string,
    { offset, end, askedAtMs }: Pick<Stretch, 'offset' | 'end' | 'askedAtMs'>,
  ): Promise<void> {
    const { store, say, clock } = this.environment;
    try {
      const bytes = await this.read(job.place, offset, end);
      // Looked at last: it may have been taken back while its bytes were read.
      const message = store.messages.byId(job.message.messageId);
      if (this.isDisposed) return;
      if (message === null || !isThere(message)) {
        this.end(job, key, 'gone');
        return;
      }
      if (store.attachments.ownCopy(message.messageId)?.isHeldBack === true) return;
      const { to, transferId } = job;
      this.note(job, end);
      const heldMs = clock.monotonicMs() - askedAtMs;
      say(to, { kind: 'piece', transferId, offset, heldMs, bytes }).then(
        (isRefused) => isRefused && this.turns.refused(),
        () => undefined,
      );
    } catch (error) {
      if (!(error instanceof AttachmentError)) throw error;
      this.end(job, key, error.code === 'gone' ? 'gone' : 'unreadable');
    }
  }

  private async read(place: AttachmentPlace, start: number, end: number): Promise<Uint8Array> {
    return (await this.environment.attachments.open()).readAtOnce(place, { start, end });
  }

  private note({ message, to }: Job, doneBytes: number): void {
    this.fetchers.note(message.messageId, to, doneBytes);
    this.teller.tellSoon(message.messageId);
  }

  private endAll(messageId: MessageId, reason: FileRefusalReason): void {
    for (const [key, job] of [...this.jobs]) {
      if (job.message.messageId === messageId) this.end(job, key, reason);
    }
    this.fetchers.forget(messageId);
  }

  private end(job: Job, key: string, reason: FileRefusalReason): void {
    this.jobs.delete(key);
    this.refuse(job, reason);
  }

  private refuse({ to, transferId }: Pick<Job, 'to' | 'transferId'>, reason: FileRefusalReason): void {
    this.environment.begin('refusal of a file', () =>
      this.environment.say(to, { kind: 'refusal', transferId, reason }),
    );
  }

  private async wait(delayMs: number): Promise<void> {
    if (delayMs <= 0 || this.isDisposed) return;
    await new Promise<void>((resolve) => {
      const timer = this.environment.clock.after(delayMs, resolve);
      this.waiting = toDisposable(() => {
        timer.dispose();
        resolve();
      });
    });
  }
}

const keyOf = (from: NodeId, transferId: TransferId): string => `${from} ${transferId}`;

/** Not erased, and not being taken back. */
const isThere = ({ contentState, pendingOperation }: Message): boolean =>
  contentState === 'present' && pendingOperation === null;

/** What an own message says of its file, whether it burns or not; null when nothing is left of it. */
function fileOf(message: Message, { store }: FilesEnvironment) {
  if (message.burnTerms === null) return message.file;
  return store.messages.burnContents([message.messageId]).get(message.messageId)?.file ?? null;
}

/** What is asked for, within the file and within what may be asked for; null for nothing of it. */
function toStretch(request: FileRequest, sizeBytes: number, askedAtMs: number): Stretch | null {
  const { offset, lengthBytes } = request;
  const end = Math.min(offset + lengthBytes, sizeBytes);
  const isWithin = offset < end && lengthBytes <= maxWindowBytes;
  const pieceBytes = Math.min(maxPieceBytes, Math.max(smallestPieceBytes, request.pieceBytes));
  return isWithin ? { offset, end, pieceBytes, askedAtMs } : null;
}
