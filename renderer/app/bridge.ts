import type { CallAnswer, CallArgument, CallName, MessengerBridge } from '../../preload/contract/api';
import type { ChangeBatch } from '../../preload/contract/changes';
import { fail, type Result } from '../../preload/contract/result';

declare global {
  interface Window {
    /** Exposed by the preload script; read in this file only. */
    readonly messenger: MessengerBridge;
  }
}

/** Calls that answer with a `Result`: everything a user asks for. */
export type RequestName = {
  [N in CallName]: CallAnswer<N> extends Result<unknown> ? N : never;
}[CallName];

/** The value inside the `Result` of a call. */
export type RequestValue<N extends RequestName> = CallAnswer<N> extends Result<infer V> ? V : never;

/** Calls main. Rejects only if the bridge itself is broken. */
export function call<N extends CallName>(name: N, argument: CallArgument<N>): Promise<CallAnswer<N>> {
  return window.messenger.call(name, argument);
}

/** Calls main and always resolves: a broken bridge is the failure `internal`, so that views have one path for errors. */
export async function request<N extends RequestName>(
  name: N,
  argument: CallArgument<N>,
): Promise<Result<RequestValue<N>>> {
  try {
    // `RequestName` holds exactly the calls whose answer is a `Result` of `RequestValue`.
    return (await call(name, argument)) as Result<RequestValue<N>>;
  } catch {
    return fail('internal');
  }
}

/** Registers a listener for change batches; the answer removes it. */
export function onChanges(listener: (batch: ChangeBatch) => void): () => void {
  return window.messenger.onChanges(listener);
}
