import { addressOf } from '../domain/conversation';
import { ChangeSet } from '../domain/change-set';
import { toServerMid, type ConversationId, type OperationId, type ServerMid } from '../domain/ids';
import type { Operation, OperationKind } from '../domain/operation';
import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';
import type { Logger } from '../platform/logger';
import type { Random } from '../platform/random';
import type { Message } from '../domain/message';
import {
  toEraseFrame,
  toMessageFrame,
  toOpenedFrame,
  type OutgoingContent,
  type OutgoingFrame,
} from '../protocol/mapper';
import type { AccountStore } from '../storage/account-store';
import { nextLanePhase, type LaneEvent, type LanePhase } from './lane-state';
import { readRefusal } from './refusal';
import type { Settlement } from './settlement';

/** What the outbox needs of the connection. */
export interface OutboxLink {
  /** True while frames may go out. */
  isOnline(): boolean;
  send(frame: OutgoingFrame): void;
  /**
   * Looks whether the server already has a message that was sent before without an answer; what it finds goes through the
   * inbound pipeline and settles the entry.
   */
  verify(operation: Operation): Promise<void>;
  /** Whether the server's history of a chat no longer has a number; null when that could not be found out. */
  isGone(conversationId: ConversationId, mid: ServerMid): Promise<boolean | null>;
}

/** What the outbox uses and whom it tells. */
export interface OutboxEnvironment {
  readonly store: AccountStore;
  readonly settlement: Settlement;
  readonly link: OutboxLink;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly changed: (changes: ChangeSet) => void;
}

// An echo takes milliseconds; a server that re-starts or is overloaded takes its time.
const answerTimeoutMs = 15_000;
// Nothing ever confirms a notice; for this long a refusal can only be meant for it, and must not hit what follows.
const noticeQuietMs = 400;
const busyBaseMs = 500;
const busyCapMs = 30_000;
// A command that the server refuses although its history has the message is not going to work. Attempts are no measure:
// those that a lost connection or a restart cut off were never refused.
const mostBeliedRefusals = 5;

/**
 * Sends what the user wants, in the order of the user's intent, one entry in flight. tim runs every frame in its own
 * goroutine and its refusals name nothing, so a second entry in flight could overtake the first and take its refusal.
 */
export class Outbox {
  private phase: LanePhase = 'idle';
  private inFlight: Operation | null = null;
  /** The number that the command in flight names; a message may be on the server under several. */
  private target: ServerMid | null = null;
  private timer: Disposable = toDisposable(() => undefined);
  private failures = 0;
  /** Refusals of a command that the server's history belied. */
  private belied: { readonly operationId: OperationId; readonly times: number } | null = null;

  constructor(private readonly environment: OutboxEnvironment) {}

  /** Found in flight at start: nobody knows what became of it, so it is queued again. */
  recover(): void {
    this.environment.store.transaction(() => this.environment.store.outbox.requeueAll());
  }

  /** Looks for something to send. Called after every enqueue, on sign-in and after every settlement. */
  pump(): void {
    const { store, link } = this.environment;
    if (this.phase !== 'idle' || !link.isOnline()) return;
    const operation = store.outbox.head();
    if (operation === null) return;
    if (operation.attempts > 0 && operation.kind === 'send') this.verify(operation);
    else this.transmit(operation);
  }

  /** Called after a transaction that may have settled the entry in flight. */
  settled(): void {
    const { inFlight } = this;
    if (inFlight !== null && !this.environment.store.outbox.isInFlight(inFlight.operationId)) this.release();
    this.pump();
  }

  /** The server refused something of this kind; tim does not say what, so it is the entry in flight. */
  refused(kind: OperationKind, code: number): void {
    const operation = this.inFlight;
    // While the history is asked, the refusal that is looked into may come once more.
    if (this.phase !== 'inFlight' || operation === null || answerKind(operation.kind) !== kind) return;
    const isRoom = addressOf(operation.conversationId)?.kind === 'room';
    const refusal = readRefusal(code, { kind: operation.kind, isRoom });
    this.environment.logger.info('refused', { kind, code, meaning: refusal.kind });
    if (refusal.kind === 'busy') this.backOff('busy');
    else if (refusal.kind === 'alreadyDone') this.makeSureItIsGone(operation);
    else this.finish(operation, refusal.code);
  }

  /** tim 2.0.1 answers a revoke or burn with an acknowledgement instead of an echo (section 6). */
  acknowledged(kind: 'revoke' | 'burn', mid: bigint | null): void {
    const operation = this.inFlight;
    if (operation?.kind !== kind) return;
    if (mid === null || mid === this.target) this.finish(operation, null);
  }

  /** The connection is gone: what was in flight waits for the next one. */
  disconnected(): void {
    this.requeue();
    this.move('disconnected');
    this.failures = 0;
  }

