import { join } from 'node:path';
import type { Credentials } from '../../preload/contract/api';
import { fail, succeed, type FailureCode, type Result } from '../../preload/contract/result';
import type { AccountView, StartFailureView } from '../../preload/contract/views';
import { diskFailureOf, isDiskFailure } from '../platform/disk-failure';
import { Duty } from '../platform/duty';
import { parseServerAddresses, type ServerAddress } from '../transport/server-address';
import { AccountFiles, type OpenedAccount } from './account-files';
import { loadProfile, saveProfile, toAccountView, type AccountProfile } from './account-profile';
import { AccountRegistry } from './account-registry';
import type { Change } from '../../preload/contract/changes';
import type { Notice } from '../ipc/messenger';
import { ActiveAccount, type ActiveAccountEnvironment } from './active-account';
import { BurnKeeper } from './burn-keeper';
import { firstAnswer } from './first-answer';
import { registerAccount } from './registration';
import { localServerKey } from './local-server-key';
import type { MessengerOptions, Network } from './messenger-options';
import { checkForm } from './sign-in-form';
import { WrappedKeyFile } from './wrapped-key-file';

/** What the accounts use. */
export interface AccountsEnvironment {
  readonly options: MessengerOptions;
  readonly network: Network;
  readonly registry: AccountRegistry;
  /** What every account uses. */
  readonly account: Omit<ActiveAccountEnvironment, 'tell' | 'notify'>;
  readonly tell: (change: Change) => void;
  readonly notify: (notice: Notice) => void;
}

/** 120 bits, and as text short enough for every server. */
const localPasswordBytes = 15;

type Identity = Pick<AccountProfile, 'name' | 'password' | 'urls' | 'encoding' | 'isLocalServer'>;

type OpenAccount = Extract<OpenedAccount, { ok: true }>;

// A program that makes copies or looks for viruses holds a file for a moment.
const lockedTries = 8;
const lockedWaitMs = 250;

/**
 * Signing up, in and out. At most one account is signed in at a time; sign-ins run one after the other. The burn clocks of
 * all others are kept as well.
 */
export class Accounts {
  private current: ActiveAccount | null = null;
  private turn: Promise<unknown> = Promise.resolve();
  private readonly keeper: BurnKeeper;
  private readonly starting: Duty;
  private failedStart: StartFailureView | null = null;

  constructor(private readonly environment: AccountsEnvironment) {
    const { clock, random, logger } = environment.options;
    this.keeper = new BurnKeeper({
      accountIds: () => environment.registry.withFiles(),
      open: (accountId) => this.filesOf(accountId).open(),
      clock,
      random,
      logger: logger.child('keeper'),
    });
    this.starting = new Duty({
      clock,
      work: () => this.tryToStart(),
      failed: (error) => logger.warn('account not opened yet', { reason: diskFailureOf(error) }),
    });
  }

  /** The open account that the window shows. */
  shown(): ActiveAccount | null {
    return this.current;
  }

  /** Every open account. */
  all(): readonly ActiveAccount[] {
    return this.current === null ? [] : [this.current];
  }

  /** An open account by its id. */
  byId(accountId: string): ActiveAccount | null {
    return this.all().find(({ profile }) => profile.accountId === accountId) ?? null;
  }

  /** Why the account of the last session is not open; null when it is, or when there is none. */
  startFailure(): StartFailureView | null {
    return this.failedStart;
  }

  /**
   * Opens the account of the last session, if there is one, and keeps the burn clocks of the others. What the disk does not
   * give out now is tried again until it does or somebody signs in by hand. Resolves after the first try.
   */
  async start(): Promise<void> {
    const current = this.environment.registry.current();
    this.keeper.begin(current);
    if (current === null) return;
    this.starting.run();
    await this.turn;
    if (this.current === null) this.keeper.watch(current);
  }

  /** The computer woke up or the network changed. */
  wakeUp(): void {
    this.keeper.look();
    this.current?.wakeUp();
  }

  /** Registers a new account and signs it in. */
  signUp(credentials: Credentials): Promise<Result<AccountView>> {
    return this.byHand(async () => {
      const form = checkForm(credentials, true);
      if (!form.ok) return fail(form.failure);
      const identity = identityOf(credentials, form.name, form.addresses);
      const failure = await this.register(identity, form.addresses);
      return failure === null ? this.enter(identity) : fail(failure);
    });
  }

