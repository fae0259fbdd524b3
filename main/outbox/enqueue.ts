import { toOperationId } from '../domain/ids';
import type { Operation } from '../domain/operation';
import type { Random } from '../platform/random';
import type { AccountStore } from '../storage/account-store';
import { operations } from './operations/registry';

/** An operation that begins: what the outbox decides by itself is left out. */
export type NewOperation = Pick<Operation, 'kind' | 'conversationId' | 'messageId'> &
  Partial<Pick<Operation, 'attempts'>>;

/** Puts an operation at the end of its lane; inside the caller's transaction. */
export function enqueue(
  store: Pick<AccountStore, 'outbox'>,
  operation: NewOperation,
  { random }: { readonly random: Random },
): void {
  const operationId = toOperationId(random.uuid());
  store.outbox.append({ ...operation, operationId, lane: operations[operation.kind].lane });
}
