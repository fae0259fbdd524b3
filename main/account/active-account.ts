import type { Change } from '../../preload/contract/changes';
import type { ConnectionView, KeyProtection } from '../../preload/contract/views';
import { conversationIdOf } from '../domain/conversation';
import { ChangeSet } from '../domain/change-set';
import { contentBytes } from '../domain/message-size';
import { toNodeId, type ConversationId, type MessageId, type NodeId } from '../domain/ids';
import type { Notice } from '../ipc/messenger';
import { coverAll, leaveConversation } from '../messaging/burn-message';
import { DraftShelf } from '../messaging/draft-shelf';
import { BurnScheduler } from '../messaging/burn-scheduler';
import type { MessagingEnvironment } from '../messaging/messaging-environment';
import { OpenMessages } from '../messaging/open-messages';
import { ReeditShelf } from '../messaging/reedit-shelf';
import { Outbox } from '../outbox/outbox';
import { ServerLimits } from '../outbox/server-limits';
import { Settlement } from '../outbox/settlement';
import { Background } from '../platform/background';
import type { Clock } from '../platform/clock';
import { DisposableStore } from '../platform/disposable';
import type { Logger } from '../platform/logger';
import { Pacer } from '../platform/pacer';
import type { Random } from '../platform/random';
import { SteadyClock } from '../platform/steady-clock';
import { FrameType } from '../protocol/packet-types';
import { defaultHeartbeatOptions } from '../session/heartbeat';
import { defaultReconnectOptions } from '../session/reconnect-policy';
import { Session } from '../session/session';
import type { SessionStatus } from '../session/session-terms';
import { watchForSilence } from '../session/answer-watch';
import { TimClient } from '../session/tim-client';
import type { AccountStore } from '../storage/account-store';
import { Directory } from '../sync/directory';
import { FrameReceiver } from '../sync/frame-receiver';
import { History } from '../sync/history';
import { InboundPipeline } from '../sync/inbound-pipeline';
import { OfflineReplay } from '../sync/offline-replay';
import { MissingMessages } from '../sync/missing-messages';
import type { PipelineOutcome } from '../sync/pipeline-run';
import type { Dial } from '../transport/transport';
import type { AccountProfile } from './account-profile';
import { AccountTrouble } from './account-trouble';
import { toConnectionView } from './connection-view';
import { keepForgetting } from './forgetting';
import { createPatienceBook } from './patience-book';
import { noticesOf } from './arrival-notices';
import { createOutboxLink } from './outbox-link';
import { Reconciler } from './reconciler';

/** What an account uses and whom it tells. */
export interface ActiveAccountEnvironment {
  readonly dial: Dial;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly revokeWindowSeconds: () => number | null;
  readonly burnsOnLeave: () => boolean;
  readonly tell: (change: Change) => void;
  readonly notify: (notice: Notice) => void;
}

// The server's rate limit is for all its clients together: what runs in the background asks five times a second at most.
const backgroundIntervalMs = 200;
// The window counts in whole seconds; every echo differs by the time that it was on its way.
const visibleOffsetMs = 500;

/** One signed-in account: the graph of its store, session, outbox and pipeline, and their life. */
export class ActiveAccount {
  readonly store: AccountStore;
  /** What guards the key of its database. */
  readonly keyProtection: KeyProtection;
  readonly session: Session;
  readonly client: TimClient;
  readonly directory: Directory;
  readonly history: History;
  readonly missing: MissingMessages;
  readonly messaging: MessagingEnvironment;
  readonly burnScheduler: BurnScheduler;
  private readonly trouble: AccountTrouble;
  /** What the account does while nobody waits for it; ends with the account. */
  readonly background: Background;
  /** For life times: a computer whose clock is set back must not lengthen them. */
  private readonly burnClock: SteadyClock;
  private readonly outbox: Outbox;
  private readonly limits: ServerLimits;
  private readonly receiver: FrameReceiver;
  private readonly replay: OfflineReplay;
  private readonly reconciler: Reconciler;
  private readonly disposables = new DisposableStore();
  private serverOffsetMs = 0;
  private toldOffsetMs = 0;
  private node: NodeId;

