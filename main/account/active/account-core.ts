import type { KeyProtection } from '../../../preload/contract/views';
import { ChangeSet } from '../../domain/change-set';
import { tellApart } from '../../domain/display-name';
import { toNodeId, type MessageId, type NodeId } from '../../domain/ids';
import { coverAll, leaveConversation } from '../../messaging/burn-message';
import { BurnScheduler } from '../../messaging/burn-scheduler';
import { BurnWishes } from '../../messaging/burn-wishes';
import { DraftShelf } from '../../messaging/draft-shelf';
import { ChatEraser } from '../../messaging/chat-eraser';
import type { MessagingEnvironment } from '../../messaging/messaging-environment';
import { MuteKeeper } from '../../messaging/mute-keeper';
import { OpenMessages } from '../../messaging/open-messages';
import { ReeditShelf } from '../../messaging/reedit-shelf';
import { ServerLimits } from '../../outbox/server-limits';
import { Background } from '../../platform/background';
import type { Clock } from '../../platform/clock';
import { DisposableStore, type Disposable } from '../../platform/disposable';
import { Emitter } from '../../platform/emitter';
import type { Logger } from '../../platform/logger';
import type { Random } from '../../platform/random';
import { SteadyClock } from '../../platform/steady-clock';
import { noProtection } from '../../protocol/protection';
import type { AccountAttachments } from '../../attachments/account-attachments';
import type { AccountStore } from '../../storage/account-store';
import type { NameOf } from '../../views/name-of';
import { EventReader } from '../../sync/event-reader';
import { InboundPipeline } from '../../sync/inbound-pipeline';
import { UnreadableMessages } from '../../sync/unreadable-messages';
import type { AccountProfile } from '../account-profile';
import { AccountTrouble } from './account-trouble';
import { AttachmentKeeper } from './attachment-keeper';
import { keepForgetting } from './forgetting';
import { ServerClock } from './server-clock';

/** What the core of an account uses. */
export interface AccountCoreEnvironment {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** The setting of the revoke window; null: without limit. */
  readonly revokeWindowSeconds: () => number | null;
  /** The setting: what is open in a chat burns when the user leaves it. */
  readonly burnsOnLeave: () => boolean;
  /** The setting: the other sides of one-to-one chats hear what is here and what was read, and tell the same. */
  readonly sharesReceipts: () => boolean;
}

/** The files of an account that were opened; the core owns them from then on. */
export interface OpenedStore {
  readonly store: AccountStore;
  readonly attachments: AccountAttachments;
  /** What guards the key of its database. */
  readonly keyProtection: KeyProtection;
}

/**
 * What commits: the store, its clock, the way in, and the use cases. It knows of no connection and of no window; they hear of what was committed, and of what waits to be sent.
 */
export class AccountCore implements Disposable {
  /** A committed transaction changed what can be shown. */
  readonly changed = new Emitter<ChangeSet>();
  /** Something waits in the outbox. */
  readonly enqueued = new Emitter<null>();
  readonly store: AccountStore;
  /** Files that belong to messages. */
  readonly attachments: AccountAttachments;
  readonly keyProtection: KeyProtection;
  readonly trouble: AccountTrouble;
  /** What the account does while nobody waits for it; ends with the account. */
  readonly background: Background;
  readonly serverClock: ServerClock;
  readonly limits: ServerLimits;
  readonly pipeline: InboundPipeline;
  /** What messages are protected by between the two ends. */
  readonly protection = noProtection;
  readonly eventReader: EventReader;
  readonly unreadable: UnreadableMessages;
  readonly messaging: MessagingEnvironment;
  readonly burnScheduler: BurnScheduler;
  readonly mutes: MuteKeeper;
  readonly chatEraser: ChatEraser;
  private readonly attachmentKeeper: AttachmentKeeper;
  private readonly owned = new DisposableStore();
  private node: NodeId;

