import type { Clock } from '../platform/clock';
import { DisposableStore, type Disposable } from '../platform/disposable';
import { errorFields } from '../platform/error-fields';
import type { Logger } from '../platform/logger';
import type { ConversationId, NodeId } from '../domain/ids';
import type { AccountStore } from '../storage/account-store';
import type { Directory } from './directory';
import type { History } from './history';
import type { MissingMessages } from './missing-messages';
import type { OfflineReplay } from '../sync/offline-replay';
import { HintedQuestions } from './hinted-questions';

/** What the reconciler drives. */
export interface ReconcilerEnvironment {
  readonly store: AccountStore;
  readonly replay: OfflineReplay;
  readonly directory: Directory;
  readonly history: History;
  readonly missing: MissingMessages;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A job has failed. */
  readonly failed: (error: unknown) => void;
}

// The server moves a message that nobody acknowledged into the offline queue 10 s (reset) to 30 s (half open) after its
// socket died, and tells nobody: a client that came back sooner has to ask again.
const askAgainAfterMs = [12_000, 32_000];

// A catch-up of a chat ends with the first answer that does not come. It is tried again while the connection lasts; a chat
// without any message looks the same, so the pauses grow. The last one repeats.
const pausesMs = [5_000, 30_000, 120_000, 600_000];

// Chats that are new here come first: nothing is known of them at all.
const highestMid = 9_223_372_036_854_775_807n;

// Whoever is left out is met again with the next message.
const mostStrangers = 500;

type Hint = 'roster' | 'rooms' | 'strangers';

/**
 * After every sign-in: brings friends, rooms, names and the newest history of every chat up to the server's word, in the
 * background. One job at a time; a lost connection ends what is open. History also heals an offline queue that is stuck:
 * after some revokes during an absence tim answers END for ever, while its history still has everything.
 */
export class Reconciler implements Disposable {
  private connection: DisposableStore | null = null;
  private queue: Promise<void> = Promise.resolve();
  private strangers = new Set<NodeId>();
  private readonly hinted: Readonly<Record<Hint, HintedQuestions>>;

  constructor(private readonly environment: ReconcilerEnvironment) {
    const { clock, directory } = environment;
    this.hinted = {
      roster: new HintedQuestions(clock, (over) => this.run(() => directory.refreshRoster(), over)),
      rooms: new HintedQuestions(clock, (over) => this.run(() => this.refreshRooms(), over)),
      strangers: new HintedQuestions(clock, (over) => this.run(() => this.meetStrangers(), over)),
    };
  }

  /** The session is online; false when it was already known. */
  begin(): boolean {
    if (this.connection !== null) return false;
    const connection = new DisposableStore();
    this.connection = connection;
    const { clock, replay, directory, history, missing } = this.environment;
    history.connected();
    for (const delayMs of askAgainAfterMs) {
      connection.add(clock.after(delayMs, () => this.run(() => replay.run())));
    }
    this.run(() => directory.refresh());
    this.run(() => missing.lookAgain());
    this.catchUp(connection, 0);
    return true;
  }

  /** The connection is gone. */
  pause(): void {
    this.connection?.dispose();
    this.connection = null;
    this.strangers.clear();
    for (const questions of Object.values(this.hinted)) questions.clear();
  }

  /** Something that can be forged hints that the friends, or the rooms, are others now. */
  hint(kind: 'roster' | 'rooms'): void {
    if (this.connection !== null) this.hinted[kind].hint();
  }

  /** People were met whose names are not known. */
  meet(strangers: Iterable<NodeId>): void {
    if (this.connection === null) return;
    for (const node of strangers) if (this.strangers.size < mostStrangers) this.strangers.add(node);
    if (this.strangers.size > 0) this.hinted.strangers.hint();
  }

  /** Brings the newest messages of a chat while nobody waits: of an empty chat the server says nothing for seconds. */
  pullInBackground(conversationId: ConversationId): void {
    this.run(() => this.environment.history.pullNewest(conversationId));
  }

  dispose(): void {
    this.pause();
  }

  /**
   * Puts a job at the end of the queue; it is skipped when the connection has gone by then. `over` is called when it has
   * ended, in whatever way.
   */
  run(job: () => Promise<unknown>, over: () => void = () => undefined): void {
    const { connection } = this;
    this.queue = this.queue
      .then(async () => {
        if (connection !== null && connection === this.connection) await job();
      })
      .catch((error: unknown) => this.report(error))
      .then(over);
  }

  private async meetStrangers(): Promise<void> {
    const strangers = [...this.strangers];
    this.strangers.clear();
    await this.environment.directory.learnNames(strangers);
  }

  private report(error: unknown): void {
    this.environment.logger.error('job failed', errorFields(error));
    this.environment.failed(error);
  }

  /** Asks for the rooms and pulls the history of those that are new here. */
  async refreshRooms(): Promise<void> {
    const { directory, history, store } = this.environment;
    for (const conversationId of await directory.refreshRooms()) {
      if (store.messages.newest(conversationId) === null) await history.pullNewest(conversationId);
    }
  }

  /** Compares every chat, and after a pause again those of which the server did not say everything, the lists and the offline queue. */
  private catchUp(connection: DisposableStore, round: number): void {
    const { clock, directory, replay } = this.environment;
    const again = (): void => {
      const pauseMs = pausesMs[Math.min(round, pausesMs.length - 1)] ?? 0;
      connection.add(
        clock.after(pauseMs, () => {
          if (replay.isUnanswered) this.run(() => replay.run());
          if (directory.isUnanswered('roster')) this.run(() => directory.refreshRoster());
          if (directory.isUnanswered('rooms')) this.run(() => this.refreshRooms());
          this.catchUp(connection, round + 1);
        }),
      );
    };
    this.run(async () => {
      try {
        const isDone = await this.pullAll();
        if (!isDone || this.hasUnanswered()) again();
      } catch (error) {
        again();
        throw error;
      }
    });
  }

  private hasUnanswered(): boolean {
    const { directory, replay } = this.environment;
    return replay.isUnanswered || directory.isUnanswered('roster') || directory.isUnanswered('rooms');
  }

  /** Compares every chat that was not yet compared over this connection; false when some could not be. */
  private async pullAll(): Promise<boolean> {
    const { connection } = this;
    const { store, history } = this.environment;
    let isDone = true;
    // Where something was said last, something was probably said since.
    const newestFirst = store.conversations
      .all()
      .map(({ conversationId }) => ({
        conversationId,
        mid: store.messages.newestMid(conversationId) ?? highestMid,
      }))
      .sort((one, other) => (one.mid < other.mid ? 1 : one.mid > other.mid ? -1 : 0));
    for (const { conversationId } of newestFirst) {
      if (connection !== this.connection) return true;
      if (history.isReconciled(conversationId)) continue;
      try {
        await history.catchUp(conversationId);
      } catch (error) {
        // One chat must not keep the others from being compared; it has its turn again after the pause.
        this.report(error);
      }
      isDone &&= history.isReconciled(conversationId);
    }
    return isDone;
  }
}
