import { ChangeSet } from '../../domain/change-set';
import type { MessageReceived } from '../../domain/domain-event';
import type { AutoFetch } from '../../domain/fetch-policy';
import { maxCarriedBytes, type FileInfo, type FileState } from '../../domain/file';
import type { FileNews } from '../../domain/file-transfer';
import type { MessageId, NodeId } from '../../domain/ids';
import type { Message } from '../../domain/message';
import { columnBytes } from '../../domain/message-size';
import { laneNames } from '../../domain/operation';
import { fetchByItself } from '../../files/auto-fetch';
import { FileCopies } from '../../files/file-copies';
import { FileFetches } from '../../files/file-fetches';
import { FilePlayback } from '../../files/file-playback';
import { FileServing } from '../../files/file-serving';
import type { ExportEnvironment } from '../../files/file-export';
import { FileUploads } from '../../files/file-uploads';
import { markAsForeign } from '../../files/quarantine-mark';
import { UnfinishedExports } from '../../files/unfinished-exports';
import type { FilesEnvironment } from '../../files/files-environment';
import type { MessagingEnvironment } from '../../messaging/messaging-environment';
import type { Clock } from '../../platform/clock';
import { DisposableStore, type Disposable } from '../../platform/disposable';
import type { Random } from '../../platform/random';
import type { Giving } from '../../views/file-state';
import { mayShowBurn } from '../../views/message-view';
import type { AccountCore } from './account-core';
import type { AccountLink } from './account-link';
import type { ServerAccess } from './server-access';

/** What files use. */
export interface AccountFilesEnvironment {
  readonly clock: Clock;
  readonly random: Random;
  /** The setting: which files come without a click. */
  readonly autoFetch: () => AutoFetch;
}

/** What files are built upon. */
export interface AccountFilesParts {
  readonly core: AccountCore;
  readonly access: ServerAccess;
  readonly link: AccountLink;
}

/** What stands beside the bytes in a message of a file. */
const reserveBytes = 2 * 1024;

/** Files of an account in all directions: taken in from the user, given to others, fetched from others. */
export class AccountFiles implements Disposable {
  readonly uploads: FileUploads;
  /** Files of messages once more, for being passed on. */
  readonly copies: FileCopies;
  /** What saving a file outside uses. */
  readonly exporting: Omit<ExportEnvironment, 'random'>;
  readonly fetches: FileFetches;
  /** Files that the window plays. */
  readonly playback: FilePlayback;
  private readonly serving: FileServing;
  private readonly unfinished: UnfinishedExports;
  private readonly owned = new DisposableStore();
  private isOnline = false;

  constructor(
    private readonly parts: AccountFilesParts,
    { clock, random, autoFetch }: AccountFilesEnvironment,
  ) {
    const { core, access, link } = parts;
    const shared: FilesEnvironment = {
      store: core.store,
      attachments: core.attachments,
      clock,
      random,
      self: () => core.self(),
      isOnline: () => access.wire.isOnline,
      say: async (target, content) => {
        const { kind } = await access.ephemeral.send({ kind: 'file', target, content });
        return kind === 'refused';
      },
      doubtLine: () => link.session.doubt(),
      begin: (job, work) => core.background.run(job, work),
    };
    const freeBytes = (): Promise<number> => core.attachments.freeBytes();
    this.unfinished = new UnfinishedExports(core.store);
    this.exporting = {
      unfinished: this.unfinished,
      mark: (path) => markAsForeign(path, { platform: process.platform, nowMs: clock.nowMs() }),
    };
    this.uploads = new FileUploads({ ...shared, freeBytes, carriedBytes: () => this.carriedBytes() });
    this.copies = new FileCopies({ ...shared, freeBytes });
    this.fetches = this.owned.add(
      new FileFetches({ ...shared, freeBytes, changed: (messageId) => this.tell(messageId) }),
    );
    this.playback = this.owned.add(
      new FilePlayback({ ...shared, mayShow: (message) => mayPlay(message, core.messaging) }),
    );
    this.serving = this.owned.add(
      new FileServing({
        ...shared,
        changed: (messageId) => this.tell(messageId),
        carryMs: (byteCount) => access.wire.line.carryMs(byteCount),
        busyMs: () => access.wire.line.busyMs(),
        proveLine: () => void access.wire.line.whenArrived(() => undefined),
        isTalking: () => laneNames.some((lane) => core.store.outbox.hasEntries(lane)),
      }),
    );
    access.ephemeral.admitFiles((news) => this.isExpected(news));
    this.owned.add(access.ephemeral.files.on((news) => this.take(news)));
    this.owned.add(access.ephemeral.presence.changed.on((node) => this.cameBack(node)));
    this.owned.add(
      core.store.erasureLog.erased.on(() => {
        this.fetches.erased();
        this.serving.erased();
      }),
    );
    this.owned.add(
      core.pipeline.applied.on(({ arrived }) => {
        this.heardOf(arrived);
        if (!arrived.some(({ content }) => content.kind === 'file')) return;
        core.background.run('files that come by themselves', () =>
          fetchByItself(arrived, {
            store: core.store,
            setting: autoFetch,
            fetch: (messageId) => this.fetches.fetch(messageId),
            wanted: () => this.fetches.wanted,
          }),
        );
      }),
    );
    this.owned.add(core.changed.on(() => this.playback.look()));
    this.owned.add(link.session.onStatus(({ state }) => this.connectionChanged(state === 'online')));
  }

