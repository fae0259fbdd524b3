import type { AttachmentPlace } from '../domain/attachment';
import { fitsOffer, splitOffered, type FileInfo, type FileState } from '../domain/file';
import type { FilePiece, FileRefusal } from '../domain/file-transfer';
import type { MessageId, NodeId } from '../domain/ids';
import type { Message } from '../domain/message';
import { toDisposable, type Disposable } from '../platform/disposable';
import { ChangeTeller } from './change-teller';
import { FileFetch, type FetchedOffer, type FetchHooks } from './file-fetch';
import { nextPhase, type FetchFailure } from './fetch-state';
import type { FilesEnvironment } from './files-environment';

/** Why a file is not fetched; codes of the bridge contract. */
export type FetchRefusal = 'alreadyGone' | 'tooManyFiles' | 'diskFull';

/** What fetching uses beside the rest. */
export interface FileFetchesEnvironment extends FilesEnvironment {
  /** Room on the disk of the account, bytes. */
  readonly freeBytes: () => Promise<number>;
  /** What can be shown of a message's file is another. */
  readonly changed: (messageId: MessageId) => void;
}

/** So many are fetched at a time; the others have their turn after them. */
const mostAsking = 3;
/** So many are wanted at a time. */
const mostWanted = 200;
/** What a file leaves of the disk for everything else, bytes. */
const spareBytes = 64 * 1024 * 1024;
/** What found no room is looked at again so often, ms. */
const lookForRoomEveryMs = 5_000;
/** Of so many it is remembered why they failed. */
const mostFailures = 1_000;
const cidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/**
 * Files of others that are wanted here, each as a part on the disk from the first moment on: what the database says of it is what a start
 * goes on with. A few are fetched at a time, the others wait for their turn or for their author.
 */
export class FileFetches implements Disposable {
  private readonly fetches = new Map<MessageId, FileFetch>();
  private readonly failures = new Map<MessageId, FetchFailure>();
  private readonly beginning = new Set<MessageId>();
  private readonly teller: ChangeTeller;
  private looking: Disposable = toDisposable(() => undefined);
  private stray = 0;

  constructor(private readonly environment: FileFetchesEnvironment) {
    this.teller = new ChangeTeller(environment.clock, environment.changed);
  }

  /** Goes on with what an earlier run had begun. */
  start(): void {
    for (const { messageId, place, isHeld } of this.environment.store.attachments.parts()) {
      const offer = this.offerOf(messageId, place);
      if (offer !== null) this.add(offer, isHeld ? 'paused' : 'waiting');
    }
    this.nudge();
  }

  /** Pieces that belonged to nothing that was asked for. */
  get strayPieces(): number {
    return this.stray + [...this.fetches.values()].reduce((sum, { unaskedPieces }) => sum + unaskedPieces, 0);
  }

  /** How many are asked for at the moment; never more than `mostAsking`. */
  get asking(): number {
    return [...this.fetches.values()].filter(({ isAsking }) => isAsking).length;
  }

  /** How many are wanted and not here yet. */
  get wanted(): number {
    return this.fetches.size + this.beginning.size;
  }

  /** Where the bytes of a file are; from this computer's knowledge alone. */
  stateOf({ messageId }: Pick<Message, 'messageId'>, file: FileInfo): FileState {
    const fetch = this.fetches.get(messageId);
    if (fetch !== undefined) return toState(fetch);
    const { attachments } = this.environment.store;
    if (file.isCarried || attachments.ofMessage(messageId).length > 0) return { kind: 'here' };
    if (attachments.ownCopy(messageId)?.isKept === false) return { kind: 'removed' };
    const failure = this.failures.get(messageId);
    return failure === undefined ? { kind: 'offered' } : { kind: 'failed', reason: failure };
  }

  /** The user wants a file, or wants it again. Null: it is wanted from now on. */
  async fetch(messageId: MessageId): Promise<FetchRefusal | null> {
    const known = this.fetches.get(messageId);
    if (known !== undefined) {
      if (known.phase === 'paused') this.note(known, 'part');
      known.fetch();
      this.nudge();
      return null;
    }
    if (this.beginning.has(messageId)) return null;
    if (this.wanted >= mostWanted) return 'tooManyFiles';
    this.beginning.add(messageId);
    try {
      return await this.beginFetching(messageId);
    } finally {
      this.beginning.delete(messageId);
    }
  }

