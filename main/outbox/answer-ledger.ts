import type { OperationId } from '../domain/ids';
import type { Clock } from '../platform/clock';

/** A refusal of which it is known for what it was meant. */
export interface Attribution {
  readonly operationId: OperationId;
  readonly code: number;
}

interface Owed {
  readonly operationId: OperationId;
  readonly sentAtMs: number;
}

/** What frames of one type are still owed, and the refusals of which nobody knows yet for which of them they were meant. */
interface Account {
  readonly owed: readonly Owed[];
  readonly codes: readonly number[];
}

// A server that is silent for longer has lost the connection by then (two pings without an answer), and with it the ledger.
const longestOwedMs = 60_000;

const nothing: Account = { owed: [], codes: [] };

/**
 * What was sent over the present connection and has no answer yet, by the type of its frame: tim's refusals name nothing
 * else. A refusal is known to be meant for an operation when nothing else of the type is open, or becomes so when everything
 * else was answered. Notices are never answered unless they are refused; they are owed a refusal for as long as a server can
 * take for one.
 */
export class AnswerLedger {
  private readonly accounts = new Map<number, Account>();

  constructor(private readonly clock: Clock) {}

  /** A frame of this type was handed to the connection. */
  sent(operationId: OperationId, frameType: number): void {
    const { owed, codes } = this.accountOf(frameType);
    const entry = { operationId, sentAtMs: this.clock.monotonicMs() };
    this.accounts.set(frameType, { owed: [...owed, entry], codes });
  }

  /** One sending of this operation was answered. Answers which refusals that leaves no doubt about. */
  answered(operationId: OperationId): readonly Attribution[] {
    for (const [frameType, { owed, codes }] of this.accounts) {
      const index = owed.findIndex((entry) => entry.operationId === operationId);
      if (index >= 0) return this.attribute(frameType, { owed: owed.filter((_, at) => at !== index), codes });
    }
    return [];
  }

  /** Something of this type was refused. Answers for what it was meant, and which earlier ones that leaves no doubt about. */
  refused(frameType: number, code: number): readonly Attribution[] {
    const { owed, codes } = this.accountOf(frameType);
    const oldestMs = this.clock.monotonicMs() - longestOwedMs;
    // While a refusal is in doubt, it may be meant for what is old by now.
    const open = codes.length > 0 ? owed : owed.filter(({ sentAtMs }) => sentAtMs >= oldestMs);
    if (open.length === 0) {
      this.accounts.delete(frameType);
      return [];
    }
    return this.attribute(frameType, { owed: open, codes: [...codes, code] });
  }

  /** The connection has ended: what it owed will never come. */
  clear(): void {
    this.accounts.clear();
  }

  private accountOf(frameType: number): Account {
    return this.accounts.get(frameType) ?? nothing;
  }

  /** Each refusal is for a sending of its own: as many of them as sendings leave no doubt, unless they say different things. */
  private attribute(frameType: number, account: Account): readonly Attribution[] {
    const { owed, codes } = account;
    const [first] = owed;
    const [code] = codes;
    if (first === undefined || code === undefined) {
      // More refusals than sendings: one of them was for something that is not known here.
      this.accounts.set(frameType, { owed, codes: [] });
      return [];
    }
    const isOne = owed.every(({ operationId }) => operationId === first.operationId);
    if (isOne) {
      this.accounts.set(frameType, { owed: owed.slice(codes.length), codes: [] });
      return codes.map((each) => ({ operationId: first.operationId, code: each }));
    }
    const areAll = codes.length >= owed.length && codes.every((each) => each === code);
    this.accounts.set(frameType, areAll ? nothing : account);
    return areAll ? owed.map(({ operationId }) => ({ operationId, code })) : [];
  }
}
