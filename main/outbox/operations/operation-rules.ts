import type { ChangeSet } from '../../domain/change-set';
import type { ServerMid } from '../../domain/ids';
import type { LaneName, Operation, OperationKind } from '../../domain/operation';
import type { Random } from '../../platform/random';
import type { OutgoingFrame } from '../../protocol/mapper';
import type { StoreReader, StoreWriter } from '../../storage/account-store';
import type { PermanentRefusal, Refusal, RefusedIn } from '../refusal';

/** What a frame is made of. */
export interface FrameParts {
  readonly store: StoreReader;
  readonly random: Random;
}

/** What an outcome is written with; only inside a transaction. */
export interface SettlingParts {
  readonly store: StoreWriter;
  readonly changes: ChangeSet;
  /** About when the server got it, server's time in ms; null where it was settled by what came. */
  readonly sentAtMs: number | null;
}

/**
 * What shows that the server has done it. `echo`: what the server sends goes through the inbound pipeline and settles the
 * entry there. `acknowledgement`: that, or an acknowledgement of the frame, as older servers say it. `nothing`: it is done
 * when nobody has refused it for so long.
 */
export type Answer =
  | { readonly kind: 'echo' }
  | { readonly kind: 'acknowledgement' }
  | { readonly kind: 'nothing'; readonly quietMs: number };

/**
 * How the server's history shows what became of it when no answer comes. `message`: it is there, and a repetition would
 * double it. `number`: what it named is gone, and a repetition does no harm. `none`: not at all.
 */
export type Trace = 'message' | 'number' | 'none';

/** Everything that the outbox knows of a kind of operation. */
export interface OperationRules {
  /** The queue that it waits in; also says how urgent it is. */
  readonly lane: LaneName;
  /** Type of its frames: all that a refusal names, so that one frame of a type is on its way at a time. */
  readonly frameType: OutgoingFrame['type'];
  /** Kinds that go first when they are about the same message. */
  readonly follows: readonly OperationKind[];
  /**
   * What waits while it is with the server: the rest of its chat in this lane, so that the order of a chat stays, or only
   * what is about the same message.
   */
  readonly scope: 'chat' | 'message';
  readonly answer: Answer;
  readonly trace: Trace;
  /** Whether it carries a content that the server may find too large. */
  readonly isSized: boolean;
  /**
   * Whether the row keeps what was sent the first time, for sending the same again. Only for what holds no words: those lie
   * in the table of contents alone, where they can be forgotten, and what is made of rows that never change is the same
   * every time.
   */
  readonly keepsPayload: boolean;
  /**
   * Why it is not sent any more, by what is known here; null for nothing. The server's rights are minutes old: what it would still
   * let through is held back all the same.
   */
  readonly forbid: (operation: Operation, parts: Pick<FrameParts, 'store'>) => PermanentRefusal | null;
  /** Its frame, read from the database; null when there is nothing left to send. */
  readonly toFrame: (operation: Operation, parts: FrameParts) => OutgoingFrame | null;
  /** What an error code of tim means for it. */
  readonly readRefusal: (code: number, where: RefusedIn) => Refusal;
  /** The server has it, or no longer has the number that it named; `target` is that number. Takes the entry out. */
  readonly complete: (operation: Operation, target: ServerMid | null, parts: SettlingParts) => void;
  /** The server will never do it, for this reason: a failure code of the bridge contract. Takes the entry out. */
  readonly reject: (operation: Operation, code: string, parts: SettlingParts) => void;
}