  /** Goes on with what an earlier run had begun. */
  start(): void {
    this.fetches.start();
    this.parts.core.background.run('unfinished exports swept', () => this.unfinished.sweep());
  }

  /** Where the bytes of a message's file are. */
  stateOf(message: Pick<Message, 'messageId'>, file: FileInfo): FileState {
    return this.fetches.stateOf(message, file);
  }

  /** Who fetches an own file from here; null for one of which nothing is given. */
  givingOf({ messageId, isMine }: Pick<Message, 'messageId' | 'isMine'>): Giving | null {
    if (!isMine) return null;
    const copy = this.parts.core.store.attachments.ownCopy(messageId);
    if (copy?.isKept !== true) return null;
    return { fetchers: this.serving.fetchersOf(messageId), isHeldBack: copy.isHeldBack };
  }

  /** See `FileServing.holdBack`. */
  holdBack(messageId: MessageId, isHeldBack: boolean): boolean {
    return this.serving.holdBack(messageId, isHeldBack);
  }

  dispose(): void {
    this.owned.dispose();
  }

  /**
   * Up to this size a file travels with its message: as much as the server is known to store, and as long as nothing is known what
   * every database takes.
   */
  private carriedBytes(): number {
    const { limits } = this.parts.core;
    const known = limits.fittingBytes() ?? Math.max(columnBytes, limits.storedBytes());
    return Math.min(maxCarriedBytes, known - reserveBytes);
  }

  /** Whether somebody who is no friend has a reason to speak: a member of a room who was offered a file, or offers one. */
  private isExpected({ from, words }: FileNews): boolean {
    if (words.kind === 'request') return this.serving.isOffered(from, words);
    return words.kind === 'stop' || this.fetches.expects(from);
  }

  private take({ from, words }: FileNews): void {
    switch (words.kind) {
      case 'request':
        this.serving.take(from, words);
        return;
      case 'stop':
        this.serving.stop(from, words);
        return;
      case 'piece':
      case 'refusal':
        this.fetches.take(from, words);
    }
  }

  /** Members of a room who are no friends say nothing of their presence: what they write tells that they are there. */
  private heardOf(arrived: readonly MessageReceived[]): void {
    if (this.fetches.wanted === 0) return;
    const news = arrived.filter(({ isNews }) => isNews);
    for (const author of new Set(news.map((message) => message.author))) this.fetches.nudge(author);
  }

  private cameBack(node: NodeId | null): void {
    if (node !== null && this.parts.access.ephemeral.presence.of(node) !== null) this.fetches.nudge(node);
  }

  private connectionChanged(isOnline: boolean): void {
    if (isOnline === this.isOnline) return;
    this.isOnline = isOnline;
    if (isOnline) {
      this.fetches.online();
      return;
    }
    this.fetches.disconnected();
    this.serving.disconnected();
  }

  private tell(messageId: MessageId): void {
    const message = this.parts.core.store.messages.byId(messageId);
    if (message === null) return;
    const changes = new ChangeSet();
    changes.addMessage(message.conversationId, messageId);
    this.parts.core.tell(changes);
  }
}

/** What the window may have of a file: nothing that is being taken back, and of what burns only what it shows. */
function mayPlay(message: Message, { openMessages, burnWishes, clock }: MessagingEnvironment): boolean {
  const { messageId, contentState, pendingOperation, burnTerms, expiresAtMs } = message;
  if (contentState !== 'present' || pendingOperation !== null || burnWishes.has(messageId)) return false;
  if (burnTerms === null) return true;
  const isOver = expiresAtMs !== null && expiresAtMs <= clock.nowMs();
  return !isOver && mayShowBurn(message, openMessages.has(messageId));
}
