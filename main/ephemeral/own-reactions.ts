import { mostSaidAtOnce, type DeviceReactions } from '../domain/device-words';
import type { EphemeralOutcome } from '../domain/ephemeral';
import type { NodeId } from '../domain/ids';
import type { OwnReaction } from '../domain/reaction';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import type { Random } from '../platform/random';
import type { EphemeralMessage } from './sender';
import { pauseMs, Telling } from './telling';

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
 */
export class OwnReactions<Owed extends OwnReaction> implements Disposable {
  private readonly device: string;
  private readonly telling: Telling;
  /** The others have not been asked on this connection. */
  private isUnasked = false;
  private readonly asking = new Map<string, Asking>();

  constructor(private readonly environment: OwnReactionsEnvironment<Owed>) {
    const { clock, random, failed } = environment;
    this.device = Buffer.from(random.bytes(8)).toString('hex');
    const tell = async (lost: AbortSignal): Promise<number | null> => {
      const isTold = (await this.ask(lost)) && (await this.answerAll(lost)) && (await this.tellOwed(lost));
      return isTold ? null : pauseMs;
    };
    this.telling = new Telling({ clock, afterSignInMs, gatherMs, tell, failed });
  }

  /** The account is signed in. */
  online(): void {
    if (this.telling.isOn) return;
    this.isUnasked = true;
    this.telling.online();
  }

  /** The connection has ended; what is owed is told on the next one, and questions are asked anew. */
  disconnected(): void {
    this.telling.disconnected();
    this.asking.clear();
  }

  /** Something may be owed. */
  note(): void {
    // Whatever the account commits gets here: where nothing is owed, no run has to find that out.
    if (this.telling.isResting && this.environment.owed(1).length === 0) return;
    this.telling.note();
  }

  /** A device of the account tells something, or this one hears itself. What it says is stored on its own way. */
  heard({ device, answers, asks }: DeviceReactions): void {
    const isForThis = device !== this.device && (answers === null || answers === this.device);
    if (!this.telling.isOn || !isForThis || asks === null) return;
    if (!this.asking.has(device) && this.asking.size >= mostAsking) return;
    this.asking.set(device, { digest: asks, hasTold: answers !== null });
    this.telling.note();
  }

  dispose(): void {
    this.disconnected();
  }

  private async ask(lost: AbortSignal): Promise<boolean> {
    if (!this.isUnasked) return true;
    const { digest } = this.environment.compared();
    if (!(await this.say({ answers: null, asks: digest, said: [] }, lost))) return false;
    this.isUnasked = false;
    return true;
  }

  private async answerAll(lost: AbortSignal): Promise<boolean> {
    for (const [device, asking] of [...this.asking]) {
      if (!(await this.answer(device, asking, lost))) return false;
      this.asking.delete(device);
    }
    return true;
  }

  /** What the two of them know is compared now, when all that was said to this device is stored. */
  private async answer(device: string, { digest, hasTold }: Asking, lost: AbortSignal): Promise<boolean> {
    const { compared } = this.environment;
    const known = compared();
    if (known.digest === digest) return true;
    const parts = inParts(known.said);
    for (const [index, said] of parts.entries()) {
      const asks = hasTold || index < parts.length - 1 ? null : known.digest;
      if (!(await this.say({ answers: device, asks, said }, lost))) return false;
    }
    return true;
  }

  private async tellOwed(lost: AbortSignal): Promise<boolean> {
    const { owed, told } = this.environment;
    for (;;) {
      const said = owed(mostSaidAtOnce);
      if (said.length === 0) return true;
      if (!(await this.say({ answers: null, asks: null, said }, lost))) return false;
      told(said);
    }
  }

  /** Whether it has gone out. */
  private async say(words: Omit<DeviceReactions, 'device'>, lost: AbortSignal): Promise<boolean> {
    const { send, self } = this.environment;
    const content = { device: this.device, ...words };
    const outcome = await send({ kind: 'deviceReactions', target: self(), content });
    return outcome.kind === 'sent' && !lost.aborted;
  }
}

/** At least one part: a question goes with the last of them. */
function inParts(said: readonly OwnReaction[]): readonly (readonly OwnReaction[])[] {
  const parts = [];
  for (let start = 0; start === 0 || start < said.length; start += mostSaidAtOnce)
    parts.push(said.slice(start, start + mostSaidAtOnce));
  return parts;
}
