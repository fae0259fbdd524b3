import { silentLogger } from '../main/platform/logger';
import { FrameType } from '../main/protocol/packet-types';
import type { Frame, TimMessage } from '../main/protocol/packets';
import { defaultHeartbeatOptions } from '../main/session/heartbeat';
import { defaultReconnectOptions } from '../main/session/reconnect-policy';
import { unknownPatience, type PatienceBook } from '../main/session/server-patience';
import { Session } from '../main/session/session';
import type { SessionStatus } from '../main/session/session-terms';
import { TimClient } from '../main/session/tim-client';
import { Wire } from '../main/session/wire';
import type { MessageFields, MessageTarget } from '../main/session/client/messages';
import type { CloseReason, Dial } from '../main/transport/transport';
import { describeFrame } from './describe';
import { FrameJournal } from './frame-journal';
import type { LabEnvironment } from './lab-environment';
import { ack, isMessageFrame } from './matching';
import { wait } from './wait';

/** An account of this run. */
export interface Account {
  readonly name: string;
  readonly password: string;
  readonly node: string;
}

/** How a device signs in. */
export interface DeviceOptions {
  readonly resource?: string;
  readonly loginToken?: string;
}

/** A server needs a moment to notice that a socket was closed. */
const closeSettleMs = 150;
/** The session acknowledges after 5 ms; the real server looks for acknowledgements every 100 ms. */
const settleMs = 150;

/** The client core signed in as one account: session and client operations, with everything that came in kept. */
export class Device {
  readonly session: Session;
  readonly wire: Wire;
  readonly client: TimClient;
  readonly journal: FrameJournal;
  /** Whether frames with sync are acknowledged. */
  acknowledges = true;
  private closeReason: CloseReason | null = null;
  private readonly closed: Promise<CloseReason>;

  private constructor(
    readonly account: Account,
    private readonly environment: LabEnvironment,
    options: DeviceOptions,
  ) {
    const { clock, random, times } = environment;
    this.journal = new FrameJournal(clock);
    let reportClosed: (reason: CloseReason) => void = () => undefined;
    this.closed = new Promise((resolve) => (reportClosed = resolve));
    const dial = watchClose(environment.dial, (reason) => {
      this.closeReason = reason;
      reportClosed(reason);
    });
    const { loginToken } = options;
    this.wire = new Wire({ encoding: environment.encoding, clock, random, logger: silentLogger });
    this.session = new Session(
      {
        urls: [environment.address.webSocketUrl],
        name: account.name,
        password: account.password,
        resource: options.resource ?? 'conformance',
        heartbeat: defaultHeartbeatOptions,
        reconnect: defaultReconnectOptions,
        ...(loginToken === undefined ? {} : { loginToken }),
      },
      { dial, wire: this.wire, clock, random, logger: silentLogger, patience: endlessPatience },
      {
        accepted: () => undefined,
        replay: () => Promise.resolve(),
        received: () => {
          // The session acknowledges what was taken; what throws here it leaves to be sent again.
          if (!this.acknowledges) throw new Error('not taken');
          return null;
        },
        disconnected: () => undefined,
      },
    );
    this.client = new TimClient(this.wire, times);
  }

  /** Signs in; rejects when the server does not let us in. */
  static async signIn(
    account: Account,
    environment: LabEnvironment,
    options: DeviceOptions = {},
  ): Promise<Device> {
    const device = new Device(account, environment, options);
    await device.comeOnline();
    return device;
  }

  get isOnline(): boolean {
    return this.session.status().state === 'online';
  }

  get node(): string {
    return this.account.node;
  }

  /** Takes the next frame that matches and came or comes within the patience of the run. */
  next(matches: (frame: Frame) => boolean): Promise<Frame | null> {
    return this.journal.take(matches, this.environment.patienceMs);
  }

  /** The same for what should not come: does not wait long. */
  soon(matches: (frame: Frame) => boolean): Promise<Frame | null> {
    return this.journal.take(matches, this.environment.quietMs);
  }

  /** Forgets what came so far, sends a frame and takes the refusal, or what `matches`; waits as for what must come. */
  async request(frame: Frame, matches: (frame: Frame) => boolean = () => false): Promise<Frame | null> {
    await this.sendAfresh(frame);
    return this.next((answer) => matches(answer) || refusalOf(frame.type)(answer));
  }

