import type { OperationId } from '../domain/ids';
import type { OperationKind } from '../domain/operation';
import type { Clock } from '../platform/clock';

/**
 * Whose refusal it can be: `nobody` sent anything of that kind without an answer, one operation did, or several did and tim
 * does not say which of them is meant.
 */
export type RefusalOwner =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'one'; readonly operationId: OperationId }
  | { readonly kind: 'several' };

interface Owed {
  readonly operationId: OperationId;
  readonly kind: OperationKind;
  readonly sentAtMs: number;
}

// A server that is silent for longer has lost the connection by then (two pings without an answer), and with it the ledger.
const longestOwedMs = 60_000;

/**
 * What was sent over the present connection and has no answer yet. tim's refusals name nothing but the type of the frame, so
 * a refusal can only be meant for something in here. Notices are never answered unless they are refused; they are owed a
 * refusal for as long as a server can take for one.
 */
export class AnswerLedger {
  private owed: Owed[] = [];

  constructor(private readonly clock: Clock) {}

  /** Something was handed to the connection. */
  sent(operationId: OperationId, kind: OperationKind): void {
    this.owed.push({ operationId, kind: answerKind(kind), sentAtMs: this.clock.monotonicMs() });
  }

  /** One sending of this operation was answered. */
  answered(operationId: OperationId): void {
    const index = this.owed.findIndex((entry) => entry.operationId === operationId);
    if (index >= 0) this.owed.splice(index, 1);
  }

  /** Takes a refusal of frames of this kind: it strikes the oldest sending that it can be meant for. */
  refused(kind: OperationKind): RefusalOwner {
    const oldestMs = this.clock.monotonicMs() - longestOwedMs;
    this.owed = this.owed.filter(({ sentAtMs }) => sentAtMs >= oldestMs);
    const candidates = this.owed.filter((entry) => entry.kind === kind);
    const [oldest] = candidates;
    if (oldest === undefined) return { kind: 'nobody' };
    this.owed.splice(this.owed.indexOf(oldest), 1);
    const { operationId } = oldest;
    const isOne = candidates.every((entry) => entry.operationId === operationId);
    return isOne ? { kind: 'one', operationId } : { kind: 'several' };
  }

  /** The connection has ended: what it owed will never come. */
  clear(): void {
    this.owed = [];
  }
}

/** A notice travels as a message, so that a refusal of one looks like a refusal of the other. */
const answerKind = (kind: OperationKind): OperationKind => (kind === 'opened' ? 'send' : kind);