  constructor(
    readonly profile: AccountProfile,
    opened: { readonly store: AccountStore; readonly keyProtection: KeyProtection },
    private readonly environment: ActiveAccountEnvironment,
  ) {
    const { clock, random, logger } = environment;
    const { store, keyProtection } = opened;
    this.store = store;
    this.keyProtection = keyProtection;
    const self = (): NodeId => this.node;
    const changed = (changes: ChangeSet): void => this.tellChanges(changes);
    this.node = toNodeId(store.profile.get('node') ?? '');
    this.burnClock = new SteadyClock(clock, Number(store.profile.get('latestMs') ?? 0));
    this.background = this.disposables.add(
      new Background(logger.child('background'), (error) => this.trouble.failed(error)),
    );
    const settlement = new Settlement(store);
    const pipeline = new InboundPipeline({
      store,
      settlement,
      clock: this.burnClock,
      random,
      logger: logger.child('sync'),
      self,
    });
    this.trouble = new AccountTrouble(logger, (failure) => this.session.suspend(failure));
    this.session = this.createSession();
    this.client = new TimClient(this.session);
    const pacer = this.disposables.add(new Pacer(clock, backgroundIntervalMs));
    this.missing = new MissingMessages({
      store,
      pipeline,
      clock,
      lookAgain: (conversationId, messageIds) => this.history.lookAgain(conversationId, messageIds),
      changed: () => environment.tell({ kind: 'snapshot' }),
    });
    this.disposables.add(this.missing);
    this.directory = new Directory({ store, client: this.client, pacer, self, changed });
    this.history = new History({
      store,
      client: this.client,
      pipeline,
      missing: this.missing,
      clock,
      pacer,
      self,
      isConfirmed: (address) => this.directory.isConfirmed(address),
    });
    this.replay = new OfflineReplay({
      clock,
      watch: (timeoutMs, silent) => watchForSilence({ clock, line: this.session.line }, timeoutMs, silent),
      logger: logger.child('replay'),
      requestPage: () => this.client.offline.requestPage(),
      progressed: () => environment.tell({ kind: 'snapshot' }),
    });
    this.limits = new ServerLimits(store, clock);
    this.outbox = this.createOutbox(settlement, changed);
    this.receiver = new FrameReceiver({
      pipeline,
      outbox: this.outbox,
      replay: this.replay,
      clock,
      logger: logger.child('sync'),
      self,
      serverOffset: (offsetMs) => this.learnServerOffset(offsetMs),
      skipped: () => this.session.noteSkipped(),
      tooLong: (conversationId) => this.pullInBackground(conversationId),
    });
    const { replay, directory, history } = this;
    this.reconciler = new Reconciler({
      store,
      replay,
      directory,
      history,
      missing: this.missing,
      clock,
      logger: logger.child('reconcile'),
      failed: (error) => this.trouble.failed(error),
    });
    this.messaging = this.createMessaging(self, changed);
    this.burnScheduler = this.disposables.add(new BurnScheduler(this.messaging, logger.child('burn')));
    this.disposables.add(keepForgetting(store.erasureLog, clock, logger.child('forget')));
    this.disposables.add(pipeline.applied.on((outcome) => this.applied(outcome)));
    this.disposables.add(this.session.onStatus((status) => this.statusChanged(status)));
  }

  /** Erases what has expired, then connects. */
  start(): void {
    this.trouble.attempt(() => this.outbox.recover());
    this.burnScheduler.sweep();
    this.session.start();
  }

  /** Ends the connection and closes the database, also when the disk takes nothing any more; never throws. */
  stop(): void {
    const steps = [
      () => this.leaveChats(),
      () => this.reconciler.dispose(),
      () => this.disposables.dispose(),
      () => this.session.stop(),
      () => this.store.close(),
    ];
    for (const step of steps) this.trouble.attempt(step);
  }

  self(): NodeId {
    return this.node;
  }

  connection(): ConnectionView {
    const { serverOffsetMs, replay } = this;
    return toConnectionView(this.session.status(), {
      serverOffsetMs,
      replayedMessages: replay.messageCount,
    });
  }

  /** Name of somebody; the node while none is known. */
  nameOf(node: NodeId): string {
    if (node === this.node) return this.profile.name;
    const name = this.store.people.byNode(node)?.name ?? '';
    return name === '' ? node : name;
  }

  /** The computer woke up or the network changed. */
  wakeUp(): void {
    this.burnScheduler.sweep();
    this.session.wakeUp();
  }

  /** Brings the newest messages of a chat while nobody waits: of an empty chat the server says nothing for seconds. */
  pullInBackground(conversationId: ConversationId): void {
    this.reconciler.run(() => this.history.pullNewest(conversationId));
  }

