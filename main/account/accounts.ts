import type { Credentials } from '../../preload/contract/api';
import { fail, succeed, type FailureCode, type Result } from '../../preload/contract/result';
import type { WhileLocked } from '../../preload/contract/lock-views';
import type { StartFailureView } from '../../preload/contract/start-failure-view';
import type { AccountView, SignOutView } from '../../preload/contract/views';
import { diskFailureOf } from '../platform/disk-failure';
import { OneAtATime } from '../platform/one-at-a-time';
import type { NewAccount } from '../session/registrar';
import { parseServerAddresses, type ServerAddress } from '../transport/server-address';
import { AccountFiles, closeFiles, type OpenedAccount } from './account-files';
import { loadProfile, noteNewAccount, saveProfile, toKnownAccount } from './account-profile';
import { AccountRegistry } from './account-registry';
import { BurnKeeper } from './burn-keeper';
import { destroyData, noteLeaving } from './leaving-data';
import { firstAnswer } from './first-answer';
import { identityOf, localPassword, newResource, type Identity } from './identity';
import { BegunRegistrations } from './begun-registrations';
import { registerAccount } from './registration';
import { LastSession } from './last-session';
import type { AppLock } from './lock/app-lock';
import type { LockedOptions, Network } from './messenger-options';
import { OpenAccounts, type OpenAccountsEnvironment } from './open-accounts';
import { setAside } from './set-aside';
import { checkForm } from './sign-in-form';
import { StartDuties } from './start-duties';
import { startLocalServer } from './start-local-server';
import { StartGate } from './start-state';
import { wipeEverything } from './wipe-everything';
import { Wiper } from './wiper';

/** What the accounts use. */
export interface AccountsEnvironment extends OpenAccountsEnvironment {
  readonly options: LockedOptions;
  readonly lock: AppLock;
  readonly whileLocked: () => WhileLocked;
  readonly network: Network;
  readonly registry: AccountRegistry;
}

// A program that makes copies or looks for viruses holds a file for a moment.
const lockedTries = 8;
const lockedWaitMs = 250;

/**
 * Signing up, in and out. Any number of accounts is open at a time, and the window shows one of them; sign-ins run one after
 * the other. The burn clocks of the accounts that are not open are kept as well.
 */
export class Accounts {
  /** The accounts that are open at this moment. */
  readonly open: OpenAccounts;
  /** Opens once it is known whether an account of the last session can be opened. */
  readonly gate: StartGate;
  private readonly turns = new OneAtATime();
  private readonly begun = new BegunRegistrations();
  private readonly keeper: BurnKeeper;
  private readonly starts: StartDuties;
  private readonly lastSession: LastSession;
  private readonly wiper: Wiper;

  constructor(private readonly environment: AccountsEnvironment) {
    const { options, registry } = environment;
    const { clock, random, logger } = options;
    this.open = new OpenAccounts(environment);
    this.gate = new StartGate(() => this.tellSnapshot());
    this.keeper = new BurnKeeper({
      accountIds: () => registry.withFiles(),
      open: (accountId) => this.filesOf(accountId).open(),
      clock,
      random,
      logger: logger.child('keeper'),
    });
    this.wiper = new Wiper({
      clock,
      logger,
      registry,
      destroy: (name) => destroyData(name, { ...environment, keeper: this.keeper }),
    });
    this.starts = new StartDuties({
      clock,
      logger,
      open: (accountId) => this.inTurn(() => this.openAtStart(accountId)),
      changed: () => this.tellSnapshot(),
    });
    const { open, gate, keeper, starts, turns } = this;
    this.lastSession = new LastSession({ ...environment, open, gate, keeper, starts, turns });
  }

  /** The accounts of the last session that are not open, and why; the one that would be shown stands first. */
  startFailures(): readonly StartFailureView[] {
    return this.starts.failed();
  }

