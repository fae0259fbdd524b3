import { diskFailureOf, isDiskFailure, type DiskFailure } from '../platform/disk-failure';
import { toDisposable, type Disposable } from '../platform/disposable';
import { Emitter } from '../platform/emitter';
import { errorFields } from '../platform/error-fields';
import { encodeFrame } from '../protocol/frame';
import { FrameType, TimErrorCode } from '../protocol/packet-types';
import type { Frame } from '../protocol/packets';
import { DialError, type CloseReason, type Transport } from '../transport/transport';
import { DiskGate } from './disk-gate';
import { toCredentials } from './credentials';
import { FrameReader, skippedSyncId } from './frame-reader';
import { Inbox, isGroupable } from './inbox';
import { KeepAlive } from './keep-alive';
import { LineMeter } from './line-meter';
import { overLimitRetryMs, reconnectDelayMs } from './reconnect-policy';
import { isAck, RequestQueue, type Reply, type Request } from './request-queue';
import { nextState, type SessionEvent, type SessionState } from './session-state';
import { workThrough } from './turn-work';
import type {
  SessionEnvironment,
  SessionFailure,
  SessionHooks,
  SessionOptions,
  SessionStatus,
} from './session-terms';

const authTimeoutMs = 10_000;
// Looking whether the disk has room costs the server nothing.
const longestDiskRetryMs = 4_000;

/** One account's connection to its server: dials, signs in, keeps alive, comes back. */
export class Session {
  private state: SessionState = 'signedOut';
  private failure: SessionFailure | null = null;
  private retryAtMs: number | null = null;
  private failures = 0;
  private urlIndex = 0;
  private transport: Transport | null = null;
  private attempt = new AbortController();
  private timer: Disposable = toDisposable(() => undefined);
  private stability: Disposable = toDisposable(() => undefined);
  private loginToken: string | null;
  private readonly statusChanged = new Emitter<SessionStatus>();
  private readonly frameRead = new Emitter<Frame>();
  /** What the connection has carried; its promises end with the connection. */
  readonly line: LineMeter;
  private readonly disk: DiskGate;
  private readonly keepAlive: KeepAlive;
  private readonly requests: RequestQueue;
  private readonly inbox: Inbox;
  private readonly reader: FrameReader;

  constructor(
    private readonly options: SessionOptions,
    private readonly environment: SessionEnvironment,
    private readonly hooks: SessionHooks,
  ) {
    const { clock } = environment;
    this.loginToken = options.loginToken ?? null;
    this.disk = new DiskGate(() => hooks.checkDisk?.());
    const sendPing = (): void => this.send({ type: FrameType.ping, packet: {} });
    this.line = new LineMeter(clock, sendPing);
    this.requests = new RequestQueue(clock, this.line, (frame) => this.send(frame));
    this.reader = new FrameReader(options.encoding, environment.logger, environment.random);
    this.inbox = new Inbox({
      clock,
      logger: environment.logger,
      hooks,
      send: (frame) => this.send(frame),
      diskFailed: (reason) => this.drop(reason),
    });
    this.keepAlive = new KeepAlive(options.heartbeat, {
      clock,
      logger: environment.logger,
      book: environment.patience ?? null,
      sendPing,
      line: this.line,
      stale: () => this.drop('lost'),
    });
  }

  status(): SessionStatus {
    const { state, failure, retryAtMs } = this;
    return { state, failure, retryAtMs, unreadableFrames: this.reader.unreadable };
  }

  /** A message that was read, but not taken, counts as unreadable; the next status tells it. */
  noteSkipped(): void {
    this.reader.skip('overlongAddress');
  }

  onStatus(listener: (status: SessionStatus) => void): Disposable {
    return this.statusChanged.on(listener);
  }

  /**
   * Shows every frame that could be read to `listener`, answers included, before it has any effect. For observers: what
   * must not be lost belongs to the hook `received`.
   */
  onFrame(listener: (frame: Frame) => void): Disposable {
    return this.frameRead.on(listener);
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
    else if (this.state === 'replaying' || this.state === 'online') this.keepAlive.check();
  }

