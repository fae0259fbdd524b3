import { addressOf, conversationIdOf } from '../domain/conversation';
import type { ConversationId, NodeId } from '../domain/ids';
import type { Clock } from '../platform/clock';
import { DisposableStore, toDisposable, type Disposable } from '../platform/disposable';
import { errorFields } from '../platform/error-fields';
import type { Logger } from '../platform/logger';
import type { AccountStore } from '../storage/account-store';
import type { OfflineReplay } from '../sync/offline-replay';
import { ChatRounds } from './chat-rounds';
import type { Directory } from './directory';
import { HintedQuestions } from './hinted-questions';
import type { History } from './history';
import { JobLane, type Job } from './job-lane';
import type { MissingMessages } from './missing-messages';
import type { RoomMembers } from './room-members';
import { SlowComparison } from './slow-comparison';

/** What the reconciler drives. */
export interface ReconcilerEnvironment {
  readonly store: AccountStore;
  readonly replay: Pick<OfflineReplay, 'run' | 'isUnanswered'>;
  readonly directory: Directory;
  readonly members: Pick<RoomMembers, 'connected' | 'look' | 'doubts'>;
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

// A round of the chats ends with the last one. Those of which the server did not say everything have their turn again while
// the connection lasts; a chat without any message looks the same, so the pauses grow. The last one repeats.
const pausesMs = [5_000, 30_000, 120_000, 600_000];

// Whoever is left out is met again with the next message, or doubted again with the next command.
const mostWaiting = 500;

/** How much of a chat a window shows first. */
const messagesPerWindow = 50;

/** The number of the round that is under way; `over` when no further one is needed. */
type RoundState = number | 'none' | 'over';

type Hint = 'roster' | 'rooms' | 'members' | 'strangers' | 'cards' | 'doubts';

/** Questions for history, which go one after the other: what the user looks at, news, what is in doubt. Then every chat. */
const historyUrgencies = ['lookedAt', 'news', 'doubt'] as const;

/**
 * After every sign-in: brings friends, rooms, names and the newest history of every chat up to the server's word, in the
 * background. The offline queue, the lists, the members of the room in view and the history have a lane each, because tim answers
 * them independently; a lost connection ends what is open. Nobody waits behind the chats in which nothing was said: they have what is
 * left of the time. History also heals an offline queue that is stuck: after some revokes during an absence tim answers END for ever,
 * while its history still has everything.
 */
export class Reconciler implements Disposable {
  private connection: DisposableStore | null = null;
  private readonly replays: JobLane<'any'>;
  private readonly lists: JobLane<'any'>;
  private readonly looks: JobLane<'any'>;
  private readonly histories: JobLane<(typeof historyUrgencies)[number]>;
  private readonly rounds: ChatRounds;
  private readonly comparison: SlowComparison;
  private readonly hinted: Readonly<Record<Hint, HintedQuestions>>;
  private strangers = new Set<NodeId>();
  /** Whose card is said to be another one. */
  private renewed = new Set<NodeId>();
  private doubted = new Set<ConversationId>();
  /** Chats whose newest messages are to be brought. */
  private readonly wanted = new Set<ConversationId>();
  /** The chat that the window shows. */
  private lookedAt: ConversationId | null = null;
  private isLookDue = false;
  private round: RoundState = 'none';
  private isComparing = false;
  private alarm: Disposable = toDisposable(() => undefined);
  private isOver = false;

  constructor(private readonly environment: ReconcilerEnvironment) {
    const { clock, directory } = environment;
    const failed = (error: unknown): void => this.report(error);
    this.replays = new JobLane(['any'], { failed });
    this.lists = new JobLane(['any'], { failed });
    this.looks = new JobLane(['any'], { failed });
    this.histories = new JobLane(historyUrgencies, { failed, idle: () => this.idleJob() });
    this.rounds = new ChatRounds(environment);
    this.comparison = new SlowComparison(environment);
    const asking = (job: Job, lane = this.lists): HintedQuestions =>
      new HintedQuestions(clock, (over) => lane.add('any', job, over));
    this.hinted = {
      roster: asking(() => this.refreshLists(() => directory.refreshRoster())),
      rooms: asking(() => this.refreshLists(() => this.refreshRooms())),
      members: asking(() => this.lookAtMembers(), this.looks),
      strangers: asking(() => this.meetStrangers()),
      cards: asking(() => this.renewCards()),
      doubts: new HintedQuestions(clock, (over) => this.compareDoubted(over)),
    };
  }

