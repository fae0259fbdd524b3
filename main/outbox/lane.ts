import { ChangeSet } from '../domain/change-set';
import { addressOf } from '../domain/conversation';
import type { MessageId, OperationId } from '../domain/ids';
import type { LaneName, Operation } from '../domain/operation';
import { toDisposable, type Disposable } from '../platform/disposable';
import { errorFields } from '../platform/error-fields';
import { TimErrorCode } from '../protocol/packet-types';
import type { LaneParts } from './lane-parts';
import { nextLanePhase, type LaneEvent, type LanePhase } from './lane-state';
import type { Sighting } from './outbox-link';
import { growingWaitMs } from './patience';
import { sealedOnce } from './payload';
import { Sending, type SendingOutcomes } from './sending';
import { Settlement } from './settlement';
import { Turns } from './turns';

// tim says so after five seconds when its database is locked; what is answered then is still told from everything else.
const overtakenAfterMs = 6_000;
// What the server may drop without a word has less time: an answer takes milliseconds.
const doubtfulOvertakenAfterMs = 1_000;
// A command that the server refuses although its history has the message is not going to work. Attempts are no measure:
// those that a lost connection or a restart cut off were never refused.
const mostBeliedRefusals = 5;
// A message that the server has not stored, and said nothing about, over so many connections: it drops it without a word, as
// it does with those to a room that was dissolved. Connections lose frames, too, so one whose size explains nothing has more.
const mostUnanswered = { rightSize: 4, tooLarge: 2 } as const;
// What the history did not have so long ago is looked for again before it is sent.
const checkHoldsMs = 10_000;

/**
 * One queue of the outbox: in each chat in the order of the user's intent, one fresh entry at a time. tim runs every frame in
 * its own goroutine and its refusals name nothing but a type, so a second entry could overtake the first and take its refusal.
 */
export class Lane implements SendingOutcomes {
  private phase: LanePhase = 'idle';
  private timer: Disposable = toDisposable(() => undefined);
  private failures = 0;
  /** Entries whose turn has come, each in a chat of its own. */
  private readonly sendings = new Map<OperationId, Sending>();
  /** When the history was asked about an entry and did not have it, monotonic ms. */
  private readonly absentAtMs = new Map<OperationId, number>();
  /** Refusals of commands that the server's history belied. */
  private readonly beliedTimes = new Map<OperationId, number>();
  private readonly turns: Turns;

  constructor(
    name: LaneName,
    private readonly parts: LaneParts,
  ) {
    this.turns = new Turns(name, parts, parts.pump);
  }

  /** Sends what may go out now. */
  next(): void {
    this.attempt(() => this.sendNext());
  }

  /** What is with the server now. */
  withServer(): readonly Sending[] {
    return [...this.sendings.values()].filter(({ isWithServer }) => isWithServer);
  }

  /** Called after a transaction that may have settled entries. */
  settled(): void {
    for (const sending of this.withServer()) {
      this.safely(sending, () => {
        const { operation } = sending;
        if (this.parts.store.outbox.isInFlight(operation.operationId)) return;
        this.release(sending);
        this.turns.tryNow(this.parts.sizes.sent(operation));
        this.parts.answered(operation.operationId);
      });
    }
  }

  /** A message need not wait any more; null: none. */
  tryNow(messageId: MessageId | null): void {
    this.turns.tryNow(messageId);
  }

  /** The server refused it, with one of tim's error codes. */
  refused(sending: Sending, code: number): void {
    this.safely(sending, () => this.takeRefusal(sending, code));
  }

  /** The connection is gone: what was in flight waits for the next one. */
  disconnected(): void {
    const open = this.withServer();
    for (const sending of this.sendings.values()) sending.end();
    this.sendings.clear();
    this.absentAtMs.clear();
    this.timer.dispose();
    this.failures = 0;
    this.turns.dispose();
    this.move('disconnected');
    if (open.length > 0) this.attempt(() => this.markQueued(open.map(({ operation }) => operation)));
  }

  /**
   * Runs a step that belongs to a sending. When it throws, as writing to a full disk does, the entry is where it was in the
   * queue, and the lane tries again after a growing wait.
   */
  safely(sending: Sending, step: () => void): void {
    this.attempt(step, () => this.drop(sending));
  }

