import {
  encodings,
  type AccountView,
  type EncodingChoice,
  type KnownAccountView,
} from '../../preload/contract/views';
import type { AccountStore } from '../storage/account-store';

/** What is needed to sign an account in; kept in its encrypted database. */
export interface AccountProfile {
  readonly accountId: string;
  readonly name: string;
  readonly password: string;
  /** Websocket addresses of one cluster, at least one. */
  readonly urls: readonly string[];
  readonly encoding: EncodingChoice;
  readonly isLocalServer: boolean;
  /** Name of this device, the same over restarts. */
  readonly resource: string;
}

/** Writes a profile into the account's database. */
export function saveProfile(store: AccountStore, profile: AccountProfile): void {
  store.transaction((write) => {
    write.profile.set('name', profile.name);
    write.profile.set('password', profile.password);
    write.profile.set('serverUrls', profile.urls.join(' '));
    write.profile.set('encoding', profile.encoding);
    write.profile.set('isLocalServer', profile.isLocalServer ? '1' : '0');
    write.profile.set('resource', profile.resource);
  });
}

/**
 * The account was made a moment ago: whatever friend or room it gets is new. Rooms that the server itself has put it into are in
 * the very first list that it tells.
 */
export function noteNewAccount(store: AccountStore): void {
  store.transaction((write) => {
    write.profile.set('friendsKnown', '1');
    write.profile.set('roomsKnown', 'registered');
  });
}

/** Reads the profile of a database; null when it is not complete. */
export function loadProfile(store: AccountStore, accountId: string): AccountProfile | null {
  const { profile } = store;
  const name = profile.get('name');
  const password = profile.get('password');
  const urls = (profile.get('serverUrls') ?? '').split(' ').filter((url) => url !== '');
  const encoding = encodings.find((candidate) => candidate === profile.get('encoding'));
  const resource = profile.get('resource');
  if (
    name === null ||
    password === null ||
    resource === null ||
    encoding === undefined ||
    urls.length === 0
  ) {
    return null;
  }
  return {
    accountId,
    name,
    password,
    urls,
    encoding,
    resource,
    isLocalServer: profile.get('isLocalServer') === '1',
  };
}

/** The account as the window may see it. `shownName`: what it is called. */
export function toAccountView(
  profile: AccountProfile,
  { node, shownName }: { readonly node: string; readonly shownName: string },
): AccountView {
  return {
    accountId: profile.accountId,
    node,
    name: shownName,
    ...(shownName === profile.name ? {} : { signInName: profile.name }),
    serverUrl: profile.urls[0] ?? '',
    encoding: profile.encoding,
    isLocalServer: profile.isLocalServer,
  };
}

/** What this computer remembers of an account outside of its database: nothing secret. */
export function toKnownAccount(
  { accountId, name, urls, isLocalServer }: AccountProfile,
  node: string,
): KnownAccountView {
  return { accountId, node, name, serverUrl: urls[0] ?? '', isLocalServer };
}