  /** The session is online; false when it was already known. */
  begin(): boolean {
    if (this.connection !== null) return false;
    const connection = new DisposableStore();
    this.connection = connection;
    const { clock, replay, directory, members, history, missing } = this.environment;
    history.connected();
    members.connected();
    this.rounds.connected();
    for (const delayMs of askAgainAfterMs) {
      connection.add(clock.after(delayMs, () => this.replays.add('any', () => replay.run())));
    }
    if (this.lookedAt !== null) this.look();
    if (this.doubted.size > 0) this.hinted.doubts.hint();
    this.histories.add('doubt', () => missing.lookAgain());
    this.lists.add(
      'any',
      () => directory.refresh(),
      () => this.beginRound(connection, 0),
    );
    this.lists.add('any', () => directory.cards.renewStale());
    // Once it is known which rooms there are.
    this.lists.add('any', () => this.lookAtMembers());
    return true;
  }

  /** The connection is gone. */
  pause(): void {
    this.connection?.dispose();
    this.connection = null;
    this.alarm.dispose();
    this.round = 'none';
    this.isComparing = false;
    this.isLookDue = false;
    this.strangers.clear();
    this.renewed.clear();
    this.wanted.clear();
    this.comparison.end();
    for (const questions of Object.values(this.hinted)) questions.clear();
    for (const lane of [this.replays, this.lists, this.looks, this.histories]) lane.clear();
  }

  /** Something that can be forged hints that the friends, or the rooms, are others now. */
  hint(kind: 'roster' | 'rooms'): void {
    if (this.connection !== null) this.hinted[kind].hint();
  }

  /** People were met whose names are not known. */
  meet(strangers: Iterable<NodeId>): void {
    if (this.connection === null) return;
    for (const node of strangers) if (this.strangers.size < mostWaiting) this.strangers.add(node);
    if (this.strangers.size > 0) this.hinted.strangers.hint();
  }

  /** Somebody says to have another version of their card. Can be said as often as they like. */
  hearOfCard(node: NodeId, version: string): void {
    if (this.connection === null || this.renewed.size >= mostWaiting) return;
    if (!this.environment.directory.cards.isNews(node, version)) return;
    this.renewed.add(node);
    this.hinted.cards.hint();
  }

  /** Something was taken back in these chats, and nobody said what. Can be forged as well. */
  doubt(conversations: Iterable<ConversationId>): void {
    for (const conversationId of conversations) {
      this.environment.history.doubt(conversationId);
      if (this.doubted.size < mostWaiting) this.doubted.add(conversationId);
    }
    // What the offline queue has brought waits for the connection to begin.
    if (this.connection !== null && this.doubted.size > 0) this.hinted.doubts.hint();
  }

  /** The window shows a chat: it comes before all others, over this connection and the next. */
  lookAt(conversationId: ConversationId): void {
    this.lookedAt = conversationId;
    this.look();
    if (this.connection !== null) this.looks.add('any', () => this.lookAtMembers());
  }

  /** The chat that the window shows. */
  get lookedAtChat(): ConversationId | null {
    return this.lookedAt;
  }

  /** The window shows a chat no longer. */
  lookAway(conversationId: ConversationId): void {
    if (this.lookedAt === conversationId) this.lookedAt = null;
  }

  /** Somebody spoke in a room. Whoever is not in its list has come since; the list of the room that is looked at is asked for. */
  heard(conversationId: ConversationId, author: NodeId): void {
    const address = addressOf(conversationId);
    if (address?.kind !== 'room' || !this.environment.members.doubts(address.node, author)) return;
    if (this.connection !== null && conversationId === this.lookedAt) this.hinted.members.hint();
  }

  /** Brings the newest messages of a chat while nobody waits: of an empty chat the server says nothing for seconds. */
  pullInBackground(conversationId: ConversationId): void {
    if (this.connection === null || this.wanted.has(conversationId)) return;
    this.wanted.add(conversationId);
    this.histories.add('news', () => {
      this.wanted.delete(conversationId);
      return this.environment.history.pullNewest(conversationId);
    });
  }

  dispose(): void {
    this.isOver = true;
    this.pause();
  }

  /** Who opens one chat after the other has the last one before them. */
  private look(): void {
    if (this.connection === null || this.isLookDue) return;
    if (this.lookedAt === null || this.environment.history.isCompared(this.lookedAt)) return;
    this.isLookDue = true;
    this.histories.add('lookedAt', async () => {
      this.isLookDue = false;
      const { lookedAt } = this;
      if (lookedAt !== null) await this.compareNewest(lookedAt);
    });
  }