  checked(sending: Sending, sighting: Sighting): void {
    const { store, link, clock, sizes } = this.parts;
    const { operation } = sending;
    if (!store.outbox.isOpen(operation.operationId)) this.release(sending);
    else if (!link.isOnline()) this.drop(sending);
    else if (sighting === 'refused') {
      this.takeRefusal(sending, TimErrorCode.permissionDenied);
      return;
    } else if (sighting !== 'absent') {
      this.drop(sending);
      if (sighting === 'unclear') this.turns.postpone(sending.scope);
    } else if (this.turns.timesUnanswered(operation) >= this.mostUnanswered(operation)) {
      this.finish(sending, sizes.dropped(operation) ? 'tooLargeForServer' : 'timedOut');
      return;
    } else {
      this.drop(sending);
      this.absentAtMs.set(operation.operationId, clock.monotonicMs());
    }
    this.parts.pump();
  }

  overtaken(sending: Sending): void {
    this.parts.logger.info('no answer yet', { kind: sending.operation.kind });
    this.move('freed');
    this.parts.pump();
  }

  done(sending: Sending): void {
    this.finish(sending, null);
  }

  belied(sending: Sending, isGone: false | null): void {
    const { operationId } = sending.operation;
    const times = (this.beliedTimes.get(operationId) ?? 0) + (isGone === false ? 1 : 0);
    this.beliedTimes.set(operationId, times);
    if (isGone === false && times >= mostBeliedRefusals) this.finish(sending, 'refusedByServer');
    // Sent again at once it would meet its own first sending, which may still be under way, and be refused for that.
    else this.postpone(sending, sending.scope);
  }

  /**
   * The answer is overdue. Over this connection it would be owed for ever and could be taken for the answer to something else;
   * a new one begins without debts.
   */
  unanswered(sending: Sending): void {
    const { logger, link } = this.parts;
    const { operation } = sending;
    const times = this.turns.notAnswered(operation);
    logger.warn('no answer', { kind: operation.kind, times });
    link.renew();
    if (!sending.isOver) this.parts.disconnected();
  }

  /** The server has acknowledged it (tim 2.0.1 does not send an echo of a revoke or burn, section 6). */
  acknowledged(sending: Sending): void {
    this.safely(sending, () => {
      this.parts.answered(sending.operation.operationId);
      this.finish(sending, null);
    });
  }

  private sendNext(): void {
    const { link, operations } = this.parts;
    while (this.phase === 'idle' && link.isOnline()) {
      const operation = this.choose();
      if (operation === null) return;
      const { trace, frameType } = operations[operation.kind];
      const mustCheck = trace === 'message' && operation.attempts > 0 && !this.isKnownAbsent(operation);
      if (!mustCheck && !this.parts.isClear(frameType)) return;
      const sending = this.begin(operation);
      if (mustCheck) sending.check();
      else this.safely(sending, () => this.transmit(sending));
    }
  }

  private choose(): Operation | null {
    const open = [...this.sendings.values()];
    return this.turns.next(
      open.map(({ scope }) => scope),
      open.some(({ isFirst }) => isFirst),
    );
  }

  private begin(operation: Operation): Sending {
    const isDoubtful = this.parts.sizes.mayBeDropped(operation) || this.turns.timesUnanswered(operation) > 0;
    const sending = new Sending(
      { operation, overtakenAfterMs: isDoubtful ? doubtfulOvertakenAfterMs : overtakenAfterMs },
      this.parts,
      this,
    );
    this.sendings.set(operation.operationId, sending);
    return sending;
  }

  private transmit(sending: Sending): void {
    const { store, protection, link, ledger, logger, sizes } = this.parts;
    const { operation, rules } = sending;
    if (sizes.isHopeless(operation)) {
      this.finish(sending, 'tooLargeForServer');
      return;
    }
    const forbidden = rules.forbid(operation, this.parts);
    if (forbidden !== null) {
      this.finish(sending, forbidden);
      return;
    }
    const made = rules.toFrame(operation, this.parts);
    if (made === null) {
      logger.info('nothing to send', { kind: operation.kind });
      this.finish(sending, null);
      return;
    }
    // Sealed in the transaction that keeps the bytes: what sealing changes here is on the disk together with them, or not at all.
    const frame = store.transaction((write) => {
      const { payload, ...sealed } = sealedOnce(operation, made, { protection, keeps: rules.keepsPayload });
      write.outbox.markInFlight(operation.operationId, payload);
      return sealed.frame;
    });
    this.absentAtMs.delete(operation.operationId);
    sending.sent(frame);
    this.move('sent');
    ledger.sent(operation.operationId, rules.frameType);
    link.send(frame);
    // Within one process the answer may have come already.
    if (sending.isFresh) sending.awaitAnswer();
  }

