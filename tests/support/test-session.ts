import { FrameType } from '../../main/protocol/packet-types';
import type { Frame } from '../../main/protocol/packets';
import { defaultHeartbeatOptions } from '../../main/session/heartbeat';
import { defaultReconnectOptions } from '../../main/session/reconnect-policy';
import { Session } from '../../main/session/session';
import { Wire } from '../../main/session/wire';
import type { SessionOptions } from '../../main/session/session-terms';
import { CountingRandom } from './counting-random';
import { FakeServer, settle } from './fake-server';
import { ManualClock } from './manual-clock';
import { RecordingLogger } from './recording-logger';

/** Where a session connects unless it is told otherwise. */
export const firstUrl = 'wss://a/tim';

/** A message of somebody else that asks for an acknowledgement. */
export const message = {
  type: FrameType.message,
  syncId: 7,
  packet: { msType: 2, odType: 1, mid: 1n, fromTid: { node: 'peer' }, dataString: 'hi' },
} satisfies Frame;

/** A session on a scripted connection and a clock that is moved by hand. */
export class TestSession {
  readonly server = new FakeServer();
  readonly clock = new ManualClock();
  readonly random = new CountingRandom();
  readonly logger = new RecordingLogger();
  readonly received: Frame[] = [];
  readonly told: string[] = [];
  readonly states: string[] = [];
  /** Ends the replay; set while one runs. */
  endReplay: () => void = () => undefined;
  failure: Error | null = null;
  /** What becomes of the news that the server let us in. */
  acceptedFailure: Error | null = null;
  /** What the disk says when what was committed has to reach it. */
  syncError: Error | null = null;
  /** How many frames had been committed whenever that was asked for. */
  readonly syncs: number[] = [];
  /** What the disk says when it is asked. */
  diskError: Error | null = null;
  /** The number of a frame that cannot be committed. */
  poison: number | null = null;
  /** What the frames that come now wait for before they are committed; null for nothing. */
  opening: Promise<void> | null = null;
  /** How many frames were committed together, for every group. */
  readonly groups: number[] = [];
  readonly wire = new Wire({
    encoding: 'compact',
    clock: this.clock,
    random: this.random,
    logger: this.logger,
  });
  readonly session: Session;

  constructor(change: Partial<SessionOptions> = {}) {
    this.session = new Session(
      {
        urls: [firstUrl],
        name: 'ann',
        password: 'secret-4711',
        resource: 'desktop-1',
        heartbeat: defaultHeartbeatOptions,
        reconnect: defaultReconnectOptions,
        ...change,
      },
      {
        dial: this.server.dial,
        wire: this.wire,
        clock: this.clock,
        random: this.random,
        logger: this.logger,
      },
      {
        accepted: (node) => {
          if (this.acceptedFailure !== null) throw this.acceptedFailure;
          this.told.push(`accepted ${node}`);
        },
        replay: () => new Promise((resolve) => (this.endReplay = resolve)),
        received: (frame) => {
          return this.whenOpened(() => {
            this.check(frame);
            this.received.push(frame);
          });
        },
        receivedSeveral: (next) => {
          const group: Frame[] = [];
          for (let frame = next(); frame !== null; frame = next()) group.push(frame);
          return this.whenOpened(() => {
            for (const frame of group) this.check(frame);
            this.received.push(...group);
            this.groups.push(group.length);
          });
        },
        sync: () => {
          if (this.syncError !== null) throw this.syncError;
          this.syncs.push(this.received.length);
        },
        disconnected: () => this.told.push('disconnected'),
        checkDisk: () => {
          this.told.push('disk asked');
          if (this.diskError !== null) throw this.diskError;
        },
      },
    );
    this.session.onStatus(({ state }) => this.states.push(state));
  }

  get state(): string {
    return this.session.status().state;
  }

  /** Connects up to the question who we are. */
  async dial(): Promise<void> {
    this.session.start();
    await settle();
  }

  async signIn(): Promise<void> {
    await this.dial();
    this.server.connection.accept();
  }

  async goOnline(): Promise<void> {
    await this.signIn();
    this.endReplay();
    await settle();
  }

  async wait(durationMs: number): Promise<void> {
    this.clock.advance(durationMs);
    await settle();
  }

  private whenOpened(commit: () => void): Promise<void> | null {
    if (this.opening !== null) return this.opening.then(commit);
    commit();
    return null;
  }

  private check(frame: Frame): void {
    if (this.failure !== null) throw this.failure;
    if (frame.syncId === this.poison) throw new Error('cannot be committed');
  }
}