  /** The same for a frame that a server may answer with silence: does not wait long. */
  async requestSoon(frame: Frame, matches: (frame: Frame) => boolean): Promise<Frame | null> {
    await this.sendAfresh(frame);
    return this.soon((answer) => matches(answer) || refusalOf(frame.type)(answer));
  }

  /** Sends a complete message packet and describes the echo or the refusal. */
  async attempt(packet: TimMessage, type: 90 | 92 | 93 = FrameType.message): Promise<string> {
    return describeFrame(await this.request({ type, packet }, (frame) => this.isOwn(frame)));
  }

  /** Sends a stored message and answers its mid; rejects without an echo. */
  async tell(target: MessageTarget, fields: MessageFields): Promise<bigint> {
    const echo = await this.send(target, fields);
    if (echo?.mid === undefined) throw new Error('no echo of a message');
    return echo.mid;
  }

  /** Sends a stored message and answers its echo or refusal, null without either. */
  ask(target: MessageTarget, fields: MessageFields): Promise<Frame | null> {
    this.client.messages.send(target, fields);
    return this.next((frame) => this.isOwn(frame) || refusalOf(FrameType.message)(frame));
  }

  /** Sends a stored message and answers its echo, null without one. */
  async send(target: MessageTarget, fields: MessageFields): Promise<TimMessage | null> {
    const echo = await this.ask(target, fields);
    return echo !== null && isMessageFrame(echo) ? echo.packet : null;
  }

  /** Waits for the confirmation of a revoke or burn in either style; rejects without one. */
  async nextErasure(mid: bigint): Promise<void> {
    const confirmation = await this.next(
      (frame) =>
        (isMessageFrame(frame) && this.isOwn(frame) && frame.packet.mid === mid) ||
        ack((packet) => packet.ok && packet.t2 === mid)(frame),
    );
    if (confirmation === null) throw new Error('no confirmation of an erasure');
    // The peer is served after the caller has acknowledged.
    await this.settle();
  }

  /** Lets what is under way arrive: acknowledgements at the server, second halves of refusals here. */
  settle(): Promise<void> {
    return wait(this.environment.clock, settleMs);
  }

  /** Resolves with the reason when the connection ends, null when it holds for `timeoutMs`. */
  async ended(timeoutMs: number): Promise<CloseReason | null> {
    await Promise.race([this.closed, wait(this.environment.clock, timeoutMs)]);
    return this.closeReason;
  }

  /** Closes the connection; resolves when the server has noticed. */
  async leave(): Promise<void> {
    if (this.session.status().state === 'signedOut') return;
    // What came last must be acknowledged, or it comes back from the offline queue.
    await this.settle();
    this.session.stop();
    await this.ended(this.environment.patienceMs);
    await wait(this.environment.clock, closeSettleMs);
  }

  private async sendAfresh(frame: Frame): Promise<void> {
    // A refusal that came before may have its second half still on the way.
    await this.settle();
    this.journal.clear();
    this.wire.send(frame);
  }

  private isOwn(frame: Frame): boolean {
    return isMessageFrame(frame) && frame.packet.fromTid?.node === this.node;
  }

  private comeOnline(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.wire.frameRead.on((frame) => this.journal.record(frame));
      const watch = this.session.onStatus((status) => {
        if (isUnsettled(status)) return;
        watch.dispose();
        if (status.state === 'online') {
          this.journal.clear();
          resolve();
        } else {
          this.session.stop();
          reject(new Error(`sign-in: ${status.failure ?? status.state}`));
        }
      });
      this.session.start();
    });
  }
}

/** Refusals of frames of a type. */
export const refusalOf = (type: number): ((frame: Frame) => boolean) =>
  ack((packet) => !packet.ok && packet.timType === type);

const isUnsettled = ({ state }: SessionStatus): boolean =>
  state === 'connecting' || state === 'authenticating' || state === 'replaying';

/** A device of a run never comes back by itself: what ends its connection is what is looked at. */
const endlessPatience: PatienceBook = {
  read: () => ({ ...unknownPatience, borneMs: Number.MAX_SAFE_INTEGER }),
  write: () => undefined,
};

const watchClose =
  (dial: Dial, closed: (reason: CloseReason) => void): Dial =>
  (url, listener, signal) =>
    dial(
      url,
      {
        received: (bytes) => listener.received(bytes),
        closed: (reason) => {
          listener.closed(reason);
          closed(reason);
        },
      },
      signal,
    );
