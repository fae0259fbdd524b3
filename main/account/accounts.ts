import type { Credentials } from '../../preload/contract/api';
import { isPerhapsTooLong } from '../../preload/contract/password-size';
import { fail, succeed, type FailureCode, type Result } from '../../preload/contract/result';
import type { AccountView } from '../../preload/contract/views';
import { TimErrorCode } from '../protocol/packet-types';
import { register } from '../session/registrar';
import type { AccountStore } from '../storage/account-store';
import { parseServerAddresses, type ServerAddress } from '../transport/server-address';
import { AccountFiles } from './account-files';
import { loadProfile, saveProfile, toAccountView, type AccountProfile } from './account-profile';
import { AccountRegistry } from './account-registry';
import { ActiveAccount, type ActiveAccountEnvironment } from './active-account';
import { toConnectionFailure } from './connection-view';
import { firstAnswer } from './first-answer';
import type { MessengerOptions, Network } from './messenger-options';
import { checkForm } from './sign-in-form';

/** What the accounts use. */
export interface AccountsEnvironment {
  readonly options: MessengerOptions;
  readonly network: Network;
  readonly registry: AccountRegistry;
  readonly account: ActiveAccountEnvironment;
}

/** 120 bits, and as text short enough for every server. */
const localPasswordBytes = 15;

type Identity = Pick<AccountProfile, 'name' | 'password' | 'urls' | 'encoding' | 'isLocalServer'>;

/** Signing up, in and out. At most one account is signed in at a time; sign-ins run one after the other. */
export class Accounts {
  private current: ActiveAccount | null = null;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly environment: AccountsEnvironment) {}

  /** The signed-in account. */
  active(): ActiveAccount | null {
    return this.current;
  }

  /** Registers a new account and signs it in. */
  signUp(credentials: Credentials): Promise<Result<AccountView>> {
    return this.inTurn(async () => {
      const form = checkForm(credentials, true);
      if (!form.ok) return fail(form.failure);
      const identity = identityOf(credentials, form.name, form.addresses);
      const failure = await this.register(form.addresses, identity);
      return failure === null ? this.enter(identity) : fail(failure);
    });
  }

  /** Signs in with a password. */
  signIn(credentials: Credentials): Promise<Result<AccountView>> {
    return this.inTurn(async () => {
      const form = checkForm(credentials, false);
      if (!form.ok) return fail(form.failure);
      return this.enter(identityOf(credentials, form.name, form.addresses));
    });
  }

  /** Signs up on the server of this computer with a password that nobody needs to know. */
  tryHere(rawName: string): Promise<Result<AccountView>> {
    return this.inTurn(async () => {
      const name = rawName.trim();
      if (name === '') return fail('nameEmpty');
      const url = await this.startLocalServer();
      const addresses = url === null ? null : parseServerAddresses(url);
      if (url === null || addresses === null) return fail('localServerFailed');
      const password = Buffer.from(this.environment.options.random.bytes(localPasswordBytes)).toString(
        'base64url',
      );
      const identity = { name, password, urls: [url], encoding: 'compact', isLocalServer: true } as const;
      const failure = await this.register(addresses, identity);
      return failure === null ? this.enter(identity) : fail(failure);
    });
  }

  /** Opens an account of this computer; works offline, the connection follows when it can. */
  resume(accountId: string): Promise<Result<AccountView>> {
    return this.inTurn(async () => {
      if (!this.environment.registry.known().some((known) => known.accountId === accountId)) {
        return fail('notSignedIn');
      }
      this.leave();
      const opened = this.filesOf(accountId).open();
      if (!opened.ok) return fail(opened.failure);
      const profile = loadProfile(opened.store, accountId);
      if (profile === null) {
        opened.store.close();
        return fail('databaseDamaged');
      }
      if (profile.isLocalServer && (await this.startLocalServer()) === null) {
        opened.store.close();
        return fail('localServerFailed');
      }
      const account = this.activate(profile, opened.store);
      account.start();
      return succeed(toAccountView(profile, account.self()));
    });
  }

  /** Ends the session; the account stays known. */
  signOut(): Promise<Result<null>> {
    return this.inTurn(() => {
      this.leave();
      this.environment.registry.clearCurrent();
      this.environment.account.tell({ kind: 'snapshot' });
      return Promise.resolve(succeed());
    });
  }

  /** Ends the session at the end of the program; the next start signs in again. */
  stop(): void {
    this.leave();
  }

  /** Connects, and keeps the account only if the server lets it in. */
  private async enter(identity: Identity): Promise<Result<AccountView>> {
    this.leave();
    const accountId = AccountRegistry.idOf(identity.urls[0] ?? '', identity.name);
    const files = this.filesOf(accountId);
    const opened = files.open();
    if (!opened.ok) return fail(opened.failure);
    const resource = opened.store.profile.get('resource') ?? this.newResource();
    const profile = { ...identity, accountId, resource };
    const account = this.activate(profile, opened.store);
    const answer = firstAnswer(account.session);
    account.start();
    const failure = await answer;
    if (failure !== null) {
      this.leave();
      if (opened.isNew) files.remove();
      return fail(failure);
    }
    saveProfile(opened.store, profile);
    this.environment.registry.use({ accountId, name: profile.name, serverUrl: profile.urls[0] ?? '' });
    this.environment.account.tell({ kind: 'snapshot' });
    return succeed(toAccountView(profile, account.self()));
  }

  private activate(profile: AccountProfile, store: AccountStore): ActiveAccount {
    const account = new ActiveAccount(profile, store, this.environment.account);
    this.current = account;
    return account;
  }

  private leave(): void {
    this.current?.stop();
    this.current = null;
  }

  private async register(
    addresses: readonly ServerAddress[],
    identity: Identity,
  ): Promise<FailureCode | null> {
    const [address] = addresses;
    if (address === undefined) return 'serverAddressInvalid';
    const outcome = await register(this.environment.network.post, address.httpUrl, identity);
    switch (outcome.kind) {
      case 'registered':
        return null;
      case 'exists':
        return 'accountExists';
      case 'refused':
        return registrationRefusal(outcome.code, identity.password);
      case 'unreachable':
        return toConnectionFailure(outcome.failure);
    }
  }

  private async startLocalServer(): Promise<string | null> {
    try {
      return await this.environment.options.localServer.start();
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      this.environment.options.logger.error('local server failed', { error: name });
      return null;
    }
  }

  private filesOf(accountId: string): AccountFiles {
    const { keyVault, random } = this.environment.options;
    return new AccountFiles(this.environment.registry.folderOf(accountId), keyVault, random);
  }

  private newResource(): string {
    return `desktop-${Buffer.from(this.environment.options.random.bytes(4)).toString('hex')}`;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }
}

/** tim says "database error" when its hash does not take the password; with a short one it means what it says. */
function registrationRefusal(code: number, password: string): FailureCode {
  return code === TimErrorCode.database && isPerhapsTooLong(password) ? 'passwordTooLong' : 'refusedByServer';
}

const identityOf = (
  credentials: Credentials,
  name: string,
  addresses: readonly ServerAddress[],
): Identity => ({
  name,
  password: credentials.password,
  urls: addresses.map((address) => address.webSocketUrl),
  encoding: credentials.encoding,
  isLocalServer: false,
});
