import { ChangeSet } from '../domain/change-set';
import { addressOf } from '../domain/conversation';
import { toServerMid, type ConversationId, type OperationId, type ServerMid } from '../domain/ids';
import type { Operation, OperationKind } from '../domain/operation';
import { toDisposable, type Disposable } from '../platform/disposable';
import { errorFields } from '../platform/error-fields';
import { AnswerLedger } from './answer-ledger';
import { nextLanePhase, type LaneEvent, type LanePhase } from './lane-state';
import { TimErrorCode } from '../protocol/packet-types';
import type { OutboxEnvironment } from './outbox-environment';
import { operations } from './operations/registry';
import type { Sighting } from './outbox-link';
import { growingWaitMs } from './patience';
import { toPayload } from './payload';
import { SizeJudge } from './size-judge';
import { Turns } from './turns';

// An echo takes milliseconds once its message has arrived; a server that re-starts or is overloaded takes its time.
const answerTimeoutMs = 15_000;
// A command that the server refuses although its history has the message is not going to work. Attempts are no measure:
// those that a lost connection or a restart cut off were never refused.
const mostBeliedRefusals = 5;
// A room's member whose connection is half open holds up the echo for half a minute, and so does a device of one's own for
// commands: only then is an answer overdue that the history does not give either.
const mostSilences = 3;
// A message that the server has not stored, and said nothing about, over so many connections: it drops it without a word, as
// it does with those to a room that was dissolved. Connections lose frames, too, so one whose size explains nothing has more.
const mostUnanswered = { rightSize: 4, tooLarge: 2 } as const;

/**
 * Sends what the user wants, in each chat in the order of the user's intent, one entry in flight. tim runs every frame in its
 * own goroutine and its refusals name nothing, so a second entry in flight could overtake the first and take its refusal.
 */
export class Outbox {
  private phase: LanePhase = 'idle';
  private inFlight: Operation | null = null;
  /** The number that the command in flight names; a message may be on the server under several. */
  private target: ServerMid | null = null;
  private timer: Disposable = toDisposable(() => undefined);
  private failures = 0;
  /** How often the entry in flight was looked for because no answer came. */
  private silences = 0;
  /** Grows with every look at the history, so that a late one is known. */
  private looks = 0;
  /** Refusals of commands that the server's history belied. */
  private readonly belied = new Map<OperationId, number>();
  private readonly ledger: AnswerLedger;
  private readonly sizes: SizeJudge;
  private readonly turns: Turns;

  constructor(private readonly environment: OutboxEnvironment) {
    this.ledger = new AnswerLedger(environment.clock);
    this.sizes = new SizeJudge({ ...environment, operations });
    this.turns = new Turns(environment, this.sizes, () => this.pump());
  }

  /** Found in flight at start: nobody knows what became of it, so it is queued again. */
  recover(): void {
    this.environment.store.transaction(() => this.environment.store.outbox.requeueAll());
  }

  /** Looks for something to send. Called after every enqueue, on sign-in and after every settlement. */
  pump(): void {
    this.safely(() => this.next());
  }

  /** Called after a transaction that may have settled the entry in flight. */
  settled(): void {
    this.safely(() => {
      const { inFlight } = this;
      if (inFlight !== null && !this.environment.store.outbox.isInFlight(inFlight.operationId)) {
        this.ledger.answered(inFlight.operationId);
        this.release(inFlight);
        this.turns.tryNow(this.sizes.sent(inFlight));
      }
      this.next();
    });
  }

  /** The server has just stored a message of somebody else, with so many bytes of content. */
  othersStored(conversationId: ConversationId, bytes: number): void {
    this.safely(() => {
      this.turns.tryNow(this.sizes.stored(conversationId, bytes));
      this.next();
    });
  }

  /** The server refused something of this kind, and did not say what. */
  refused(kind: OperationKind, code: number): void {
    this.safely(() => {
      const owner = this.ledger.refused(kind);
      const operation = this.inFlight;
      const isMine = owner.kind === 'one' && owner.operationId === operation?.operationId;
      if (operation === null || !isMine) {
        // If it was meant for what is in flight, no answer follows, and a new connection finds out.
        this.environment.logger.info('refusal of something else', { kind, code, owner: owner.kind });
        return;
      }
      this.takeRefusal(operation, code);
    });
  }

  /** tim 2.0.1 answers a revoke or burn with an acknowledgement instead of an echo (section 6). */
  acknowledged(kind: 'revoke' | 'burn', mid: bigint | null): void {
    const operation = this.inFlight;
    if (operation?.kind !== kind || (mid !== null && mid !== this.target)) return;
    this.ledger.answered(operation.operationId);
    this.safely(() => this.finish(operation, null));
  }