  /** The entry may be on the server already: its answer was lost. Sending it again would double it. */
  private verify(operation: Operation): void {
    this.move('verify');
    void this.environment.link.verify(operation).then(() => {
      if (!this.move('verified')) return;
      const head = this.environment.store.outbox.head();
      if (head?.operationId === operation.operationId && this.environment.link.isOnline())
        this.transmit(head);
      else this.pump();
    });
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
    void this.environment.link.isGone(operation.conversationId, target).then((isGone) => {
      if (this.inFlight !== operation || this.phase !== 'verifying') return;
      if (isGone === true) this.finish(operation, null);
      else if (isGone === false && this.countBelied(operation) >= mostBeliedRefusals)
        this.finish(operation, 'refusedByServer');
      // Sent again at once it would meet its own first sending, which may still be under way, and be refused for that.
      else this.backOff('unclear');
    });
  }

  private countBelied({ operationId }: Operation): number {
    const times = (this.belied?.operationId === operationId ? this.belied.times : 0) + 1;
    this.belied = { operationId, times };
    return times;
  }

  private transmit(operation: Operation): void {
    const { store, link, clock, logger } = this.environment;
    const frame = this.toFrame(operation);
    if (frame === null) {
      logger.info('nothing to send', { kind: operation.kind });
      this.finish(operation, null);
      return;
    }
    store.transaction(() => store.outbox.markInFlight(operation.operationId));
    this.inFlight = operation;
    this.target = operation.kind === 'send' ? null : toServerMid(frame.packet.mid);
    this.move('sent');
    this.timer =
      operation.kind === 'opened'
        ? clock.after(noticeQuietMs, () => this.finish(operation, null))
        : clock.after(answerTimeoutMs, () => this.backOff('timedOut'));
    link.send(frame);
  }

  private toFrame(operation: Operation): OutgoingFrame | null {
    const message = this.environment.store.messages.byId(operation.messageId);
    const to = addressOf(operation.conversationId);
    if (message === null || to === null) return null;
    if (operation.kind === 'send') {
      const content = this.contentOf(message);
      const { cid, clientId, replyTo, mentions, burnTerms } = message;
      if (content === null || cid === null || clientId === null) return null;
      return toMessageFrame({ to, cid, clientId, content, replyTo, mentions, burnTerms });
    }
    const mid = this.environment.settlement.nextTarget(message);
    // What was burned before its author could be told of the opening needs no notice any more.
    if (mid === null || (operation.kind === 'opened' && message.contentState !== 'present')) return null;
    const command = { to, mid, clientId: this.environment.random.int64() };
    return operation.kind === 'opened' ? toOpenedFrame(command) : toEraseFrame(operation.kind, command);
  }

  private contentOf(message: Message): OutgoingContent | null {
    if (message.contentKind !== 'image') {
      return message.text === null ? null : { kind: 'text', text: message.text };
    }
    const bytes = this.environment.store.messages.attachmentOf(message.messageId);
    return bytes === null ? null : { kind: 'image', bytes };
  }

  /** Settles an entry for good; `refusal` is null when the server has done it or no longer needs to. */
  private finish(operation: Operation, refusal: string | null): void {
    const { store, settlement } = this.environment;
    const changes = new ChangeSet();
    store.transaction(() => {
      if (refusal === null) settlement.complete(operation, this.target, changes);
      else settlement.reject(operation, refusal, changes);
    });
    store.forgetErased();
    this.release();
    this.environment.changed(changes);
    this.pump();
  }

  /** Back to the queue, then a growing, jittered wait in which nothing may overtake the entry. */
  private backOff(event: 'busy' | 'timedOut' | 'unclear'): void {
    this.requeue();
    if (!this.move(event)) return;
    this.failures += 1;
    const boundMs = Math.min(busyCapMs, busyBaseMs * 2 ** this.failures);
    const delayMs = boundMs * (0.5 + this.environment.random.fraction() / 2);
    this.timer = this.environment.clock.after(delayMs, () => {
      if (this.move('waited')) this.pump();
    });
  }

  private requeue(): void {
    const operation = this.inFlight;
    this.timer.dispose();
    this.inFlight = null;
    this.target = null;
    if (operation === null) return;
    const { store } = this.environment;
    store.transaction(() => store.outbox.markQueued(operation.operationId));
  }

  private release(): void {
    this.timer.dispose();
    this.inFlight = null;
    this.target = null;
    this.failures = 0;
    this.move('settled');
  }

  /** Moves by the table; false when the event means nothing in this phase. */
  private move(event: LaneEvent): boolean {
    const next = nextLanePhase(this.phase, event);
    if (next === null) return false;
    this.phase = next;
    return true;
  }
}

/** A notice travels as a message, so that a refusal of one looks like a refusal of the other. */
const answerKind = (kind: OperationKind): OperationKind => (kind === 'opened' ? 'send' : kind);
