import { defineStore, getActivePinia, type Pinia, type SetupStoreDefinition } from 'pinia';
import { inject, provide, type InjectionKey } from 'vue';
import { accountRequest, type AccountRequest } from './bridge';

/** One account as its stores and components see it. */
export interface AccountScope {
  readonly accountId: string;
  /** Calls main for this account. */
  readonly request: AccountRequest;
}

const scopeKey: InjectionKey<AccountScope> = Symbol('account');

/** Everything below the calling component belongs to this account. Used once, by `AccountFrame`. */
export function provideAccount(accountId: string): void {
  provide(scopeKey, scopeOf(accountId));
}

/** The account that the calling component belongs to. */
export function useAccount(): AccountScope {
  const scope = inject(scopeKey, null);
  if (scope === null) throw new Error('no account here');
  return scope;
}

interface OwnedStore {
  readonly $id: string;
  readonly $dispose: () => void;
}

/** The stores of every account that has some, so that they end with it. */
const ownedStores = new WeakMap<Pinia, Map<string, Map<string, OwnedStore>>>();

/** Gives the store of an account; without an id that of the account that the calling component belongs to. */
export type UseAccountStore<Setup> = (accountId?: string) => ReturnType<SetupStoreDefinition<string, Setup>>;

/**
 * Defines a store that every account has one of: what is in it never meets another account. `setup` runs once for each
 * account, in a scope that ends with it (`closeAccount`); what has to be stopped or forgotten then registers with
 * `onScopeDispose`.
 */
export function defineAccountStore<Setup>(
  name: string,
  setup: (account: AccountScope) => Setup,
): UseAccountStore<Setup> {
  return (accountId) => {
    const scope = accountId === undefined ? useAccount() : scopeOf(accountId);
    const store = defineStore(`${scope.accountId}/${name}`, () => setup(scope))();
    own(scope.accountId, store);
    return store;
  };
}

/** Ends every store of an account and forgets what was in them. */
export function closeAccount(accountId: string): void {
  const pinia = getActivePinia();
  if (pinia === undefined) return;
  const accounts = ownedStores.get(pinia);
  for (const store of accounts?.get(accountId)?.values() ?? []) {
    store.$dispose();
    Reflect.deleteProperty(pinia.state.value, store.$id);
  }
  accounts?.delete(accountId);
}

function own(accountId: string, store: OwnedStore): void {
  const pinia = getActivePinia();
  if (pinia === undefined) return;
  const accounts = ownedStores.get(pinia) ?? new Map<string, Map<string, OwnedStore>>();
  const stores = accounts.get(accountId) ?? new Map<string, OwnedStore>();
  ownedStores.set(pinia, accounts.set(accountId, stores.set(store.$id, store)));
}

const scopeOf = (accountId: string): AccountScope => ({ accountId, request: accountRequest(accountId) });