  constructor(
    private readonly profile: AccountProfile,
    { store, attachments, keyProtection }: OpenedStore,
    environment: AccountCoreEnvironment,
  ) {
    const { clock, random, logger } = environment;
    this.store = store;
    this.attachments = attachments;
    this.keyProtection = keyProtection;
    this.node = toNodeId(store.profile.get('node') ?? '');
    this.trouble = new AccountTrouble(logger);
    this.background = this.owned.add(
      new Background(logger.child('background'), (error) => this.trouble.failed(error)),
    );
    this.serverClock = new ServerClock(clock);
    this.limits = new ServerLimits(store, clock);
    // For life times: a computer whose clock is set back must not lengthen them.
    const burnClock = new SteadyClock(clock, Number(store.profile.get('latestMs') ?? 0));
    this.eventReader = new EventReader({ store, protection: this.protection, self: () => this.node });
    this.pipeline = new InboundPipeline({
      store,
      clock: burnClock,
      random,
      logger: logger.child('sync'),
      self: () => this.node,
      sharesReceipts: environment.sharesReceipts,
    });
    this.unreadable = this.owned.add(
      new UnreadableMessages({
        store,
        pipeline: this.pipeline,
        reader: this.eventReader,
        clock,
        failed: (error) => this.trouble.failed(error),
      }),
    );
    this.messaging = this.createMessaging(burnClock, environment);
    this.burnScheduler = this.owned.add(new BurnScheduler(this.messaging, logger.child('burn')));
    const failed = (error: unknown): void => this.trouble.failed(error);
    this.mutes = this.owned.add(new MuteKeeper({ ...this.messaging, failed }));
    this.chatEraser = this.owned.add(new ChatEraser({ store, clock, failed }));
    this.owned.add(keepForgetting(store.erasureLog, clock, logger.child('forget')));
    this.attachmentKeeper = this.owned.add(
      new AttachmentKeeper({ store, attachments, clock, logger: logger.child('attachments') }),
    );
    this.owned.add(
      this.pipeline.applied.on(({ changes }) => {
        this.tell(changes);
        this.burnScheduler.sweep();
      }),
    );
  }

  /** This account's own address; empty before the first sign-in. */
  self(): NodeId {
    return this.node;
  }

  /** The server let the account in, under this address. */
  accepted(node: string): void {
    this.node = toNodeId(node);
    this.store.transaction((write) => write.profile.set('node', node));
  }

  /**
   * What somebody is called here: the remark, else the name of their own choosing, else the node. With the node beside it where
   * somebody else's name looks alike.
   */
  nameOf(node: NodeId): string {
    return this.namesOf([node])(node);
  }

  /** What several people are called, by one question to the database: those who are given, and nobody else. */
  namesOf(nodes: readonly NodeId[]): NameOf {
    const names = this.store.views.names([...new Set(nodes)]);
    const own = (node: NodeId): string =>
      names.get(node)?.name || (node === this.node ? this.profile.name : node);
    const shown = (node: NodeId): string => {
      const name = names.get(node)?.remark || own(node);
      return names.get(node)?.isAlike === true && node !== this.node ? tellApart(name, node) : name;
    };
    return Object.assign(shown, { own });
  }

  /** Tells what a committed transaction changed. */
  tell(changes: ChangeSet): void {
    this.closeErased();
    this.changed.emit(changes);
  }

  /** The user closes the window, signs out or quits. */
  leaveChats(): void {
    leaveConversation(null, this.messaging);
    this.messaging.drafts.flush();
  }

  /** Nobody may be looking any more. */
  cover(): void {
    coverAll(this.messaging);
  }

  /** Ends everything that runs by itself; the files stay open for what is still to be written. */
  dispose(): void {
    this.owned.dispose();
  }

  /**
   * Closes the files, after `dispose`: at once, or when the attachments of what was erased are erased, too. Never rejects.
   */
  async close(): Promise<void> {
    if (this.attachments.isOpen) await this.attachmentKeeper.finish();
    this.trouble.attempt(() => this.store.close());
    await this.attachments.close().catch((error: unknown) => this.trouble.report(error));
  }

  private createMessaging(
    burnClock: Clock,
    { clock, random, revokeWindowSeconds, burnsOnLeave, sharesReceipts }: AccountCoreEnvironment,
  ): MessagingEnvironment {
    const { store, limits, serverClock, trouble, owned } = this;
    return {
      store,
      clock: burnClock,
      random,
      self: () => this.node,
      serverNowMs: () => serverClock.nowMs(),
      limits,
      revokeWindowSeconds,
      burnsOnLeave,
      sharesReceipts,
      openMessages: new OpenMessages(),
      burnWishes: new BurnWishes(),
      drafts: owned.add(new DraftShelf({ store, clock, failed: (error) => trouble.failed(error) })),
      reedits: owned.add(new ReeditShelf(burnClock, (messageIds) => this.tellOver(messageIds))),
      changed: (changes) => this.tell(changes),
      // What was stored is accepted, whatever becomes of its sending.
      enqueued: () => {
        trouble.attempt(() => this.enqueued.emit(null));
        trouble.attempt(() => store.sync());
      },
    };
  }

  /** Some texts cannot be written anew any more: their lines change, or go. */
  private tellOver(messageIds: readonly MessageId[]): void {
    const changes = new ChangeSet();
    for (const messageId of messageIds) {
      const message = this.store.messages.byId(messageId);
      if (message !== null) changes.addMessage(message.conversationId, messageId);
    }
    this.tell(changes);
  }

  /** What was erased is not open any more, whoever erased it. */
  private closeErased(): void {
    const { openMessages } = this.messaging;
    for (const messageId of openMessages.all()) {
      if (this.store.messages.byId(messageId)?.contentState !== 'present') openMessages.delete(messageId);
    }
  }
}