  /** The connection is gone: what was in flight waits for the next one. */
  disconnected(): void {
    const operation = this.inFlight;
    this.timer.dispose();
    this.inFlight = null;
    this.target = null;
    this.failures = 0;
    this.ledger.clear();
    this.turns.dispose();
    this.move('disconnected');
    if (operation !== null) this.safely(() => this.markQueued(operation));
  }

  private next(): void {
    const { link } = this.environment;
    if (this.phase !== 'idle' || !link.isOnline()) return;
    const operation = this.turns.next();
    if (operation === null) return;
    if (operation.attempts > 0 && operations[operation.kind].trace === 'message') this.verify(operation);
    else this.transmit(operation);
  }

  private takeRefusal(operation: Operation, code: number): void {
    // It comes before the answer of the history, where that is being asked.
    this.looks += 1;
    const isRoom = addressOf(operation.conversationId)?.kind === 'room';
    const refusal = operations[operation.kind].readRefusal(code, { isRoom });
    this.environment.logger.info('refused', { kind: operation.kind, code, meaning: refusal.kind });
    if (refusal.kind === 'busy') this.backOff(operation);
    else if (refusal.kind === 'notStored') this.takeNotStored(operation);
    else if (refusal.kind === 'alreadyDone') this.makeSureItIsGone(operation);
    else this.finish(operation, refusal.code);
  }

  /** The database is busy, or will never take something of this size. */
  private takeNotStored(operation: Operation): void {
    const { kind } = this.sizes.refused(operation);
    if (kind === 'busy') this.backOff(operation);
    else if (kind === 'suspected') this.postpone(operation, operation.messageId ?? operation.conversationId);
    else this.finish(operation, 'tooLargeForServer');
  }

  /** The entry may be on the server already: its answer was lost. Sending it again would double it. */
  private verify(operation: Operation): void {
    this.move('verify');
    this.look(
      () => this.sightingOf(operation),
      (sighting) => this.verified(operation, sighting ?? 'unclear'),
    );
  }

  private verified(operation: Operation, sighting: Sighting): void {
    if (sighting === 'unclear') this.turns.postpone(operation.conversationId);
    this.move(sighting === 'unclear' ? 'unclear' : 'verified');
    const { store, link } = this.environment;
    if (!store.outbox.isOpen(operation.operationId)) {
      this.release(operation);
      this.next();
    } else if (!link.isOnline()) this.next();
    else if (sighting === 'refused') this.takeRefusal(operation, TimErrorCode.permissionDenied);
    else if (sighting !== 'absent') this.next();
    else if (this.turns.timesUnanswered(operation) >= this.mostUnanswered(operation))
      this.finish(operation, this.sizes.dropped(operation) ? 'tooLargeForServer' : 'timedOut');
    else this.transmit(operation);
  }

  private mostUnanswered(operation: Operation): number {
    return this.sizes.isProven(operation) ? mostUnanswered.tooLarge : mostUnanswered.rightSize;
  }

  /**
   * The server does not know the number that a command named. It may be gone already; but tim's refusals name nothing,
   * and this one may be the late answer to an earlier command.
   */
  private makeSureItIsGone(operation: Operation): void {
    const { target } = this;
    if (target === null) {
      this.finish(operation, 'refusedByServer');
      return;
    }
    this.timer.dispose();
    this.move('doubted');
    this.look(
      () => this.environment.link.isGone(operation.conversationId, target),
      (isGone) => {
        if (isGone === true) this.finish(operation, null);
        else if (isGone === false && this.countBelied(operation) >= mostBeliedRefusals)
          this.finish(operation, 'refusedByServer');
        // Sent again at once it would meet its own first sending, which may still be under way, and be refused for that.
        else this.postpone(operation);
      },
    );
  }

  /** Asks the history, unless something else has happened by the time it answers; null when it could not be asked. */
  private look<T>(ask: () => Promise<T>, seen: (answer: T | null) => void): void {
    this.looks += 1;
    const look = this.looks;
    const answered = (answer: T | null): void => {
      if (look === this.looks && this.phase === 'verifying') this.safely(() => seen(answer));
    };
    this.environment.background.run(
      'look for a message',
      async () => answered(await ask()),
      () => answered(null),
    );
  }

  private countBelied({ operationId }: Operation): number {
    const times = (this.belied.get(operationId) ?? 0) + 1;
    this.belied.set(operationId, times);
    return times;
  }

  private transmit(operation: Operation): void {
    const { store, link, logger } = this.environment;
    if (this.sizes.isHopeless(operation)) {
      this.finish(operation, 'tooLargeForServer');
      return;
    }
    const rules = operations[operation.kind];
    const frame = rules.toFrame(operation, this.environment);
    if (frame === null) {
      logger.info('nothing to send', { kind: operation.kind });
      this.finish(operation, null);
      return;
    }
    const payload = rules.keepsPayload ? toPayload(frame) : null;
    store.transaction(() => store.outbox.markInFlight(operation.operationId, payload));
    this.inFlight = operation;
    this.silences = 0;
    this.target = toServerMid(frame.packet.mid);
    this.move('sent');
    this.ledger.sent(operation.operationId, operation.kind);
    link.send(frame);
    // Within one process the answer may have come already.
    if (this.inFlight === operation) this.awaitAnswer(operation);
  }

