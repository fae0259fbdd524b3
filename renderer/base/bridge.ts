import type {
  AccountCallName,
  AccountCallValue,
  AppCallName,
  CallAnswer,
  CallArgument,
  MessengerBridge,
} from '../../preload/contract/api';
import type { ChangeBatch } from '../../preload/contract/changes';
import { fail, type Result } from '../../preload/contract/result';

declare global {
  interface Window {
    /** Exposed by the preload script; read in this file only. */
    readonly messenger: MessengerBridge;
  }
}

/** Calls about the app that answer with a `Result`: everything a user asks for. */
export type RequestName = {
  [N in AppCallName]: CallAnswer<N> extends Result<unknown> ? N : never;
}[AppCallName];

/** The value inside the `Result` of a call. */
export type RequestValue<N extends RequestName> = CallAnswer<N> extends Result<infer V> ? V : never;

/** Calls main about the app. Rejects only if the bridge itself is broken. */
export function call<N extends AppCallName>(name: N, argument: CallArgument<N>): Promise<CallAnswer<N>> {
  return window.messenger.call(name, argument);
}

/** Calls main about the app and always resolves: a broken bridge is the failure `internal`, so that views have one path for errors. */
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

/** Calls main for one account and always resolves: a broken bridge is the failure `internal`. */
export type AccountRequest = <N extends AccountCallName>(
  name: N,
  argument: CallArgument<N>,
) => Promise<Result<AccountCallValue<N>>>;

/** The calls of one account. Only `account-scope.ts` hands them out, so that nothing asks for another account than its own. */
export function accountRequest(accountId: string): AccountRequest {
  return async <N extends AccountCallName>(name: N, argument: CallArgument<N>) => {
    try {
      const answer = await window.messenger.callAccount(accountId, name, argument);
      // Every call of an account answers with a `Result` of its value.
      return answer as Result<AccountCallValue<N>>;
    } catch {
      return fail('internal');
    }
  };
}

/** Registers a listener for change batches; the answer removes it. */
export function onChanges(listener: (batch: ChangeBatch) => void): () => void {
  return window.messenger.onChanges(listener);
}
