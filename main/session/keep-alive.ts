import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';
import type { Logger } from '../platform/logger';
import { Heartbeat, type HeartbeatOptions } from './heartbeat';
import { PingRecord } from './ping-record';
import {
  borne,
  closedAfter,
  judgeClosing,
  nextGapMs,
  trustAgain,
  unknownPatience,
  type Closing,
  type KnownPatience,
  type PatienceBook,
} from './server-patience';

/** What keeping a connection alive uses. */
export interface KeepAliveEnvironment {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Null where nothing is remembered over restarts. */
  readonly book: PatienceBook | null;
  readonly sendPing: () => void;
  readonly line: { isOverdue(): boolean; busyMs(): number };
  /** The other side is gone. */
  readonly stale: () => void;
}

// Long enough for a server to have looked at its connections many times.
const trustAfterMs = 600_000;

/**
 * Keeps the connections to one server alive, learns how long it bears silence, and judges why it closed one. The beat
 * follows what was learnt.
 */
export class KeepAlive {
  private known: KnownPatience;
  private readonly heartbeat: Heartbeat;
  private readonly record: PingRecord;
  private followsUnexplained = false;
  private trust: Disposable = toDisposable(() => undefined);

  constructor(
    options: HeartbeatOptions,
    private readonly environment: KeepAliveEnvironment,
  ) {
    const { clock, line, sendPing, stale } = environment;
    this.known = environment.book?.read() ?? unknownPatience;
    this.record = new PingRecord(clock);
    this.heartbeat = new Heartbeat(options, clock, {
      sendPing,
      stale,
      gapMs: () => nextGapMs(this.known, options.intervalMs),
      isOverdue: () => line.isOverdue(),
      busyMs: () => line.busyMs(),
      overslept: () => this.record.slept(),
    });
  }

  /** A connection begins. */
  opened(): void {
    this.record.begin();
  }

  /** It lets us in: from now on it is kept alive, until `stop`. */
  start(): void {
    this.heartbeat.start();
    this.trust = this.environment.clock.after(trustAfterMs, () => this.learn(trustAgain(this.known)));
  }

  stop(): void {
    this.heartbeat.dispose();
    this.trust.dispose();
  }

  /** A ping leaves, whoever sends it. */
  pinged(): void {
    this.record.pinged();
  }

  /** A pong came. */
  ponged(): void {
    this.learn(borne(this.known, this.record.ponged()));
  }

  /** Something arrived. */
  answered(): void {
    this.heartbeat.answered();
  }

  /** Doubts the connection: it ends within seconds unless something comes. */
  check(): void {
    this.heartbeat.check();
  }

  /** The server closed the connection with code 1000. Answers why, as far as anybody can tell. */
  closed(): Closing {
    if (this.heartbeat.isLate()) this.record.slept();
    const { record, followsUnexplained } = this;
    const silentMs = record.silentMs();
    const connection = {
      silentMs,
      heldMs: record.heldMs(),
      hasSlept: record.hasSlept,
      followsUnexplained,
    };
    const closing = judgeClosing(connection, this.known);
    this.environment.logger.info('closed by the server', { closing, silentMs: Math.round(silentMs) });
    this.followsUnexplained = closing === 'unexplained';
    if (closing === 'unexplained') this.learn(closedAfter(this.known, silentMs));
    if (closing === 'kicked' && followsUnexplained) this.learn(trustAgain(this.known));
    return closing;
  }

  /** The user does not believe that another device signed in: what the judgement rested on is learnt anew. */
  forget(): void {
    this.followsUnexplained = false;
    this.learn({ ...this.known, borneMs: 0 });
  }

  private learn(known: KnownPatience): void {
    if (known === this.known) return;
    this.known = known;
    this.environment.book?.write(known);
  }
}