  /**
   * Opens the accounts of the last session, first the one that the window showed, and keeps the burn clocks of the others; when the
   * lock is on, somebody has to unlock first. What the disk does not give out now is tried again until it does or somebody signs
   * in by hand. Resolves after the first try with the account that the window showed.
   */
  async start(): Promise<void> {
    // What was to be wiped when the program ended is gone before anything of it could be opened.
    await this.wiper.runAll();
    if (this.environment.lock.isOpen) await this.lastSession.open();
  }

  /** Closes the gate at once. Resolves when, as is set, the accounts are closed and the key is out of memory. */
  lock(): Promise<void> {
    return this.lastSession.close();
  }

  /** Opens the gate if the PIN is right. Resolves when the account that the window showed is open, or cannot be opened. */
  async unlock(pin: string): Promise<Result<null>> {
    const { lock } = this.environment;
    if (this.gate.state !== 'locked') return succeed();
    const unlocked = await this.inTurn(() => lock.unlock(pin));
    if (unlocked.ok) await this.lastSession.open();
    else this.tellSnapshot();
    return unlocked;
  }

  /** Does something with the lock, in its turn, and tells that it has changed. */
  changeLock(work: () => Promise<Result<null>>): Promise<Result<null>> {
    return this.inTurn(work).finally(() => this.tellSnapshot());
  }

  /** Destroys every account of this computer, what its server keeps, and the lock. From the moment in which that is written it is done. */
  wipeEverything(): Promise<Result<SignOutView>> {
    const { environment, open, keeper, starts, wiper, gate } = this;
    const everything = { ...environment, open, keeper, starts, wiper, gate };
    return this.inTurn(() => wipeEverything(everything)).finally(() => this.tellSnapshot());
  }

  /** The computer woke up or the network changed. */
  wakeUp(): void {
    this.keeper.look();
    for (const account of this.open.all()) account.wakeUp();
  }

  /** The window shows this account from now on; nothing changes when it is not open. */
  show(accountId: string): void {
    if (!this.open.show(accountId)) return;
    this.noteShown(accountId);
    this.tellSnapshot();
  }

  /** Registers a new account and signs it in. */
  signUp(credentials: Credentials): Promise<Result<AccountView>> {
    return this.byHand(async () => {
      const form = checkForm(credentials, true);
      if (!form.ok) return fail(form.failure);
      const identity = identityOf(credentials, form.name, form.addresses);
      const accountId = AccountRegistry.idOf(identity.urls[0] ?? '', identity.name);
      const failure = await this.register(identity, form.addresses);
      // The answer to an earlier attempt was lost: the password tells whose the account is.
      const isPerhapsOurs = failure === 'accountExists' && this.begun.has(accountId);
      this.begun.note(accountId, failure);
      if (failure !== null && !isPerhapsOurs) return fail(failure);
      const entered = await this.enter(identity, 'signUp');
      if (entered.ok) this.begun.end(accountId);
      else if (isPerhapsOurs && entered.failure.code === 'wrongPassword') return fail('accountExists');
      return entered;
    });
  }

  /** Signs in with a password. */
  signIn(credentials: Credentials): Promise<Result<AccountView>> {
    return this.byHand(async () => {
      const form = checkForm(credentials, false);
      if (!form.ok) return fail(form.failure);
      return this.enter(identityOf(credentials, form.name, form.addresses), 'signIn');
    });
  }

  /**
   * Signs up on the server of this computer with a password that nobody needs to know. Its cast speaks the language.
   */
  tryHere(rawName: string, language: 'zh' | 'en'): Promise<Result<AccountView>> {
    return this.byHand(async () => {
      const name = rawName.trim();
      if (name === '') return fail('nameEmpty');
      const started = await startLocalServer(this.environment.options);
      if (!started.ok) return started;
      const url = started.value;
      const addresses = parseServerAddresses(url);
      if (addresses === null) return fail('localServerFailed');
      const password = localPassword(this.environment.options.random);
      const identity = { name, password, urls: [url], encoding: 'compact', isLocalServer: true } as const;
      const failure = await this.register({ ...identity, extend: { language } }, addresses);
      return failure === null ? this.enter(identity, 'signUp') : fail(failure);
    });
  }