  /** The user wants to wait with it, also over restarts. */
  pause(messageId: MessageId): void {
    const fetch = this.fetches.get(messageId);
    if (fetch === undefined || nextPhase(fetch.phase, 'pause') === null) return;
    this.note(fetch, 'held');
    fetch.pause();
    this.nudge();
  }

  /** The user does not want it any more: what is here of it is erased. */
  cancel(messageId: MessageId): void {
    this.failures.delete(messageId);
    const fetch = this.fetches.get(messageId);
    if (fetch === undefined) return;
    this.drop(fetch);
    this.environment.changed(messageId);
    this.nudge();
  }

  /** A piece or a refusal has come; false when nobody asked for it. */
  take(from: NodeId, words: FilePiece | FileRefusal): boolean {
    for (const fetch of this.fetches.values()) {
      if (!fetch.isAbout(words, from)) continue;
      if (words.kind === 'piece') fetch.takePiece(words);
      else fetch.takeRefusal(words);
      return true;
    }
    this.stray += 1;
    return false;
  }

  /** Whether somebody is asked for something: then what they say is taken, friend or not. */
  expects(from: NodeId): boolean {
    return [...this.fetches.values()].some(({ offer, isAsking }) => isAsking && offer.author === from);
  }

  /** Somebody is there now, or there is a connection: what is wanted of them is asked for. */
  nudge(author: NodeId | null = null): void {
    let { asking } = this;
    for (const fetch of this.fetches.values()) {
      if (asking >= mostAsking) return;
      if (fetch.isAsking || (author !== null && fetch.offer.author !== author)) continue;
      if (author === null && fetch.isResting) continue;
      if (author !== null) fetch.rested();
      fetch.nudge();
      if (fetch.isAsking) asking += 1;
    }
  }

  /** There is a connection again: nobody is taken for gone any more. */
  online(): void {
    for (const fetch of this.fetches.values()) fetch.rested();
    this.nudge();
  }

  /** The connection has ended. */
  disconnected(): void {
    for (const fetch of this.fetches.values()) fetch.disconnected();
  }

  /** Messages were erased: what is fetched for them ends. Their parts are erased with them. */
  erased(): void {
    const { store } = this.environment;
    for (const fetch of [...this.fetches.values()]) {
      const { messageId } = fetch.offer;
      if (store.messages.byId(messageId)?.contentState === 'present') continue;
      this.fetches.delete(messageId);
      fetch.end();
    }
    for (const messageId of [...this.failures.keys()]) {
      if (store.messages.byId(messageId)?.contentState !== 'present') this.failures.delete(messageId);
    }
    this.nudge();
  }

  dispose(): void {
    this.teller.dispose();
    this.looking.dispose();
    for (const fetch of this.fetches.values()) fetch.dispose();
    this.fetches.clear();
  }

  private async beginFetching(messageId: MessageId): Promise<FetchRefusal | null> {
    const { store, attachments, freeBytes } = this.environment;
    const offered = this.offerOf(messageId, null);
    if (offered === null) return 'alreadyGone';
    if (store.attachments.ofMessage(messageId).length > 0) return null;
    if (store.attachments.ownCopy(messageId) !== null) return 'alreadyGone';
    const { sizeBytes, hash, mediaType } = offered.info;
    if ((await freeBytes()) < sizeBytes + spareBytes) return 'diskFull';
    const opened = await attachments.open();
    const place = await opened.beginPart(sizeBytes);
    const offer = this.offerOf(messageId, place);
    // It was taken back while the disk was asked.
    if (offer === null) {
      await opened.erase(place);
      return 'alreadyGone';
    }
    store.transaction((write) =>
      write.attachments.addPart(messageId, place, { hash: Buffer.from(hash, 'hex'), mediaType }),
    );
    this.failures.delete(messageId);
    this.add(offer, 'waiting');
    this.environment.changed(messageId);
    this.nudge();
    return null;
  }