  /** Signs in with a password. */
  signIn(credentials: Credentials): Promise<Result<AccountView>> {
    return this.byHand(async () => {
      const form = checkForm(credentials, false);
      if (!form.ok) return fail(form.failure);
      return this.enter(identityOf(credentials, form.name, form.addresses));
    });
  }

  /** Signs up on the server of this computer with a password that nobody needs to know. */
  tryHere(rawName: string): Promise<Result<AccountView>> {
    return this.byHand(async () => {
      const name = rawName.trim();
      if (name === '') return fail('nameEmpty');
      const started = await this.startLocalServer();
      if (!started.ok) return started;
      const url = started.value;
      const addresses = parseServerAddresses(url);
      if (addresses === null) return fail('localServerFailed');
      const password = Buffer.from(this.environment.options.random.bytes(localPasswordBytes)).toString(
        'base64url',
      );
      const identity = { name, password, urls: [url], encoding: 'compact', isLocalServer: true } as const;
      const failure = await this.register(identity, addresses);
      return failure === null ? this.enter(identity) : fail(failure);
    });
  }

  /** Opens an account of this computer; works offline, the connection follows when it can. */
  resume(accountId: string): Promise<Result<AccountView>> {
    return this.byHand(async () => {
      const outcome = await this.open(accountId);
      const known = this.environment.registry.known().find((account) => account.accountId === accountId);
      // It is the one to sign in at the next start; that it could not be noted is no reason to lock anybody out.
      if (outcome.ok && known !== undefined) this.attempt(() => this.environment.registry.use(known));
      return outcome;
    });
  }

  /** Ends the session; the account stays known. Nothing has changed when that could not be written. */
  signOut(accountId: string): Promise<Result<null>> {
    return this.byHand(() => {
      if (this.byId(accountId) === null) return Promise.resolve(fail('notSignedIn'));
      this.environment.registry.clearCurrent();
      this.leave();
      this.tellSnapshot();
      return Promise.resolve(succeed());
    });
  }

  /** Keeps the files of an account that cannot be opened under another name; refused for those that can. */
  keepAside({ serverAddress, name }: Pick<Credentials, 'serverAddress' | 'name'>): Promise<Result<null>> {
    return this.byHand(() =>
      Promise.resolve(this.putAside(parseServerAddresses(serverAddress), name.trim())),
    );
  }

  /** Ends the session at the end of the program; the next start signs in again. */
  stop(): void {
    this.starting.dispose();
    this.current?.stop();
    this.current = null;
    this.keeper.dispose();
  }

  private putAside(addresses: readonly ServerAddress[] | null, name: string): Result<null> {
    const url = addresses?.[0]?.webSocketUrl;
    if (url === undefined) return fail('serverAddressInvalid');
    const accountId = AccountRegistry.idOf(url, name);
    if (this.current?.profile.accountId === accountId) return fail('invalidArgument');
    this.keeper.release(accountId);
    const files = this.filesOf(accountId);
    const opened = files.open();
    if (opened.ok) {
      opened.store.close();
      this.keeper.watch(accountId);
      return fail('invalidArgument');
    }
    const failure = this.attempt(() => this.watchAside(files.keepAside()));
    return failure === null ? succeed() : fail(failure);
  }

  /** Its key may come back, and then its burn clocks have to be kept like any other's. */
  private watchAside(folderName: string | null): void {
    if (folderName !== null) this.keeper.watch(folderName);
  }

  private async tryToStart(): Promise<null> {
    const accountId = this.environment.registry.current();
    if (accountId === null || this.current !== null) return null;
    const failure = await this.inTurn(async () => {
      const outcome = await this.open(accountId);
      const reason = outcome.ok ? null : outcome.failure.code;
      this.failedStart = reason === null ? null : { accountId, reason, isRetried: isDiskFailure(reason) };
      this.tellSnapshot();
      return this.failedStart;
    });
    if (failure?.isRetried === true) throw new StartFailedError(failure.reason);
    return null;
  }

  private async open(accountId: string): Promise<Result<AccountView>> {
    if (!this.environment.registry.known().some((known) => known.accountId === accountId)) {
      return fail('notSignedIn');
    }
    this.leave();
    const opened = await this.openPatiently(() => this.filesOf(accountId).open(), accountId);
    if (!opened.ok) return fail(opened.failure);
    const refused = (code: FailureCode): Result<never> => {
      opened.store.close();
      this.keeper.watch(accountId);
      return fail(code);
    };
    const profile = loadProfile(opened.store, accountId);
    if (profile === null) return refused('databaseDamaged');
    const server = profile.isLocalServer ? await this.startLocalServer() : null;
    if (server?.ok === false) return refused(server.failure.code);
    const account = this.activate(profile, opened);
    account.start();
    return succeed(toAccountView(profile, account.self()));
  }

