import { conversationIdOf } from '../domain/conversation';
import type { EphemeralKind, EphemeralKinds, EphemeralOutcome } from '../domain/ephemeral';
import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';
import type { Frame } from '../protocol/packets';
import { ephemeralKinds } from './kinds';
import { RateLimit } from './rate-limit';

/** What the sender uses. */
export interface EphemeralSenderEnvironment {
  readonly clock: Clock;
  readonly isOnline: () => boolean;
  readonly send: (frame: Frame) => void;
  /** Calls back when the server has had what was sent for `timeoutMs` and what it said meanwhile has come. */
  readonly whenSilent: (timeoutMs: number, callback: () => void) => Disposable;
}

/** Something to be said. */
export interface EphemeralMessage<Kind extends EphemeralKind> {
  readonly kind: Kind;
  readonly target: EphemeralKinds[Kind]['target'];
  readonly content: EphemeralKinds[Kind]['content'];
  /** How long it is worth something from now on, ms; left out: as long as its kind is. */
  readonly deadlineMs?: number;
}

const placeOf = (target: EphemeralKinds[EphemeralKind]['target']): string => {
  if (typeof target === 'string') return target;
  return 'kind' in target ? conversationIdOf(target) : target.join(' ');
};

interface Sending {
  readonly kind: EphemeralKind;
  /** The same for what would take its place. */
  readonly place: string;
  readonly frameType: number;
  /** Null once it went out: it may be large, and what is in flight is waited for. */
  frame: Frame | null;
  state: 'waiting' | 'inFlight';
  watch: Disposable;
  readonly deadline: Disposable;
  readonly resolve: (outcome: EphemeralOutcome) => void;
}

/** Refusals come at once; loaded servers took 50 ms. */
const refusalMs = 700;

/** Of one kind, most that wait for their turn. */
const mostWaiting = 64;

/**
 * Says what is never stored, as long as it is worth something. Nothing is said twice, and everything has an outcome:
 *
 *   waiting --turn--> inFlight --silence--> sent        inFlight --refusal--> refused
 *   waiting --newer one--> superseded                   both: --deadline--> expired, --disconnected--> offline
 *
 * tim's refusals name nothing but the type of a frame, so one is charged to the oldest that is in flight in such a frame.
 */
export class EphemeralSender implements Disposable {
  private readonly sendings = new Set<Sending>();
  private readonly rates = new Map<EphemeralKind, RateLimit<EphemeralKind>>();
  private turn: Disposable = toDisposable(() => undefined);

  constructor(private readonly environment: EphemeralSenderEnvironment) {}

  /** Says something; resolves always. */
  send<Kind extends EphemeralKind>(message: EphemeralMessage<Kind>): Promise<EphemeralOutcome> {
    const { clock, isOnline } = this.environment;
    if (!isOnline()) return Promise.resolve({ kind: 'offline' });
    const { kind, target, content } = message;
    const rules = ephemeralKinds[kind];
    const place = `${kind} ${placeOf(target)}`;
    if (rules.isSuperseded) this.supersede(place);
    if (this.of(kind, 'waiting').length >= mostWaiting) return Promise.resolve({ kind: 'tooMany' });
    return new Promise((resolve) => {
      const frame = rules.write(target, content);
      const sending: Sending = {
        kind,
        place,
        frameType: frame.type,
        frame,
        state: 'waiting',
        watch: toDisposable(() => undefined),
        deadline: clock.after(message.deadlineMs ?? rules.deadlineMs, () =>
          this.settle(sending, { kind: 'expired' }),
        ),
        resolve,
      };
      this.sendings.add(sending);
      this.pump();
    });
  }

  /**
   * The server refused a frame of this type. True when it may have been one of these: then nobody else can know that it was
   * theirs.
   */
  refused(frameType: number, code: number): boolean {
    for (const sending of this.sendings) {
      if (sending.state !== 'inFlight' || sending.frameType !== frameType) continue;
      this.settle(sending, { kind: 'refused', code });
      return true;
    }
    return false;
  }

  /** Nothing of a kind that still waits for its turn goes out. */
  withdrawWaiting(kind: EphemeralKind): void {
    for (const sending of this.of(kind, 'waiting')) this.settle(sending, { kind: 'superseded' });
  }

  /** The connection has ended: nothing of this is said on the next one. */
  disconnected(): void {
    for (const sending of [...this.sendings]) this.settle(sending, { kind: 'offline' });
  }

  dispose(): void {
    this.disconnected();
    this.turn.dispose();
  }

  private supersede(place: string): void {
    for (const sending of [...this.sendings]) {
      if (sending.state === 'waiting' && sending.place === place) {
        this.settle(sending, { kind: 'superseded' });
      }
    }
  }

  /** Sends whatever has its turn, and comes back when the next one has. */
  private pump(): void {
    const { clock } = this.environment;
    this.turn.dispose();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const sending of [...this.sendings]) {
      const { kind, state } = sending;
      // Sending one can settle others: a connection within the process answers at once.
      if (state !== 'waiting' || !this.sendings.has(sending)) continue;
      if (this.of(kind, 'inFlight').length >= ephemeralKinds[kind].mostInFlight) continue;
      const rate = this.rateOf(kind);
      const nowMs = clock.monotonicMs();
      if (rate.take(kind, nowMs)) this.put(sending);
      else nextMs = Math.min(nextMs, rate.waitMs(kind, nowMs));
    }
    if (Number.isFinite(nextMs)) this.turn = clock.after(nextMs, () => this.pump());
  }

  private put(sending: Sending): void {
    const { send, whenSilent } = this.environment;
    const { frame } = sending;
    sending.state = 'inFlight';
    sending.frame = null;
    if (frame !== null) send(frame);
    if (!this.sendings.has(sending)) return;
    sending.watch = whenSilent(refusalMs, () => this.settle(sending, { kind: 'sent' }));
  }

  private settle(sending: Sending, outcome: EphemeralOutcome): void {
    if (!this.sendings.delete(sending)) return;
    sending.watch.dispose();
    sending.deadline.dispose();
    sending.resolve(outcome);
    if (outcome.kind !== 'offline') this.pump();
  }

  private of(kind: EphemeralKind, state: Sending['state']): readonly Sending[] {
    return [...this.sendings].filter((sending) => sending.kind === kind && sending.state === state);
  }

  private rateOf(kind: EphemeralKind): RateLimit<EphemeralKind> {
    const rate = this.rates.get(kind) ?? new RateLimit<EphemeralKind>(ephemeralKinds[kind].outgoing, 1);
    this.rates.set(kind, rate);
    return rate;
  }
}