  private async compareNewest(conversationId: ConversationId): Promise<void> {
    const { history } = this.environment;
    if (history.isCompared(conversationId)) return;
    if (!history.isReconciled(conversationId)) await this.rounds.bring(conversationId);
    else await history.comparePage(conversationId, { fromMid: 0n, most: messagesPerWindow });
  }

  /** One job for each, so that what is more urgent waits for none but the one that has begun. */
  private compareDoubted(over: () => void): void {
    for (const conversationId of this.doubted) {
      this.histories.add('doubt', () => {
        this.doubted.delete(conversationId);
        return this.compareNewest(conversationId);
      });
    }
    this.histories.add('doubt', () => Promise.resolve(), over);
  }

  private async meetStrangers(): Promise<void> {
    const strangers = [...this.strangers];
    this.strangers.clear();
    await this.environment.directory.learnNames(strangers);
  }

  private async renewCards(): Promise<void> {
    const renewed = [...this.renewed];
    this.renewed.clear();
    await this.environment.directory.cards.renew(renewed);
  }

  /** Who is in the room that the window shows. */
  private async lookAtMembers(): Promise<void> {
    const address = this.lookedAt === null ? null : addressOf(this.lookedAt);
    if (address?.kind === 'room') await this.environment.members.look(address.node);
  }

  /** Asks a list; of chats that the server confirms only now, there may be something to bring. */
  private async refreshLists(refresh: () => Promise<void>): Promise<void> {
    const { connection } = this;
    await refresh();
    if (connection !== null && this.round === 'over') this.beginRound(connection, 0);
  }

  /** Asks for the rooms and pulls the history of those that the account has just entered. */
  private async refreshRooms(): Promise<void> {
    const { directory } = this.environment;
    for (const node of await directory.rooms.refresh()) {
      const conversationId = conversationIdOf({ kind: 'room', node });
      if (!this.rounds.wasThere(conversationId)) this.pullInBackground(conversationId);
    }
  }

  private async askUnanswered(): Promise<void> {
    const { replay, directory } = this.environment;
    if (replay.isUnanswered) this.replays.add('any', () => replay.run());
    if (directory.isUnanswered('roster')) await directory.refreshRoster();
    if (directory.isUnanswered('rooms')) await this.refreshRooms();
  }

  private hasUnanswered(): boolean {
    const { directory, replay } = this.environment;
    return replay.isUnanswered || directory.isUnanswered('roster') || directory.isUnanswered('rooms');
  }

  private beginRound(connection: DisposableStore, round: number): void {
    if (connection !== this.connection) return;
    this.attempt(() => this.rounds.begin());
    this.round = round;
    this.histories.wake();
  }

  /** What is left is looked at again after a pause, and so are the lists and the offline queue where they said nothing. */
  private endRound(round: number): void {
    const { connection } = this;
    if (connection === null) return;
    if (!this.isComparing) {
      this.isComparing = true;
      this.attempt(() => this.comparison.begin());
    }
    if (!this.rounds.hasUnsettled && !this.hasUnanswered()) {
      this.round = 'over';
      return;
    }
    this.round = 'none';
    const pauseMs = pausesMs[Math.min(round, pausesMs.length - 1)] ?? 0;
    connection.add(
      this.environment.clock.after(pauseMs, () =>
        this.lists.add(
          'any',
          () => this.askUnanswered(),
          () => this.beginRound(connection, round + 1),
        ),
      ),
    );
  }

  /** While nothing is asked for: every chat of the round, then the slow comparison. */
  private idleJob(): Job | null {
    this.alarm.dispose();
    if (this.connection === null) return null;
    if (typeof this.round === 'number') {
      const job = this.rounds.nextJob();
      if (job !== null) return job;
      this.endRound(this.round);
    }
    if (!this.isComparing) return null;
    const next = this.comparison.next();
    if (typeof next === 'function') return next;
    if (next !== null) this.alarm = this.environment.clock.after(next, () => this.histories.wake());
    return null;
  }

  private attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.report(error);
    }
  }

  private report(error: unknown): void {
    // What fails because the account has gone, with its database, is no fault.
    if (this.isOver) {
      this.environment.logger.debug('job ended with its account');
      return;
    }
    this.environment.logger.error('job failed', errorFields(error));
    this.environment.failed(error);
  }
}