  /** Opens the files of an account, and waits for others who hold them. While they are open the keeper leaves them alone. */
  private async openPatiently(open: () => OpenedAccount, accountId: string): Promise<OpenedAccount> {
    this.keeper.release(accountId);
    let opened = open();
    for (let tries = 1; !opened.ok && opened.failure === 'fileLocked' && tries < lockedTries; tries += 1) {
      await new Promise<void>((resolve) => this.environment.options.clock.after(lockedWaitMs, resolve));
      opened = open();
    }
    if (!opened.ok) this.keeper.watch(accountId);
    return opened;
  }

  /** Connects, and keeps the account only if the server lets it in. */
  private async enter(identity: Identity): Promise<Result<AccountView>> {
    this.leave();
    const accountId = AccountRegistry.idOf(identity.urls[0] ?? '', identity.name);
    const files = this.filesOf(accountId);
    const opened = await this.openPatiently(() => files.openOrMake(), accountId);
    if (!opened.ok) return fail(opened.failure);
    const resource = opened.store.profile.get('resource') ?? this.newResource();
    const profile = { ...identity, accountId, resource };
    const account = this.activate(profile, opened);
    const answer = firstAnswer(account.session);
    account.start();
    const failure =
      (await answer) ??
      this.attempt(() => {
        saveProfile(opened.store, profile);
        this.environment.registry.use({ accountId, name: profile.name, serverUrl: profile.urls[0] ?? '' });
      });
    if (failure !== null) {
      this.leave();
      if (opened.isNew) {
        this.keeper.release(accountId);
        files.remove();
      }
      return fail(failure);
    }
    this.tellSnapshot();
    return succeed(toAccountView(profile, account.self()));
  }

  private activate(profile: AccountProfile, opened: OpenAccount): ActiveAccount {
    const { account: shared, tell, notify } = this.environment;
    const { accountId } = profile;
    const account = new ActiveAccount(profile, opened, {
      ...shared,
      tell: (change) => tell({ ...change, accountId }),
      notify: (notice) => notify({ ...notice, accountId }),
    });
    this.current = account;
    return account;
  }

  /** Ends the session; the keeper takes its burn clocks over. */
  private leave(): void {
    const account = this.current;
    if (account === null) return;
    this.current = null;
    account.stop();
    this.keeper.watch(account.profile.accountId);
  }

  /** Does something that writes; answers what the disk says when it did not work. Throws everything else. */
  private attempt(work: () => void): FailureCode | null {
    try {
      work();
      return null;
    } catch (error) {
      const failure = diskFailureOf(error);
      if (failure === null) throw error;
      this.environment.options.logger.warn('account not written', { reason: failure });
      return failure;
    }
  }

  private register(identity: Identity, addresses: readonly ServerAddress[]): Promise<FailureCode | null> {
    return registerAccount(identity, addresses, this.environment.network.post);
  }

  private async startLocalServer(): Promise<Result<string>> {
    const { options } = this.environment;
    const file = new WrappedKeyFile(join(options.dataDirectory, 'local-server-key.json'), options);
    const read = localServerKey(file, options.random);
    if (!read.ok) return fail(read.failure);
    try {
      return succeed(await options.localServer.start(read.key));
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      options.logger.error('local server failed', { error: name });
      return fail('localServerFailed');
    } finally {
      read.key.fill(0);
    }
  }

  /** What accounts there are, and which is shown, is a fact of the app. */
  private tellSnapshot(): void {
    this.environment.tell({ accountId: null, kind: 'snapshot' });
  }

  private filesOf(accountId: string): AccountFiles {
    return new AccountFiles(this.environment.registry.folderOf(accountId), this.environment.options);
  }

  private newResource(): string {
    return `desktop-${Buffer.from(this.environment.options.random.bytes(4)).toString('hex')}`;
  }

  /** The user decides which account is signed in: the start does not any more. */
  private byHand<T>(work: () => Promise<T>): Promise<T> {
    this.starting.dispose();
    if (this.failedStart !== null) {
      this.failedStart = null;
      this.tellSnapshot();
    }
    return this.inTurn(work);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }
}

/** The account of the last session could not be opened now. */
class StartFailedError extends Error {
  override readonly name = 'StartFailedError';

  constructor(readonly code: FailureCode) {
    super(`account: ${code}`);
  }
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