  /** Opens an account of this computer and shows it; works offline, the connection follows when it can. */
  resume(accountId: string): Promise<Result<AccountView>> {
    return this.byHand(async () => {
      this.starts.end(accountId);
      const account = this.open.byId(accountId);
      const outcome = account === null ? await this.openKnown(accountId) : succeed(account.view());
      if (!outcome.ok) return outcome;
      this.open.show(accountId);
      this.noteShown(accountId);
      this.followShown();
      this.tellSnapshot();
      return outcome;
    });
  }

  /**
   * Ends the session. `keep`: the account stays known. `wipe`: nothing of it stays on this computer; from the moment in which that
   * is written it is done, if need be by the next start. Nothing has changed when it could not be written.
   */
  signOut(accountId: string, data: 'keep' | 'wipe'): Promise<Result<SignOutView>> {
    return this.byHand(async () => {
      if (this.open.byId(accountId) === null) return fail('notSignedIn');
      const next = this.open.all().find(({ profile }) => profile.accountId !== accountId);
      const shownId = this.open.shown()?.profile.accountId ?? null;
      const current = shownId === accountId ? (next?.profile.accountId ?? null) : shownId;
      noteLeaving(this.environment.registry, { accountId, data, current });
      this.environment.notify({ accountId, kind: 'left' });
      const left = data === 'keep' ? this.leave(accountId) : this.open.close(accountId);
      this.followShown();
      this.tellSnapshot();
      await left;
      if (data === 'keep') return succeed({ remains: 'data' });
      await this.wiper.runAll();
      return succeed({ remains: this.environment.registry.wiping().length === 0 ? 'nothing' : 'remnants' });
    });
  }

  /** Keeps the files of an account that cannot be opened under another name; refused for those that can. */
  keepAside({ serverAddress, name }: Pick<Credentials, 'serverAddress' | 'name'>): Promise<Result<null>> {
    return this.byHand(() => {
      const { open, keeper } = this;
      return setAside(
        { url: parseServerAddresses(serverAddress)?.[0]?.webSocketUrl, name: name.trim() },
        {
          open,
          keeper,
          filesOf: (accountId) => this.filesOf(accountId),
          attempt: (work) => this.attempt(work),
        },
      );
    });
  }

  /** Ends every session at the end of the program; the next start signs in again. Resolves when all files are closed. */
  async stop(): Promise<void> {
    this.starts.dispose();
    this.wiper.dispose();
    await Promise.all([this.open.stop(), this.keeper.end()]);
  }

  /** Shown is what was shown at the end of the last session; the others are opened beside it. */
  private async openAtStart(accountId: string): Promise<FailureCode | null> {
    if (this.open.byId(accountId) !== null) return null;
    const outcome = await this.openKnown(accountId);
    if (!outcome.ok) {
      this.keeper.watch(accountId);
      return outcome.failure.code;
    }
    if (this.environment.registry.current() === accountId) this.open.show(accountId);
    this.followShown();
    return null;
  }

  private async openKnown(accountId: string): Promise<Result<AccountView>> {
    if (!this.environment.registry.known().some((known) => known.accountId === accountId)) {
      return fail('notSignedIn');
    }
    const opened = await this.openPatiently(() => this.filesOf(accountId).open(), accountId);
    if (!opened.ok) return fail(opened.failure);
    const refused = async (code: FailureCode): Promise<Result<never>> => {
      await closeFiles(opened);
      this.keeper.watch(accountId);
      return fail(code);
    };
    const profile = loadProfile(opened.store, accountId);
    if (profile === null) return refused('databaseDamaged');
    const server = profile.isLocalServer ? await startLocalServer(this.environment.options) : null;
    if (server?.ok === false) return refused(server.failure.code);
    const account = this.open.make(profile, opened);
    this.lastSession.giveBackDrafts(account);
    this.open.admit(account);
    account.start();
    return succeed(account.view());
  }