  /** Whether the window shows the content of a burn message. */
  isShowingSecrets(): boolean {
    return !this.messaging.openMessages.isEmpty;
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

  /** Tells the window what a committed transaction changed. */
  tellChanges(changes: ChangeSet): void {
    const { tell } = this.environment;
    this.closeErased();
    for (const [conversationId, ids] of changes.messages) {
      // Answers show what they answer.
      const answers = [...ids].flatMap((messageId) => this.store.messages.repliesTo(messageId));
      tell({ kind: 'messages', conversationId, messageIds: [...new Set([...ids, ...answers])] });
    }
    if (changes.hasConversations) tell({ kind: 'conversations' });
    if (changes.hasContacts) tell({ kind: 'contacts' });
    if (changes.hasLeftOut) tell({ kind: 'snapshot' });
  }

  /** Everything of a chat was read: nothing of it stays on the desktop. */
  withdrawNotice(conversationId: ConversationId): void {
    this.environment.notify({ kind: 'withdrawn', conversationId });
  }

  /** Some texts cannot be written anew any more: their lines change, or go. */
  private tellOver(messageIds: readonly MessageId[]): void {
    const changes = new ChangeSet();
    for (const messageId of messageIds) {
      const message = this.store.messages.byId(messageId);
      if (message !== null) changes.addMessage(message.conversationId, messageId);
    }
    this.tellChanges(changes);
  }

  /** What was erased is not open any more, whoever erased it. */
  private closeErased(): void {
    const { openMessages } = this.messaging;
    for (const messageId of openMessages.all()) {
      if (this.store.messages.byId(messageId)?.contentState !== 'present') openMessages.delete(messageId);
    }
  }

  private createSession(): Session {
    const { dial, clock, random, logger } = this.environment;
    return new Session(
      { ...this.profile, heartbeat: defaultHeartbeatOptions, reconnect: defaultReconnectOptions },
      {
        dial,
        clock,
        random,
        logger: logger.child('session'),
        patience: createPatienceBook(this.store, logger.child('session')),
      },
      {
        accepted: (node) => this.accepted(node),
        replay: () => this.replay.run(),
        received: (frame) => this.receiver.receive(frame),
        receivedSeveral: (next) => this.receiver.receiveSeveral(next),
        acknowledged: ({ type }) => {
          if (type === FrameType.offlineMessages) this.replay.pageAcknowledged();
        },
        disconnected: () => this.disconnected(),
        checkDisk: () => this.store.checkWritable(),
      },
    );
  }

  private createOutbox(settlement: Settlement, changed: (changes: ChangeSet) => void): Outbox {
    const { clock, random, logger } = this.environment;
    return new Outbox({
      store: this.store,
      settlement,
      limits: this.limits,
      clock,
      random,
      logger: logger.child('outbox'),
      background: this.background,
      changed,
      failed: (error) => this.trouble.failed(error),
      link: createOutboxLink({ session: this.session, client: this.client, history: this.history, clock }),
    });
  }

  private createMessaging(self: () => NodeId, changed: (changes: ChangeSet) => void): MessagingEnvironment {
    const { clock, random, revokeWindowSeconds, burnsOnLeave } = this.environment;
    return {
      store: this.store,
      clock: this.burnClock,
      random,
      self,
      serverNowMs: () => clock.nowMs() + this.serverOffsetMs,
      limits: this.limits,
      revokeWindowSeconds,
      burnsOnLeave,
      openMessages: new OpenMessages(),
      drafts: this.disposables.add(
        new DraftShelf({ store: this.store, clock, failed: (error) => this.trouble.failed(error) }),
      ),
      reedits: this.disposables.add(new ReeditShelf(this.burnClock, (ids) => this.tellOver(ids))),
      changed,
      // What was stored is accepted, whatever becomes of its sending.
      enqueued: () => this.trouble.attempt(() => this.outbox.pump()),
    };
  }

  private accepted(node: string): void {
    this.node = toNodeId(node);
    this.store.transaction(() => this.store.profile.set('node', node));
  }

  private disconnected(): void {
    this.replay.end();
    this.reconciler.pause();
    for (const part of [this.outbox, this.history]) {
      try {
        part.disconnected();
      } catch (error) {
        // The connection is gone already: nothing is left to be ended for it.
        this.trouble.report(error);
      }
    }
  }

  /** The window counts down in the server's time, so it hears when that changes by as much as can be seen. */
  private learnServerOffset(offsetMs: number): void {
    this.serverOffsetMs = offsetMs;
    if (Math.abs(offsetMs - this.toldOffsetMs) < visibleOffsetMs) return;
    this.toldOffsetMs = offsetMs;
    this.environment.tell({ kind: 'snapshot' });
  }

  private statusChanged(status: SessionStatus): void {
    this.environment.tell({ kind: 'snapshot' });
    if (status.state === 'online' && this.reconciler.begin()) this.outbox.pump();
  }

  private applied(outcome: PipelineOutcome): void {
    this.tellChanges(outcome.changes);
    this.outbox.settled();
    this.learnSizes(outcome);
    this.burnScheduler.sweep();
    const notices = noticesOf(outcome, this.store, (node) => this.nameOf(node));
    for (const notice of notices) this.environment.notify(notice);
    if (outcome.asksRoster) this.reconciler.hint('roster');
    if (outcome.asksRooms) this.reconciler.hint('rooms');
    this.reconciler.meet(outcome.strangers);
  }

  /** What others wrote shows what the server stores; what comes at this moment, that it does so now. */
  private learnSizes({ arrived }: PipelineOutcome): void {
    for (const { conversation, content, source } of arrived) {
      const bytes = contentBytes(content);
      if (source === 'live') this.outbox.othersStored(conversationIdOf(conversation), bytes);
      else this.limits.noteStored(bytes);
    }
  }
}
