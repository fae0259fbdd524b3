import { diskFailureOf, isDiskFailure } from '../platform/disk-failure';
import { toDisposable, type Disposable } from '../platform/disposable';
import { Emitter } from '../platform/emitter';
import { errorFields } from '../platform/error-fields';
import { FrameType, TimErrorCode } from '../protocol/packet-types';
import type { Frame } from '../protocol/packets';
import { DialError, type CloseReason, type Transport } from '../transport/transport';
import { DiskGate } from './disk-gate';
import { toCredentials } from './credentials';
import { skippedSyncId } from './frame-reader';
import { Inbox, isGroupable } from './inbox';
import { KeepAlive } from './keep-alive';
import { overLimitRetryMs, reconnectDelayMs } from './reconnect-policy';
import { isAck } from './request-queue';
import { nextState, type SessionEvent, type SessionState } from './session-state';
import { workThrough } from './turn-work';
import type { WireAccess } from './wire';
import type { SessionFailure } from './session-failure';
import type { SessionEnvironment, SessionHooks, SessionOptions, SessionStatus } from './session-terms';

const authTimeoutMs = 10_000;
// Looking whether the disk has room costs the server nothing.
const longestDiskRetryMs = 4_000;

/** Who may use the connection in which state. */
const accessIn: Readonly<Record<SessionState, WireAccess>> = {
  signedOut: 'none',
  connecting: 'none',
  authenticating: 'none',
  replaying: 'questions',
  online: 'everything',
  waiting: 'none',
  kicked: 'none',
  rejected: 'none',
};

/** In which states there is no connection though one is wanted, and comes by itself. */
const isAway: Readonly<Record<SessionState, boolean>> = {
  signedOut: false,
  connecting: true,
  authenticating: true,
  replaying: true,
  online: false,
  waiting: true,
  kicked: false,
  rejected: false,
};

/** One account's connections to its server: dials, signs in, keeps alive, comes back. What uses them knows the wire alone. */
export class Session {
  private state: SessionState = 'signedOut';
  private failure: SessionFailure | null = null;
  private retryAtMs: number | null = null;
  private awaySinceMs: number | null = null;
  private isRetry = false;
  private failures = 0;
  private urlIndex = 0;
  private attempt = new AbortController();
  private timer: Disposable = toDisposable(() => undefined);
  private stability: Disposable = toDisposable(() => undefined);
  private loginToken: string | null;
  /** Passwords that may hold and were not tried on this connection. */
  private untried: readonly string[] = [];
  private triedPassword: string | null = null;
  private readonly statusChanged = new Emitter<SessionStatus>();
  private readonly disk: DiskGate;
  private readonly keepAlive: KeepAlive;
  private readonly inbox: Inbox;

  constructor(
    private readonly options: SessionOptions,
    private readonly environment: SessionEnvironment,
    private readonly hooks: SessionHooks,
  ) {
    const { clock, logger, wire } = environment;
    this.loginToken = options.loginToken ?? null;
    this.disk = new DiskGate(() => hooks.checkDisk?.());
    this.inbox = new Inbox({
      clock,
      logger,
      hooks,
      send: (frame) => wire.send(frame),
      diskFailed: (reason) => this.drop(reason),
    });
    this.keepAlive = new KeepAlive(options.heartbeat, {
      clock,
      logger,
      book: environment.patience ?? null,
      sendPing: () => wire.send({ type: FrameType.ping, packet: {} }),
      line: wire.line,
      stale: () => this.drop('lost'),
    });
    wire.pinged.on(() => this.keepAlive.pinged());
    wire.ponged.on(() => this.keepAlive.ponged());
    wire.givenUp.on((failure) => this.drop(failure));
  }

  status(): SessionStatus {
    const { state, failure, retryAtMs, awaySinceMs, isRetry } = this;
    const { unreadableFrames } = this.environment.wire;
    return { state, failure, retryAtMs, awaySinceMs, isRetry, unreadableFrames };
  }

  onStatus(listener: (status: SessionStatus) => void): Disposable {
    return this.statusChanged.on(listener);
  }

  /** Begins to connect; does nothing unless signed out. */
  start(): void {
    if (this.move('start')) this.connect();
  }

  /** The user asks for an attempt now; does nothing while one is under way or the connection is there. */
  retryNow(): void {
    if (this.state === 'kicked') this.keepAlive.forget();
    this.retry();
  }

  /**
   * The computer woke up, its user came back or its network changed: what there is may be dead, and what was tried in vain
   * may work now. Whoever was signed out by another device stays so.
   */
  wakeUp(): void {
    this.failures = 0;
    if (this.state === 'waiting') this.retry();
    else if (this.state === 'connecting') this.dialAgain();
    else this.doubt();
  }