  /** A line on which nothing arrives any more is the heartbeat's matter. */
  private awaitAnswer(operation: Operation): void {
    const { link } = this.environment;
    const { answer } = operations[operation.kind];
    this.timer =
      answer.kind === 'nothing'
        ? link.whenSilent(answer.quietMs, () => this.safely(() => this.finish(operation, null)))
        : link.whenSilent(answerTimeoutMs, () => this.safely(() => this.lookForOutcome(operation)));
  }

  /** No answer: the history may tell what became of the entry, which stays in flight meanwhile. */
  private lookForOutcome(operation: Operation): void {
    const { link } = this.environment;
    const { target } = this;
    this.silences += 1;
    if (this.silences >= mostSilences) {
      this.giveUpWaiting(operation);
      return;
    }
    this.move('overdue');
    const resume = (): void => {
      if (this.move('resumed')) this.awaitAnswer(operation);
    };
    if (operations[operation.kind].trace === 'message' || target === null) {
      this.look(
        () => this.sightingOf(operation),
        (sighting) => {
          if (sighting === 'refused') this.takeRefusal(operation, TimErrorCode.permissionDenied);
          else if (sighting === 'absent' && this.sizes.isProven(operation)) this.giveUpWaiting(operation);
          // What was found went through the pipeline, and has settled the entry.
          else resume();
        },
      );
      return;
    }
    this.look(
      () => link.isGone(operation.conversationId, target),
      (isGone) => {
        if (isGone === true) this.finish(operation, null);
        else resume();
      },
    );
  }

  /**
   * The answer is overdue. Over this connection it would be owed for ever and could be taken for the answer to something else;
   * a new one begins without debts.
   */
  private giveUpWaiting(operation: Operation): void {
    const times = this.turns.notAnswered(operation);
    this.environment.logger.warn('no answer', { kind: operation.kind, times });
    this.environment.link.renew();
    if (this.inFlight === operation) this.disconnected();
  }

  /** Settles an entry for good; `refusal` is null when the server has done it or no longer needs to. */
  private finish(operation: Operation, refusal: string | null): void {
    const { store, settlement } = this.environment;
    const changes = new ChangeSet();
    store.transaction(() => {
      if (refusal === null) settlement.complete(operation, this.target, changes);
      else settlement.reject(operation, refusal, changes);
    });
    this.release(operation);
    // Told before the log is emptied, which may fail on a full disk: it is committed, and so it is so.
    this.environment.changed(changes);
    store.forgetErased();
    this.next();
  }

  /** The server is busy: back to the queue, then a growing, jittered wait in which nothing else is sent either. */
  private backOff(operation: Operation): void {
    this.requeue(operation);
    if (!this.move('busy')) return;
    this.failures += 1;
    this.wait();
  }

  /** Back to the queue; its chat waits, or only its message, and everything else goes on. */
  private postpone(operation: Operation, waiting: string = operation.conversationId): void {
    this.requeue(operation);
    this.turns.postpone(waiting);
    this.move(this.phase === 'verifying' ? 'unclear' : 'postponed');
    this.next();
  }

  private wait(): void {
    const { clock, random } = this.environment;
    this.timer.dispose();
    this.timer = clock.after(growingWaitMs(this.failures, random), () => {
      if (this.move('waited')) this.pump();
    });
  }

  private requeue(operation: Operation): void {
    this.timer.dispose();
    this.inFlight = null;
    this.target = null;
    this.markQueued(operation);
  }

  private async sightingOf({ messageId }: Operation): Promise<Sighting> {
    return messageId === null ? 'unclear' : this.environment.link.verify(messageId);
  }

  private markQueued({ operationId }: Operation): void {
    const { store } = this.environment;
    store.transaction(() => store.outbox.markQueued(operationId));
  }

  private release(operation: Operation): void {
    this.timer.dispose();
    this.inFlight = null;
    this.target = null;
    this.failures = 0;
    this.belied.delete(operation.operationId);
    this.sizes.settled(operation);
    this.turns.settled(operation);
    this.move('settled');
  }

  /**
   * Runs a step of the lane. When it throws, as writing to a full disk does, the entry is where it was in the queue, and the
   * lane tries again after a growing wait.
   */
  private safely(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.environment.logger.error('lane stumbled', errorFields(error));
      this.inFlight = null;
      this.target = null;
      this.failures += 1;
      this.move('stumbled');
      this.wait();
      this.environment.failed(error);
    }
  }

  /** Moves by the table; false when the event means nothing in this phase. */
  private move(event: LaneEvent): boolean {
    const next = nextLanePhase(this.phase, event);
    if (next === null) return false;
    this.phase = next;
    return true;
  }
}
