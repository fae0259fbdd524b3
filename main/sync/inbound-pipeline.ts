import { ChangeSet } from '../domain/change-set';
import type { DomainEvent, MessageReceived } from '../domain/domain-event';
import type { ConversationId, NodeId } from '../domain/ids';
import type { Clock } from '../platform/clock';
import { Emitter } from '../platform/emitter';
import type { Logger } from '../platform/logger';
import type { Random } from '../platform/random';
import type { Settlement } from '../outbox/settlement';
import type { AccountStore } from '../storage/account-store';
import { applyErasure } from './apply-erasure';
import { applyMessage } from './apply-message';

/** What the steps of the pipeline use. */
export interface PipelineEnvironment {
  readonly store: AccountStore;
  readonly settlement: Settlement;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly self: () => NodeId;
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
  readonly friendRequests = new Set<NodeId>();
  readonly strangers = new Set<NodeId>();
  asksRoster = false;
  asksRooms = false;
}

/** One run of the pipeline: what its steps use, and where they note what they did. */
export interface PipelineRun extends PipelineEnvironment {
  readonly outcome: OutcomeBuilder;
}

/**
 * The way in: facts from the server become rows in one transaction, then the rest of the program is told. Applying the
 * same facts again changes nothing. When `apply` returns, everything is on disk.
 */
export class InboundPipeline {
  readonly applied = new Emitter<PipelineOutcome>();

  constructor(private readonly environment: PipelineEnvironment) {}

  /** Commits the facts, then tells. Throws, and tells nothing, when they could not be committed. */
  apply(events: readonly DomainEvent[]): void {
    if (events.length === 0) return;
    const { store } = this.environment;
    const outcome = new OutcomeBuilder();
    const run = { ...this.environment, outcome };
    store.transaction(() => {
      for (const event of events) this.applyOne(event, run);
    });
    if (outcome.erasedIn.size > 0) store.forgetErased();
    this.applied.emit(outcome);
  }

  private applyOne(event: DomainEvent, run: PipelineRun): void {
    const { outcome } = run;
    switch (event.kind) {
      case 'messageReceived':
        applyMessage(event, run);
        break;
      case 'messageRevoked':
      case 'messageBurned':
        applyErasure(event, run);
        break;
      case 'friendRequested':
        this.applyFriendRequest(event.node, event.greeting, outcome);
        break;
      case 'rosterHinted':
        outcome.asksRoster = true;
        break;
      case 'roomsHinted':
        outcome.asksRooms = true;
        break;
    }
  }

  /** A request from a friend is a forgery or a repetition: ask the roster instead of believing it. */
  private applyFriendRequest(node: NodeId, greeting: string, outcome: OutcomeBuilder): void {
    const { people } = this.environment.store;
    const relation = people.byNode(node)?.relation ?? 'none';
    if (relation === 'friend' || relation === 'outgoing') {
      outcome.asksRoster = true;
      return;
    }
    if (relation === 'none') outcome.friendRequests.add(node);
    if (people.setRelation(node, 'incoming', greeting.slice(0, 500))) outcome.changes.addContacts();
    if ((people.byNode(node)?.name ?? '') === '') outcome.strangers.add(node);
  }
}