  /** What a message offers; null when there is nothing that can be fetched. */
  private offerOf(messageId: MessageId, place: AttachmentPlace): FetchedOffer | null;
  private offerOf(messageId: MessageId, place: null): Omit<FetchedOffer, 'place'> | null;
  private offerOf(
    messageId: MessageId,
    place: AttachmentPlace | null,
  ): (Omit<FetchedOffer, 'place'> & { readonly place: AttachmentPlace | null }) | null {
    const { messages } = this.environment.store;
    const message = messages.byId(messageId);
    if (message?.contentState !== 'present' || message.contentKind !== 'file') return null;
    const burning =
      message.burnTerms === null ? undefined : messages.burnContents([messageId]).get(messageId);
    const info = message.burnTerms === null ? message.file : (burning?.file ?? null);
    const kept =
      message.burnTerms === null ? messages.attachmentOf(messageId) : (burning?.readBytes() ?? null);
    const { cid, author } = message;
    if (info === null || kept === null || info.isCarried) return null;
    const { bytes: hashes } = splitOffered(info, kept);
    if (!fitsOffer(info, hashes)) return null;
    if (cid === null || !cidPattern.test(cid)) return null;
    return { messageId, author, cid, info, hashes, place };
  }

  private add(offer: FetchedOffer, phase: 'waiting' | 'paused'): void {
    const { messageId } = offer;
    const hooks: FetchHooks = {
      changed: () => this.teller.tellSoon(messageId),
      due: () => this.nudge(),
      complete: () => this.complete(messageId),
      failed: (failure) => this.failed(messageId, failure),
    };
    this.fetches.set(messageId, new FileFetch({ offer, phase }, this.environment, hooks));
  }

  private complete(messageId: MessageId): void {
    const fetch = this.fetches.get(messageId);
    if (fetch === undefined) return;
    this.note(fetch, 'kept');
    this.fetches.delete(messageId);
    this.environment.changed(messageId);
    this.nudge();
  }

  private failed(messageId: MessageId, failure: FetchFailure): void {
    const fetch = this.fetches.get(messageId);
    if (fetch === undefined) return;
    // Whoever gives something else than they offered is not built upon, and what nobody gives any more never becomes whole.
    if (failure === 'fileDamaged' || failure === 'fileGone') {
      this.drop(fetch);
      this.failures.set(messageId, failure);
      const [oldest] = this.failures.keys();
      if (this.failures.size > mostFailures && oldest !== undefined) this.failures.delete(oldest);
    }
    if (failure === 'diskFull') this.lookForRoomLater();
    this.environment.changed(messageId);
    this.nudge();
  }

  private lookForRoomLater(): void {
    const { clock, begin } = this.environment;
    this.looking.dispose();
    this.looking = clock.after(lookForRoomEveryMs, () => begin('room looked for', () => this.lookForRoom()));
  }

  /** What found no room goes on once there is some. */
  private async lookForRoom(): Promise<void> {
    const withoutRoom = [...this.fetches.values()].filter(({ failure }) => failure === 'diskFull');
    if (withoutRoom.length === 0) return;
    this.lookForRoomLater();
    let freeBytes = (await this.environment.freeBytes()) - spareBytes;
    for (const fetch of withoutRoom) {
      const neededBytes = fetch.offer.info.sizeBytes - fetch.doneBytes;
      if (fetch.failure !== 'diskFull' || neededBytes > freeBytes) continue;
      freeBytes -= neededBytes;
      fetch.fetch();
    }
    this.nudge();
  }

  private drop(fetch: FileFetch): void {
    this.fetches.delete(fetch.offer.messageId);
    fetch.end();
    const { id } = fetch.offer.place;
    this.environment.store.transaction((write) => write.attachments.dropPart(id));
  }

  private note({ offer }: FileFetch, state: 'part' | 'held' | 'kept'): void {
    this.environment.store.transaction((write) => write.attachments.setPart(offer.place.id, state));
  }
}

function toState({ phase, doneBytes, failure }: FileFetch): FileState {
  if (failure !== null) return { kind: 'failed', reason: failure };
  return phase === 'fetching' || phase === 'paused'
    ? { kind: phase, doneBytes }
    : { kind: 'waiting', doneBytes };
}
