import { toServerMid, type ServerMid } from '../domain/ids';
import type { Operation } from '../domain/operation';
import { toDisposable, type Disposable } from '../platform/disposable';
import type { OutgoingFrame } from '../protocol/mapper';
import { TimErrorCode } from '../protocol/packet-types';
import type { LaneParts } from './lane-parts';
import type { OperationRules } from './operations/operation-rules';
import type { Sighting } from './outbox-link';
import { nextSendingPhase, type SendingEvent, type SendingPhase } from './sending-state';

// An echo takes milliseconds once its message has arrived; a server that re-starts or is overloaded takes its time.
const answerTimeoutMs = 15_000;
// A room's member whose connection is half open holds up the echo for half a minute, and so does a device of one's own for
// commands: only then is an answer overdue that the history does not give either.
const mostSilences = 3;

/** What becomes of a sending; its lane carries it out. A step that throws ends the sending. */
export interface SendingOutcomes {
  /** Runs a step that belongs to a sending. */
  safely(sending: Sending, step: () => void): void;
  /** What the history knows of it before it is sent again. */
  checked(sending: Sending, sighting: Sighting): void;
  /** Others need not wait for its answer any more. */
  overtaken(sending: Sending): void;
  /** It is done. */
  done(sending: Sending): void;
  /** The server refuses it. */
  refused(sending: Sending, code: number): void;
  /** The server refused it, and has what it named; or that could not be found out (null). */
  belied(sending: Sending, isGone: false | null): void;
  /** No answer came, and none will. */
  unanswered(sending: Sending): void;
}

/** How an entry waits for its answer. */
export interface SendingOptions {
  readonly operation: Operation;
  /** How long nothing else of its type goes out, ms from its arrival at the server. */
  readonly overtakenAfterMs: number;
}

/** One entry from its turn on: waits for the answer, and asks the history when none comes. */
export class Sending {
  readonly operation: Operation;
  readonly rules: OperationRules;
  private phase: SendingPhase = 'chosen';
  /** The number that it names; a message may be on the server under several. */
  private named: ServerMid | null = null;
  private timer: Disposable = toDisposable(() => undefined);
  /** How often it was looked for because no answer came. */
  private silences = 0;
  /** Grows with every look at the history, so that a late one is known. */
  private looks = 0;

  constructor(
    private readonly options: SendingOptions,
    private readonly parts: LaneParts,
    private readonly outcomes: SendingOutcomes,
  ) {
    this.operation = options.operation;
    this.rules = parts.operations[this.operation.kind];
  }

  /** The server has it, and a refusal can only be meant for it. */
  get isFresh(): boolean {
    return this.phase === 'fresh';
  }

  /** It was handed to the present connection, and is not settled. */
  get isWithServer(): boolean {
    return this.isFresh || this.phase === 'waiting' || this.phase === 'looking' || this.phase === 'doubting';
  }

  /** It is about to have its answer: what lets everything else go first waits for that. */
  get isFirst(): boolean {
    return this.isFresh || this.phase === 'checking';
  }

  get isOver(): boolean {
    return this.phase === 'over';
  }

  /** The number that it names, null for none. */
  get target(): ServerMid | null {
    return this.named;
  }

  /** What it makes wait while it is open: its chat, or only what is about the same message. */
  get scope(): string {
    const { conversationId, messageId } = this.operation;
    return this.rules.scope === 'chat' ? conversationId : (messageId ?? conversationId);
  }

  /** It may be on the server already: its answer was lost. Sending it again would double it. */
  check(): void {
    this.move('check');
    this.look(
      () => this.find(),
      (sighting) => this.outcomes.checked(this, sighting ?? 'unclear'),
    );
  }

  /** Its frame is being handed to the connection. */
  sent(frame: OutgoingFrame): void {
    this.named = toServerMid(frame.packet.mid);
    this.move('sent');
  }

  /** A line on which nothing arrives any more is the heartbeat's matter. */
  awaitAnswer(): void {
    const { answer } = this.rules;
    if (answer.kind === 'nothing') this.when(answer.quietMs, () => this.outcomes.done(this));
    else this.when(this.options.overtakenAfterMs, () => this.fallSilent());
  }

  /**
   * The server does not know the number that it named. That may be gone already; but tim's refusals name nothing, and this
   * one may be the late answer to an earlier command.
   */
  doubt(mid: ServerMid): void {
    this.timer.dispose();
    if (!this.move('doubted')) return;
    this.look(
      () => this.parts.link.isGone(this.operation.conversationId, mid),
      (isGone) => {
        if (isGone === true) this.outcomes.done(this);
        else this.outcomes.belied(this, isGone);
      },
    );
  }

  /** Nothing of it happens any more. */
  end(): void {
    this.timer.dispose();
    this.move('ended');
  }

  private fallSilent(): void {
    this.move('silent');
    this.when(answerTimeoutMs - this.options.overtakenAfterMs, () => this.lookForOutcome());
    this.outcomes.overtaken(this);
  }

  /** No answer: the history may tell what became of it. */
  private lookForOutcome(): void {
    this.silences += 1;
    if (this.silences >= mostSilences) {
      this.outcomes.unanswered(this);
      return;
    }
    this.move('overdue');
    const { named } = this;
    if (this.rules.trace === 'message') this.look(() => this.find(), this.seen);
    else if (this.rules.trace === 'number' && named !== null) {
      this.look(
        () => this.parts.link.isGone(this.operation.conversationId, named),
        (isGone) => {
          if (isGone === true) this.outcomes.done(this);
          else this.resume();
        },
      );
    } else this.resume();
  }

  private readonly seen = (sighting: Sighting | null): void => {
    if (sighting === 'refused') this.outcomes.refused(this, TimErrorCode.permissionDenied);
    else if (sighting === 'absent' && this.parts.sizes.isProven(this.operation))
      this.outcomes.unanswered(this);
    // What was found went through the pipeline, and has settled the entry.
    else this.resume();
  };

  private resume(): void {
    if (this.move('resumed')) this.when(answerTimeoutMs, () => this.lookForOutcome());
  }

  private when(timeoutMs: number, step: () => void): void {
    this.timer = this.parts.link.whenSilent(timeoutMs, () => this.outcomes.safely(this, step));
  }

  private async find(): Promise<Sighting> {
    const { messageId } = this.operation;
    return messageId === null ? 'unclear' : this.parts.link.verify(messageId);
  }

  /** Asks the history, unless something else has happened by the time it answers; null when it could not be asked. */
  private look<T>(ask: () => Promise<T>, seen: (answer: T | null) => void): void {
    this.looks += 1;
    const look = this.looks;
    const answered = (answer: T | null): void => {
      if (look === this.looks && !this.isOver) this.outcomes.safely(this, () => seen(answer));
    };
    this.parts.background.run(
      'look for a message',
      async () => answered(await ask()),
      () => answered(null),
    );
  }

  /** Moves by the table; false when the event means nothing in this phase. */
  private move(event: SendingEvent): boolean {
    const next = nextSendingPhase(this.phase, event);
    if (next === null) return false;
    this.phase = next;
    return true;
  }
}
