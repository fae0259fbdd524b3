import { toOperationId, type OperationId } from '../domain/ids';
import type { Operation } from '../domain/operation';
import type { Random } from '../platform/random';
import type { StoreWriter } from '../storage/account-store';
import { operations } from './operations/registry';

/** An operation that begins: what the outbox decides by itself is left out. */
export type NewOperation = Pick<Operation, 'kind' | 'conversationId' | 'messageId'> &
  Partial<Pick<Operation, 'attempts' | 'awaits'>>;

/** Puts an operation at the end of its lane, and answers its id; inside the caller's transaction. */
export function enqueue(
  write: StoreWriter,
  operation: NewOperation,
  { random }: { readonly random: Random },
): OperationId {
  const operationId = toOperationId(random.uuid());
  write.outbox.append({ ...operation, operationId, lane: operations[operation.kind].lane });
  return operationId;
}