  /** Opens the files of an account, and waits for others who hold them. While they are open the keeper leaves them alone. */
  private async openPatiently(open: () => OpenedAccount, accountId: string): Promise<OpenedAccount> {
    await this.keeper.release(accountId);
    let opened = open();
    for (let tries = 1; !opened.ok && opened.failure === 'fileLocked' && tries < lockedTries; tries += 1) {
      await new Promise<void>((resolve) => this.environment.options.clock.after(lockedWaitMs, resolve));
      opened = open();
    }
    if (!opened.ok) this.keeper.watch(accountId);
    return opened;
  }

  /** Connects, and shows and keeps the account only if the server lets it in; what was shown and open stays so until then. */
  private async enter(identity: Identity, by: 'signUp' | 'signIn'): Promise<Result<AccountView>> {
    const accountId = AccountRegistry.idOf(identity.urls[0] ?? '', identity.name);
    this.starts.end(accountId);
    const shownId = this.open.shown()?.profile.accountId ?? null;
    // Its files are opened once: it is not open while the server is asked whether the new password is right.
    const wasOpen = this.open.byId(accountId) !== null;
    await this.leave(accountId);
    const outcome = await this.tryToEnter(identity, by);
    if (!outcome.ok && wasOpen && (await this.openKnown(accountId)).ok && shownId === accountId) {
      this.open.show(accountId);
    }
    this.followShown();
    this.tellSnapshot();
    return outcome;
  }

  private async tryToEnter(identity: Identity, by: 'signUp' | 'signIn'): Promise<Result<AccountView>> {
    const accountId = AccountRegistry.idOf(identity.urls[0] ?? '', identity.name);
    const files = this.filesOf(accountId);
    // Its old data may not have been given out yet.
    if (this.wiper.isOwed(accountId)) await this.wiper.runAll();
    if (this.wiper.isOwed(accountId)) return fail('fileLocked');
    const opened = await this.openPatiently(() => files.openOrMake(), accountId);
    if (!opened.ok) return fail(opened.failure);
    const resource = opened.store.profile.get('resource') ?? newResource(this.environment.options.random);
    const profile = { ...identity, accountId, resource };
    if (by === 'signUp') this.attempt(() => noteNewAccount(opened.store));
    const account = this.open.make(profile, opened);
    const answer = firstAnswer(account.session);
    account.start();
    const failure =
      (await answer) ??
      this.attempt(() => {
        // The server may have let us in with one whose change it had not confirmed.
        saveProfile(opened.store, { ...profile, password: account.passwords.present });
        this.environment.registry.use(toKnownAccount(profile, account.self()));
      });
    if (failure !== null) {
      await this.open.turnAway(account);
      if (opened.isNew) files.remove();
      else this.keeper.watch(accountId);
      return fail(failure);
    }
    this.open.admit(account);
    this.open.show(accountId);
    return succeed(account.view());
  }

  /** Ends a session, if there is one; the keeper takes its burn clocks over. */
  private async leave(accountId: string): Promise<void> {
    if (await this.open.close(accountId)) this.keeper.watch(accountId);
  }

  /** It is the one to be shown at the next start; that it could not be noted is no reason to lock anybody out. */
  private noteShown(accountId: string): void {
    const known = this.environment.registry.known().find((account) => account.accountId === accountId);
    if (known !== undefined) this.attempt(() => this.environment.registry.use(known));
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

  private register(account: NewAccount, addresses: readonly ServerAddress[]): Promise<FailureCode | null> {
    return registerAccount(account, addresses, this.environment.network.post);
  }

  /** The state of the start follows whether an account is shown. */
  private followShown(): void {
    this.gate.move(this.open.shown() === null ? 'left' : 'opened');
  }

  /** What accounts there are, and which is shown, is a fact of the app. */
  private tellSnapshot(): void {
    this.environment.tell({ accountId: null, kind: 'snapshot' });
  }

  private filesOf(accountId: string): AccountFiles {
    return new AccountFiles(this.environment.registry.folderOf(accountId), this.environment.options);
  }

  /** The user decides which account is shown: the start does not any more. */
  private byHand<T>(work: () => Promise<T>): Promise<T> {
    const shownId = this.environment.registry.current();
    if (shownId !== null && this.open.byId(shownId) === null) this.starts.end(shownId);
    return this.inTurn(work);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.turns.run(work);
  }
}