  /** Somebody waits in vain for what should have come: the line is looked at. Does nothing where there is none. */
  doubt(): void {
    if (this.state === 'replaying' || this.state === 'online') this.keepAlive.check();
  }

  /** Leaves the server and comes back after so many ms or a little later, as after a lost connection; nothing happens without one. */
  leaveFor(durationMs: number): void {
    if (this.state === 'replaying' || this.state === 'online') this.drop('lost', durationMs);
  }

  /** Ends the connection and all attempts. */
  stop(): void {
    this.move('stop');
    this.tearDown();
  }

  private retry(): void {
    if (!this.move('retry')) return;
    this.timer.dispose();
    this.connect();
  }

  /** An attempt over a network that has gone would only be noticed when its time is up. */
  private dialAgain(): void {
    this.attempt.abort();
    this.connect();
  }

  private connect(): void {
    const blocked = this.disk.ask();
    if (blocked !== null) {
      this.drop(blocked);
      return;
    }
    const { dial, wire } = this.environment;
    const attempt = new AbortController();
    this.attempt = attempt;
    const url = this.options.urls[this.urlIndex % this.options.urls.length] ?? '';
    const listener = {
      received: (bytes: Uint8Array) => {
        if (!attempt.signal.aborted) this.receive(bytes);
      },
      receivedSeveral: (messages: readonly Uint8Array[]) => this.receiveSeveral(messages, attempt.signal),
      moved: (direction: 'in' | 'out') => {
        if (attempt.signal.aborted) return;
        wire.line.moved(direction);
        if (direction === 'in') this.keepAlive.answered();
      },
      shortener: () => wire.shortener(),
      closed: (reason: CloseReason) => {
        if (!attempt.signal.aborted) this.closed(reason);
      },
    };
    dial(url, listener, attempt.signal).then(
      (transport) => {
        if (attempt.signal.aborted) transport.close();
        else this.opened(transport);
      },
      (error: unknown) => {
        if (!attempt.signal.aborted) this.drop(error instanceof DialError ? error.code : 'unreachable');
      },
    );
  }

  private opened(transport: Transport): void {
    const { clock, wire } = this.environment;
    wire.opened(transport);
    this.keepAlive.opened();
    this.move('opened');
    this.timer = clock.after(authTimeoutMs, () => this.drop('timeout'));
    this.untried = this.environment.passwords?.candidates() ?? [this.options.password];
    this.signIn();
  }

  /** With the one-time token while there is one, else with the next password. False when none is left. */
  private signIn(): boolean {
    const { loginToken } = this;
    const [password, ...others] = this.untried;
    if (loginToken === null && password === undefined) return false;
    const secret = loginToken === null ? { pwd: password ?? '' } : { token: loginToken };
    this.triedPassword = loginToken === null ? (password ?? null) : null;
    if (loginToken === null) this.untried = others;
    else this.untried = [];
    this.loginToken = null;
    this.environment.wire.send({ type: FrameType.auth, packet: toCredentials(this.options, secret) });
    return true;
  }

  private receive(bytes: Uint8Array): void {
    const arrivedMs = this.environment.clock.monotonicMs();
    this.noteLife();
    const frame = this.read(bytes);
    if (frame === null) return;
    if (this.state === 'authenticating') this.receiveAuthAnswer(frame);
    else if (frame.type !== FrameType.ping && !this.environment.wire.offer(frame))
      this.inbox.take(frame, arrivedMs);
  }

  /** Takes what came at once, as far as a turn goes. What is news is committed together with its neighbours. */
  private receiveSeveral(messages: readonly Uint8Array[], signal: AbortSignal): number {
    if (signal.aborted) return messages.length;
    if (this.inbox.isFull) return 0;
    const { clock, wire } = this.environment;
    const arrivedMs = clock.monotonicMs();
    this.noteLife();
    return workThrough(messages, {
      clock,
      isAborted: () => signal.aborted,
      isGroupable: (bytes) => this.state !== 'authenticating' && isGroupable(bytes),
      takeOne: (bytes) => this.receive(bytes),
      takeSeveral: (next) => this.inbox.takeSeveral(next, arrivedMs),
      read: (bytes) => {
        const frame = this.read(bytes);
        return frame === null || wire.offer(frame) ? null : frame;
      },
    });
  }

  private noteLife(): void {
    this.environment.wire.line.moved('in');
    this.keepAlive.answered();
  }

  private read(bytes: Uint8Array): Frame | null {
    const { wire } = this.environment;
    const frame = wire.read(bytes);
    if (frame !== null) return frame;
    if (this.state === 'authenticating') this.drop('notTim');
    else this.tell();
    const syncId = skippedSyncId(bytes);
    if (syncId !== null) wire.send({ type: FrameType.ack, syncId, packet: {} });
    return null;
  }

