import { frameTypeOf } from '../frame-type';
import { readAuth } from '../handlers/auth';
import { PostRefusedError } from '../post-refused-error';
import type { FaultParts } from './faulty-connection';

/** Answers a posted body through the server's faults. Without frames beside it a reordered request is a delayed one. */
export async function postWithFaults(
  body: Uint8Array,
  answer: (body: Uint8Array) => Promise<Uint8Array>,
  { book, crashGate, clock }: FaultParts,
): Promise<Uint8Array> {
  const [firstByte] = body;
  if (firstByte === undefined) return answer(body);
  const account = readAuth(body)?.name ?? null;
  const action = book.decide({ direction: 'in', type: frameTypeOf(firstByte), account });
  switch (action?.kind) {
    case 'drop':
    case 'halfOpen':
      return new Promise<never>(() => undefined);
    case 'delay':
    case 'reorder':
      await new Promise<void>((resolve) => clock.after(action.ms, resolve));
      return answer(body);
    case 'duplicate':
      await answer(body);
      return answer(body);
    case 'reset':
      throw new PostRefusedError('reset');
    case 'crash':
      crashGate.mark(body, action.at);
      return crashGate.during(body, () => answer(body));
    case undefined:
      return answer(body);
  }
}
