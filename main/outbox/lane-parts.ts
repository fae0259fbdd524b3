import type { OperationId } from '../domain/ids';
import type { AnswerLedger } from './answer-ledger';
import type { OperationRegistry } from './operations/registry';
import type { OutboxEnvironment } from './outbox-environment';
import type { SizeJudge } from './size-judge';

/** What the lanes of an outbox share. */
export interface LaneParts extends OutboxEnvironment {
  readonly operations: OperationRegistry;
  readonly ledger: AnswerLedger;
  readonly sizes: SizeJudge;
  /** Whether a refusal of a frame of this type could only be meant for what is sent now, as far as anybody can tell. */
  readonly isClear: (frameType: number) => boolean;
  /** An operation was answered, which may tell for what an earlier refusal was meant. */
  readonly answered: (operationId: OperationId) => void;
  /** Something is free now: whatever may go out goes out. */
  readonly pump: () => void;
  /** The connection that this outbox has ended is gone. */
  readonly disconnected: () => void;
}
