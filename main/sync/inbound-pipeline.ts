import type { DomainEvent } from '../domain/domain-event';
import type { NodeId } from '../domain/ids';
import { mostEntries } from '../domain/list-limits';
import { Emitter } from '../platform/emitter';
import { Settlement } from '../outbox/settlement';
import { applyErasure } from './apply-erasure';
import { applyMessage } from './apply-message';
import { applyOpened } from './apply-opened';
import { applyReceipt } from './apply-receipt';
import { applyReaction } from './apply-reaction';
import { applyReadable } from './apply-readable';
import { applyRoomApplication } from './apply-room-application';
import { applyVanished } from './apply-vanished';
import { leftOutCount, noteLeftOut } from './left-out';
import {
  OutcomeBuilder,
  type PipelineEnvironment,
  type PipelineOutcome,
  type PipelineRun,
} from './pipeline-run';

/** Characters of what somebody writes with a request. */
const mostGreetingLength = 500;

/**
 * The way in: facts from the server become rows in one transaction, then the rest of the program is told. Applying the
 * same facts again changes nothing. When `apply` returns, everything is committed. Only the acknowledgement needs it to survive a
 * power cut, and waits for that (`main/session/inbox.ts`): whatever the server was not told of comes again.
 */
export class InboundPipeline {
  readonly applied = new Emitter<PipelineOutcome>();

  constructor(private readonly environment: PipelineEnvironment) {}

  /** Commits the facts, then tells. Throws, and tells nothing, when they could not be committed. */
  apply(events: readonly DomainEvent[]): void {
    if (events.length === 0) return;
    let rest: readonly DomainEvent[] | null = events;
    this.applyAll(() => {
      const next = rest;
      rest = null;
      return next;
    });
  }

  /**
   * The same for all facts that `next` yields until that is null, in one transaction: a burst costs one commit.
   */
  applyAll(next: () => readonly DomainEvent[] | null): void {
    const { store } = this.environment;
    const outcome = new OutcomeBuilder();
    let count = 0;
    store.transaction((write) => {
      const run = { ...this.environment, store: write, settlement: new Settlement(write), outcome };
      // Before anything is told: a mute may have ended while the computer slept.
      for (const conversationId of write.care.endMutes(this.environment.clock.nowMs()))
        outcome.changes.addConversation(conversationId);
      for (let events = next(); events !== null; events = next()) {
        for (const event of events) this.applyOne(event, run);
        count += events.length;
      }
    }, 'later');
    if (count === 0) return;
    this.applied.emit(outcome);
  }

  private applyOne(event: DomainEvent, run: PipelineRun): void {
    const { outcome } = run;
    switch (event.kind) {
      case 'messageReceived':
        applyMessage(event, run);
        break;
      case 'messageReadable':
        applyReadable(event, run);
        break;
      case 'messageRevoked':
      case 'messageBurned':
        applyErasure(event, run);
        break;
      case 'messageOpened':
        applyOpened(event, run);
        break;
      case 'messageReactedTo':
        applyReaction({ ...event, mid: event.claimedMid }, run);
        break;
      case 'ownReactionsCame':
        for (const { peer, mid, emoji, saidAtNs } of event.said) {
          const conversation = { kind: 'user', node: peer } as const;
          const said = { conversation, by: run.self(), mid, emoji, sentAtNs: saidAtNs };
          applyReaction({ ...said, isFromDevice: true }, run);
        }
        break;
      case 'receiptCame':
        applyReceipt(event, run);
        break;
      case 'messageVanished':
        applyVanished(event, run);
        break;
      case 'friendRequested':
        applyFriendRequest(event.node, event.greeting, run);
        break;
      case 'rosterHinted':
        outcome.asksRoster = true;
        if (event.endedBy !== null) applyEnding(event.endedBy, run);
        break;
      case 'roomsHinted':
        outcome.asksRooms = true;
        outcome.roomNews.push(event);
        break;
      case 'roomApplied':
        applyRoomApplication(event, run);
        break;
    }
  }
}

/**
 * A request that is still open was withdrawn by whoever made it, or refused by whoever got it. Whether a friendship was ended is
 * the roster's to tell, and is noted until then: the connection may be gone before it has.
 */
function applyEnding(node: NodeId, { store, outcome }: PipelineRun): void {
  const relation = store.people.byNode(node)?.relation ?? 'none';
  if (relation === 'friend') store.people.doubt(node, 'said');
  if (relation !== 'incoming' && relation !== 'declined' && relation !== 'outgoing') return;
  store.people.setRelation(node, 'stranger', '');
  outcome.changes.addContact(node);
}

/**
 * A request from a friend is a forgery, a repetition, or comes from somebody who ended the friendship while nobody told us: the
 * roster is asked, and the request is kept until it has told.
 */
function applyFriendRequest(node: NodeId, greeting: string, { store, outcome }: PipelineRun): void {
  const { people } = store;
  const relation = people.byNode(node)?.relation ?? 'none';
  if (relation === 'friend' || relation === 'outgoing') {
    outcome.asksRoster = true;
    if (relation === 'friend') people.noteAskedAgain(node, greeting.slice(0, mostGreetingLength));
    return;
  }
  // Whoever is blocked is refused by the server; what comes all the same came before.
  if (relation === 'blocked') return;
  // Whoever was put aside stays there, with what they say now: asking again must not be a way around it.
  if (relation === 'declined') {
    if (people.setRelation(node, 'declined', greeting.slice(0, mostGreetingLength)))
      outcome.changes.addContact(node);
    return;
  }
  if (relation !== 'incoming') {
    const open = people.incomingCount();
    if (open >= mostEntries.requests) {
      const count = leftOutCount(store, 'requests') + 1;
      noteLeftOut(store, { list: 'requests', count }, outcome.changes);
      return;
    }
    // What was left out beside earlier requests is over with the last of them.
    if (open === 0) noteLeftOut(store, { list: 'requests', count: 0 }, outcome.changes);
    outcome.friendRequests.add(node);
  }
  if (people.setRelation(node, 'incoming', greeting.slice(0, mostGreetingLength)))
    outcome.changes.addContact(node);
  if ((people.byNode(node)?.name ?? '') === '') outcome.strangers.add(node);
}
