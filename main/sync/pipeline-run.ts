import { ChangeSet } from '../domain/change-set';
import type { MessageReceived, RoomsHinted } from '../domain/domain-event';
import type { ConversationId, NodeId } from '../domain/ids';
import type { Settlement } from '../outbox/settlement';
import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import type { Random } from '../platform/random';
import type { AccountStore, StoreWriter } from '../storage/account-store';

/** What the steps of the pipeline use. */
export interface PipelineEnvironment {
  readonly store: AccountStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly self: () => NodeId;
  /** The setting: the other sides of one-to-one chats hear what is here and what was read, and tell the same. */
  readonly sharesReceipts: () => boolean;
}

/** Told after the commit. */
export interface PipelineOutcome {
  readonly changes: ChangeSet;
  /** Messages of others that were not known before, in order. */
  readonly arrived: readonly MessageReceived[];
  /** Chats in which something was erased. */
  readonly erasedIn: ReadonlySet<ConversationId>;
  /** The server should be asked for the roster, or for rooms. */
  readonly asksRoster: boolean;
  readonly asksRooms: boolean;
  /** What was said about this account and rooms; only the server's list tells what is true of it. */
  readonly roomNews: readonly RoomsHinted[];
  /** Rooms whose card may be another one by now. */
  readonly doubtedRooms: ReadonlySet<NodeId>;
  /** Chats in which something was taken back, and the server did not say what. */
  readonly doubted: ReadonlySet<ConversationId>;
  /** People who newly ask to be a friend. */
  readonly friendRequests: ReadonlySet<NodeId>;
  /** People whose name is not known. */
  readonly strangers: ReadonlySet<NodeId>;
}

/** Collects the outcome while the transaction runs. */
export class OutcomeBuilder implements PipelineOutcome {
  readonly changes = new ChangeSet();
  readonly arrived: MessageReceived[] = [];
  readonly erasedIn = new Set<ConversationId>();
  readonly doubted = new Set<ConversationId>();
  readonly friendRequests = new Set<NodeId>();
  readonly strangers = new Set<NodeId>();
  asksRoster = false;
  asksRooms = false;
  readonly roomNews: RoomsHinted[] = [];
  readonly doubtedRooms = new Set<NodeId>();
}

/** One run of the pipeline: what its steps use inside its transaction, and where they note what they did. */
export interface PipelineRun extends Omit<PipelineEnvironment, 'store'> {
  readonly store: StoreWriter;
  readonly settlement: Settlement;
  readonly outcome: OutcomeBuilder;
}