  private receiveAuthAnswer(frame: Frame): void {
    if (frame.type !== FrameType.ack || !isAck(frame.packet)) return;
    if (frame.packet.timType !== FrameType.auth) return;
    const { ok, n: node = '', error } = frame.packet;
    // The socket stays open after a refusal, and another password may be tried on it.
    if (!ok && error?.code !== TimErrorCode.overEntry && this.signIn()) return;
    this.timer.dispose();
    if (ok && node !== '') this.accepted(node);
    // Only a repeated sign-in is answered without our address: the answer to the first one is lost, so begin anew.
    else if (ok) this.drop('lost');
    else if (error?.code === TimErrorCode.overEntry) this.waitOverLimit();
    else this.rejected();
  }

  private accepted(node: string): void {
    this.move('accepted');
    this.keepAlive.start();
    this.stability = this.environment.clock.after(this.options.reconnect.stableAfterMs, () => {
      this.failures = 0;
    });
    try {
      if (this.triedPassword !== null) this.environment.passwords?.accepted(this.triedPassword);
      this.hooks.accepted(node);
    } catch (error) {
      this.environment.logger.error('sign-in not stored', { reason: diskFailureOf(error) });
      this.drop(diskFailureOf(error) ?? 'lost');
      return;
    }
    const { signal } = this.attempt;
    // What waits on the server is asked for again later; live messages must not wait for it.
    const failed = (error: unknown): void =>
      this.environment.logger.error('replay failed', errorFields(error));
    this.hooks
      .replay()
      .catch(failed)
      .then(() => (signal.aborted ? false : this.move('replayed')))
      .catch(failed);
  }

  private waitOverLimit(): void {
    this.tearDown();
    this.failure = 'overLimit';
    this.retryAfter(overLimitRetryMs);
    this.move('overLimit');
  }

  private rejected(): void {
    this.tearDown();
    this.failure = 'wrongPassword';
    this.move('rejected');
  }

  private closed(reason: CloseReason): void {
    const isSignedIn = this.state === 'replaying' || this.state === 'online';
    if (reason.code !== 1000 || reason.isLocal || !isSignedIn) {
      this.drop('lost');
      return;
    }
    switch (this.keepAlive.closed()) {
      case 'slept':
        this.drop('lost');
        break;
      case 'unexplained':
        // If it was another device after all, it stays undisturbed for as long as the server protects a sign-in.
        this.drop('lost', overLimitRetryMs);
        break;
      case 'kicked':
        // Fighting the other device would never end.
        this.tearDown();
        this.failure = 'kicked';
        this.move('kicked');
        break;
    }
  }

  /** The connection or the attempt failed: wait, at least for `leastMs`, then try again. */
  private drop(failure: SessionFailure, leastMs = 0): void {
    if (nextState(this.state, 'lost') === null) return;
    // An address that does not let us in is passed over; one that did is tried again first.
    const isOurs = isDiskFailure(failure);
    if (!isOurs && (this.state === 'connecting' || this.state === 'authenticating')) this.urlIndex += 1;
    if (isOurs) this.disk.suspect();
    this.tearDown();
    this.failure = failure;
    this.failures += 1;
    const { reconnect } = this.options;
    const delayMs = reconnectDelayMs(this.failures, reconnect, this.environment.random);
    this.retryAfter(isOurs ? Math.min(delayMs, longestDiskRetryMs) : Math.max(leastMs, delayMs));
    this.move('lost');
  }

  private retryAfter(delayMs: number): void {
    const { clock } = this.environment;
    this.retryAtMs = clock.nowMs() + delayMs;
    this.timer = clock.after(delayMs, () => this.retry());
  }

  private tearDown(): void {
    this.attempt.abort();
    this.timer.dispose();
    this.stability.dispose();
    this.keepAlive.stop();
    this.retryAtMs = null;
    this.inbox.disconnected();
    this.environment.wire.close();
    this.hooks.disconnected();
  }

  /** Moves by the table; false when the event means nothing now. */
  private move(event: SessionEvent): boolean {
    const next = nextState(this.state, event);
    if (next === null) return false;
    this.environment.logger.info('state', { from: this.state, event, to: next });
    this.state = next;
    this.environment.wire.grant(accessIn[next]);
    this.isRetry = (this.isRetry || next === 'waiting') && next !== 'signedOut';
    this.awaySinceMs = isAway[next] ? (this.awaySinceMs ?? this.environment.clock.nowMs()) : null;
    if (next !== 'waiting' && next !== 'kicked' && next !== 'rejected') {
      this.failure = null;
      this.retryAtMs = null;
    }
    this.tell();
    return true;
  }

  private tell(): void {
    this.statusChanged.emit(this.status());
  }
}