  /**
   * The disk takes nothing now: what the server sends could not be kept, and must not be accepted. The connection ends, and
   * comes back by itself when the disk takes something again.
   */
  suspend(failure: DiskFailure): void {
    this.drop(failure);
  }

  /** Ends the connection and dials again: answers that it owes could be taken for answers to something else. */
  renew(): void {
    if (this.transport !== null) this.drop('lost');
  }

  /** Ends the connection and all attempts. */
  stop(): void {
    this.move('stop');
    this.tearDown();
  }

  /** Sends a frame if the connection is there; a frame that cannot be sent is dropped. */
  send(frame: Frame): void {
    const { transport } = this;
    if (transport === null) return;
    const bytes = encodeFrame(frame, { from: 'client', encoding: this.options.encoding });
    // Noted first: a connection within the process answers at once.
    const isPing = frame.type === FrameType.ping;
    this.line.sent(bytes.length, isPing ? 'ping' : 'other');
    if (isPing) this.keepAlive.pinged();
    transport.send(bytes);
  }

  /** Asks the server one question after the other. */
  ask(request: Request): Promise<Reply> {
    if (this.state !== 'replaying' && this.state !== 'online')
      return Promise.resolve({ kind: 'disconnected' });
    return this.requests.ask(request);
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
        this.line.moved(direction);
        if (direction === 'in') this.keepAlive.answered();
      },
      shortener: () => this.reader.shortener(),
      closed: (reason: CloseReason) => {
        if (!attempt.signal.aborted) this.closed(reason);
      },
    };
    this.environment.dial(url, listener, attempt.signal).then(
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
    this.transport = transport;
    this.line.reset();
    this.keepAlive.opened();
    this.reader.unreadable = 0;
    this.move('opened');
    this.timer = this.environment.clock.after(authTimeoutMs, () => this.drop('timeout'));
    this.send({ type: FrameType.auth, packet: toCredentials(this.options, this.loginToken) });
    this.loginToken = null;
  }

  private receive(bytes: Uint8Array): void {
    const arrivedMs = this.environment.clock.monotonicMs();
    this.noteLife();
    const frame = this.read(bytes);
    if (frame === null) return;
    if (this.state === 'authenticating') this.receiveAuthAnswer(frame);
    else if (frame.type !== FrameType.ping && !this.requests.offer(frame)) this.inbox.take(frame, arrivedMs);
  }

  /** Takes what came at once, as far as a turn goes. What is news is committed together with its neighbours. */
  private receiveSeveral(messages: readonly Uint8Array[], signal: AbortSignal): number {
    if (signal.aborted) return messages.length;
    const { clock } = this.environment;
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
        return frame === null || this.requests.offer(frame) ? null : frame;
      },
    });
  }

  private noteLife(): void {
    this.line.moved('in');
    this.keepAlive.answered();
  }

  private read(bytes: Uint8Array): Frame | null {
    const frame = this.reader.read(bytes);
    if (frame === null) {
      if (this.state === 'authenticating') this.drop('notTim');
      else this.tell();
      const syncId = skippedSyncId(bytes);
      if (syncId !== null) this.send({ type: FrameType.ack, syncId, packet: {} });
      return null;
    }
    this.frameRead.emit(frame);
    if (frame.type === FrameType.ping) {
      // Before anybody hears of the pong, who may send the next ping.
      this.keepAlive.ponged();
      this.line.ponged();
    }
    return frame;
  }

  private receiveAuthAnswer(frame: Frame): void {
    if (frame.type !== FrameType.ack || !isAck(frame.packet)) return;
    if (frame.packet.timType !== FrameType.auth) return;
    this.timer.dispose();
    const { ok, n: node = '', error } = frame.packet;
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
    const { transport } = this;
    this.transport = null;
    transport?.close();
    this.line.reset();
    this.inbox.disconnected();
    this.requests.disconnect();
    this.hooks.disconnected();
  }

  /** Moves by the table; false when the event means nothing now. */
  private move(event: SessionEvent): boolean {
    const next = nextState(this.state, event);
    if (next === null) return false;
    this.environment.logger.info('state', { from: this.state, event, to: next });
    this.state = next;
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
