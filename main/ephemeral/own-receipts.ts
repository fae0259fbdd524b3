import type { ConversationAddress } from '../domain/conversation';
import type { EphemeralOutcome } from '../domain/ephemeral';
import type { ConversationId } from '../domain/ids';
import type { Receipt } from '../domain/receipt';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import { TimErrorCode } from '../protocol/packet-types';
import type { EphemeralMessage } from './sender';
import { pauseMs, Telling } from './telling';

/** What the other side of a chat has still to be told. */
export interface OwedReceipt {
  readonly conversation: ConversationAddress;
  readonly conversationId: ConversationId;
  readonly receipt: Receipt;
  /** Behind which the next ones are read. */
  readonly chatNumber: number;
}

/** What telling receipts uses. */
export interface OwnReceiptsEnvironment {
  readonly clock: Clock;
  /** The next so many chats behind one, 0 for the first, whose other side has still to be told something. */
  readonly owed: (afterChatNumber: number, most: number) => readonly OwedReceipt[];
  /** The other side was told, or need not be. */
  readonly told: (receipt: OwedReceipt) => void;
  /** Whether anybody may hear anything now: the setting, and how the user wants to be seen. */
  readonly maySpeak: () => boolean;
  /** Whether the other side of a chat may hear it. */
  readonly mayTell: (conversation: ConversationAddress) => boolean;
  readonly send: (message: EphemeralMessage<'receipt'>) => Promise<EphemeralOutcome>;
  readonly failed: (error: unknown) => void;
}

/** After a sign-in other devices may say first that nobody is to see that we are there. */
const afterSignInMs = 3_000;
/** What comes and is read in this time is one receipt. */
const gatherMs = 1_000;
/** Between two receipts to one chat: somebody who is away gets all of them later. */
const restMs = 5_000;
/** So many chats are told side by side. */
const mostAtOnce = 4;

/** What the server may take later. */
const passingRefusals: ReadonlySet<number> = new Set([
  TimErrorCode.blocking,
  TimErrorCode.database,
  TimErrorCode.overload,
  TimErrorCode.frequency,
]);

type Told = 'done' | 'later' | 'failed';

/**
 * Tells the other sides of chats what of theirs is here and what was read. What is owed is on the disk, so that nothing is lost with a
 * connection or a run; a receipt is sent once, and the next one covers it if it does not arrive.
 */
export class OwnReceipts implements Disposable {
  private readonly telling: Telling;
  /** When chats were told last, by the monotonic clock; those alone that rest still. */
  private readonly toldAtMs = new Map<ConversationId, number>();

  constructor(private readonly environment: OwnReceiptsEnvironment) {
    const { clock, failed } = environment;
    const tell = (lost: AbortSignal): Promise<number | null> => this.tellOwed(lost);
    this.telling = new Telling({ clock, afterSignInMs, gatherMs, tell, failed });
  }

  /** The account is signed in. */
  online(): void {
    this.telling.online();
  }

  /** The connection has ended; what is owed is told on the next one. */
  disconnected(): void {
    this.telling.disconnected();
  }

  /** Something may be owed, or may be said that was not to be said. */
  note(): void {
    if (this.environment.maySpeak()) this.telling.note();
  }

  dispose(): void {
    this.disconnected();
  }

  private async tellOwed(lost: AbortSignal): Promise<number | null> {
    const { owed, maySpeak } = this.environment;
    const outcomes = new Set<Told>();
    let after = 0;
    while (!lost.aborted && maySpeak()) {
      const some = owed(after, mostAtOnce);
      const last = some.at(-1);
      if (last === undefined) break;
      after = last.chatNumber;
      for (const outcome of await Promise.all(some.map((receipt) => this.tell(receipt))))
        outcomes.add(outcome);
    }
    if (outcomes.has('failed')) return pauseMs;
    return outcomes.has('later') ? restMs : null;
  }

  private async tell(receipt: OwedReceipt): Promise<Told> {
    const { mayTell, told, send } = this.environment;
    const { conversation, conversationId } = receipt;
    if (!mayTell(conversation)) {
      told(receipt);
      return 'done';
    }
    if (this.rests(conversationId)) return 'later';
    const outcome = await send({ kind: 'receipt', target: conversation, content: receipt.receipt });
    if (outcome.kind === 'refused' && !passingRefusals.has(outcome.code)) {
      told(receipt);
      return 'done';
    }
    if (outcome.kind !== 'sent') return 'failed';
    this.toldAtMs.set(conversationId, this.environment.clock.monotonicMs());
    told(receipt);
    return 'done';
  }

  private rests(conversationId: ConversationId): boolean {
    const nowMs = this.environment.clock.monotonicMs();
    // In the order in which they were told.
    for (const [told, atMs] of this.toldAtMs) {
      if (nowMs - atMs < restMs) break;
      this.toldAtMs.delete(told);
    }
    return this.toldAtMs.has(conversationId);
  }
}