  private takeRefusal(sending: Sending, code: number): void {
    const { operation, rules, target } = sending;
    const { conversationId, messageId } = operation;
    const isRoom = addressOf(conversationId)?.kind === 'room';
    const message = messageId === null ? null : this.parts.store.messages.byId(messageId);
    const isViaRoom = message !== null && message.viaRoom !== null;
    const refusal = rules.readRefusal(code, { isRoom, isViaRoom });
    this.parts.logger.info('refused', { kind: operation.kind, code, meaning: refusal.kind });
    if (refusal.kind === 'busy') this.backOff(sending);
    else if (refusal.kind === 'notStored') this.takeNotStored(sending);
    else if (refusal.kind === 'permanent') this.finish(sending, refusal.code);
    else if (target === null) this.finish(sending, 'refusedByServer');
    else {
      const wasFresh = sending.isFresh;
      sending.doubt(target);
      if (wasFresh) this.free();
    }
  }

  /** The database is busy, or will never take something of this size. */
  private takeNotStored(sending: Sending): void {
    const { operation, scope } = sending;
    const { kind } = this.parts.sizes.refused(operation);
    if (kind === 'busy') this.backOff(sending);
    else if (kind === 'suspected') this.postpone(sending, operation.messageId ?? scope);
    else this.finish(sending, 'tooLargeForServer');
  }

  /** Settles an entry for good; `refusal` is null when the server has done it or no longer needs to. */
  private finish(sending: Sending, refusal: string | null): void {
    const { store, operations, serverNowMs } = this.parts;
    const { operation, target } = sending;
    const changes = new ChangeSet();
    store.transaction((write) => {
      const settlement = new Settlement(write, operations, serverNowMs());
      if (refusal === null) settlement.complete(operation, target, changes);
      else settlement.reject(operation, refusal, changes);
    });
    this.release(sending);
    this.parts.changed(changes);
    this.parts.pump();
  }

  /** The server is busy: back to the queue, then a growing, jittered wait in which nothing else of the lane is sent either. */
  private backOff(sending: Sending): void {
    if (!sending.isFresh) {
      this.postpone(sending, sending.scope);
      return;
    }
    this.requeue(sending);
    if (!this.move('busy')) return;
    this.failures += 1;
    this.wait();
  }

  /** Back to the queue; its chat waits, or only its message, and everything else goes on. */
  private postpone(sending: Sending, waiting: string): void {
    this.requeue(sending);
    this.turns.postpone(waiting);
    this.parts.pump();
  }

  private requeue(sending: Sending): void {
    this.drop(sending);
    this.markQueued([sending.operation]);
  }

  private release(sending: Sending): void {
    const { operation } = sending;
    this.drop(sending);
    this.failures = 0;
    this.absentAtMs.delete(operation.operationId);
    this.beliedTimes.delete(operation.operationId);
    this.parts.sizes.settled(operation);
    this.turns.settled(operation, sending.scope);
  }

  /** The sending is over; its entry is where it is. */
  private drop(sending: Sending): void {
    const wasFresh = sending.isFresh;
    sending.end();
    // A later sending of the same entry may have taken its place.
    if (this.sendings.get(sending.operation.operationId) === sending)
      this.sendings.delete(sending.operation.operationId);
    if (wasFresh) this.move('freed');
  }

  private free(): void {
    this.move('freed');
    this.parts.pump();
  }

  private markQueued(operations: readonly Operation[]): void {
    const { store } = this.parts;
    store.transaction((write) => {
      for (const { operationId } of operations) write.outbox.markQueued(operationId);
    });
  }

  private wait(): void {
    const { clock, random, pump } = this.parts;
    this.timer.dispose();
    this.timer = clock.after(growingWaitMs(this.failures, random), () => {
      if (this.move('waited')) pump();
    });
  }

  private isKnownAbsent({ operationId }: Operation): boolean {
    const atMs = this.absentAtMs.get(operationId);
    return atMs !== undefined && this.parts.clock.monotonicMs() - atMs <= checkHoldsMs;
  }

  private mostUnanswered(operation: Operation): number {
    return this.parts.sizes.isProven(operation) ? mostUnanswered.tooLarge : mostUnanswered.rightSize;
  }

  private attempt(step: () => void, failed: () => void = () => undefined): void {
    try {
      step();
    } catch (error) {
      this.parts.logger.error('lane stumbled', errorFields(error));
      failed();
      this.failures += 1;
      this.move('stumbled');
      this.wait();
      this.parts.failed(error);
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
