import { mostSaidAtOnce, type DeviceReactions } from '../domain/device-words';
import type { EphemeralOutcome } from '../domain/ephemeral';
import type { NodeId } from '../domain/ids';
import type { OwnReaction } from '../domain/reaction';
import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';
import type { Random } from '../platform/random';
import type { EphemeralMessage } from './sender';

/** What the devices of an account compare: what the user said one to one last, and a digest of it. */
export interface ComparedReactions {
  readonly said: readonly OwnReaction[];
  /** The same on every device that knows the same. */
  readonly digest: string;
}

/** What telling the other devices uses. */
export interface OwnReactionsEnvironment<Owed extends OwnReaction> {
  readonly clock: Clock;
  readonly random: Random;
  readonly self: () => NodeId;
  /** What the other devices have still to be told, at most so many. */
  readonly owed: (most: number) => readonly Owed[];
  /** They were told, as far as they are there. */
  readonly told: (said: readonly Owed[]) => void;
  readonly compared: () => ComparedReactions;
  readonly send: (message: EphemeralMessage<'deviceReactions'>) => Promise<EphemeralOutcome>;
  readonly failed: (error: unknown) => void;
}

/** After a sign-in what waited for it comes first: the chats that are meant may be among it. */
const afterSignInMs = 2_000;
/** What is said, and what is asked, in this time goes out together. */
const gatherMs = 300;
/** After a server that is busy, or a disk that takes nothing. */
const pauseMs = 30_000;
/** Most devices whose questions wait. */
const mostAsking = 8;

/** A device that wants to know what it does not know. */
interface Asking {
  readonly digest: string;
  /** It has told what it knows: told the rest, it has all there is, and is asked nothing more. */
  readonly hasTold: boolean;
}

/**
 * Tells the other devices of the account what the user says one to one in a sign: tim has no echo and no history of it. They hear it
 * while they are there, and nobody confirms that; so each asks when it signs in, by a digest, and whoever knows otherwise tells what was
 * said last. Devices that are never there at the same time learn nothing from each other.
 *
 *   off --online--> waiting --time--> telling --all told--> resting --owed, asked--> waiting
 *                                     telling --not all--> waiting              each --disconnected--> off
 */
export class OwnReactions<Owed extends OwnReaction> implements Disposable {
  private readonly device: string;
  private state: 'off' | 'resting' | 'waiting' | 'telling' = 'off';
  private timer: Disposable = toDisposable(() => undefined);
  /** The others have not been asked on this connection. */
  private isUnasked = false;
  private readonly asking = new Map<string, Asking>();
  /** Something came up while others were being told. */
  private isMore = false;

  constructor(private readonly environment: OwnReactionsEnvironment<Owed>) {
    this.device = Buffer.from(environment.random.bytes(8)).toString('hex');
  }

  /** The account is signed in. */
  online(): void {
    if (this.state !== 'off') return;
    this.isUnasked = true;
    this.wait(afterSignInMs);
  }

  /** The connection has ended; what is owed is told on the next one, and questions are asked anew. */
  disconnected(): void {
    this.timer.dispose();
    this.asking.clear();
    this.state = 'off';
  }

  /** Something may be owed. */
  note(): void {
    if (this.state === 'telling') this.isMore = true;
    else if (this.state === 'resting' && this.environment.owed(1).length > 0) this.wait(gatherMs);
  }

  /** A device of the account tells something, or this one hears itself. What it says is stored on its own way. */
  heard({ device, answers, asks }: DeviceReactions): void {
    const isForThis = device !== this.device && (answers === null || answers === this.device);
    if (this.state === 'off' || !isForThis || asks === null) return;
    if (!this.asking.has(device) && this.asking.size >= mostAsking) return;
    this.asking.set(device, { digest: asks, hasTold: answers !== null });
    if (this.state === 'telling') this.isMore = true;
    else if (this.state === 'resting') this.wait(gatherMs);
  }

  dispose(): void {
    this.disconnected();
  }

  private wait(delayMs: number): void {
    this.state = 'waiting';
    this.timer.dispose();
    this.timer = this.environment.clock.after(delayMs, () => {
      this.tellAll().catch(this.environment.failed);
    });
  }

  private async tellAll(): Promise<void> {
    this.state = 'telling';
    this.isMore = false;
    const isTold = await this.attempt();
    // Lost meanwhile, and perhaps found again: then another run tells the rest.
    if (this.isOver()) return;
    if (!isTold) this.wait(pauseMs);
    else if (this.isMore) this.wait(gatherMs);
    else this.state = 'resting';
  }

  private async attempt(): Promise<boolean> {
    try {
      return (await this.ask()) && (await this.answerAll()) && (await this.tellOwed());
    } catch (error) {
      this.environment.failed(error);
      return false;
    }
  }

  private async ask(): Promise<boolean> {
    if (!this.isUnasked) return true;
    const { digest } = this.environment.compared();
    if (!(await this.say({ answers: null, asks: digest, said: [] }))) return false;
    this.isUnasked = false;
    return true;
  }

  private async answerAll(): Promise<boolean> {
    for (const [device, asking] of [...this.asking]) {
      if (!(await this.answer(device, asking))) return false;
      this.asking.delete(device);
    }
    return true;
  }

  /** What the two of them know is compared now, when all that was said to this device is stored. */
  private async answer(device: string, { digest, hasTold }: Asking): Promise<boolean> {
    const { compared } = this.environment;
    const known = compared();
    if (known.digest === digest) return true;
    const parts = inParts(known.said);
    for (const [index, said] of parts.entries()) {
      const asks = hasTold || index < parts.length - 1 ? null : known.digest;
      if (!(await this.say({ answers: device, asks, said }))) return false;
    }
    return true;
  }

  private async tellOwed(): Promise<boolean> {
    const { owed, told } = this.environment;
    for (;;) {
      const said = owed(mostSaidAtOnce);
      if (said.length === 0) return true;
      if (!(await this.say({ answers: null, asks: null, said }))) return false;
      told(said);
    }
  }

  /** Whether it has gone out. */
  private async say(words: Omit<DeviceReactions, 'device'>): Promise<boolean> {
    const { send, self } = this.environment;
    const content = { device: this.device, ...words };
    const outcome = await send({ kind: 'deviceReactions', target: self(), content });
    return outcome.kind === 'sent' && !this.isOver();
  }

  private isOver(): boolean {
    return this.state !== 'telling';
  }
}

/** At least one part: a question goes with the last of them. */
function inParts(said: readonly OwnReaction[]): readonly (readonly OwnReaction[])[] {
  const parts = [];
  for (let start = 0; start === 0 || start < said.length; start += mostSaidAtOnce)
    parts.push(said.slice(start, start + mostSaidAtOnce));
  return parts;
}
