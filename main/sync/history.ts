import { addressOf, type Conversation } from '../domain/conversation';
import type { ConversationId, NodeId } from '../domain/ids';
import { toDomainEvents } from '../protocol/mapper';
import type { TimClient } from '../session/tim-client';
import type { AccountStore } from '../storage/account-store';
import type { InboundPipeline } from './inbound-pipeline';

/** What history pulling uses. */
export interface HistoryEnvironment {
  readonly store: AccountStore;
  readonly client: TimClient;
  readonly pipeline: InboundPipeline;
  readonly self: () => NodeId;
}

const pageSize = 50;

/** Brings messages from the server's history into the database. One pull at a time: answers name no chat. */
export class History {
  constructor(private readonly environment: HistoryEnvironment) {}

  /** Pulls the newest page of a chat. */
  async pullNewest(conversationId: ConversationId): Promise<void> {
    await this.pull(conversationId, 0n);
  }

  /** Pulls the page above the oldest known message; does nothing when the beginning is known. */
  async pullEarlier(conversationId: ConversationId): Promise<void> {
    const { conversations, messages } = this.environment.store;
    const conversation = conversations.byId(conversationId);
    if (conversation === null || conversation.isHistoryComplete) return;
    const oldest = messages.oldestMid(conversationId);
    if (oldest === 1n) return;
    await this.pull(conversationId, oldest === null ? 0n : oldest - 1n);
  }

  private async pull(conversationId: ConversationId, fromMid: bigint): Promise<void> {
    const { store, client, pipeline, self } = this.environment;
    const address = addressOf(conversationId);
    const conversation = store.conversations.byId(conversationId);
    if (address === null || conversation === null) return;
    const answer = await client.history({ ...address, fromMid, limit: pageSize });
    if (answer.kind !== 'ok') return;
    const events = answer.value
      .flatMap((packet) => toDomainEvents(packet, { self: self(), source: 'history' }))
      // The answer does not say which chat it is about; a late answer to an earlier question is not this one's.
      .filter((event) => event.kind !== 'messageReceived' || event.conversation.node === address.node)
      .reverse();
    const oldestKnownNs = store.messages.oldestNs(conversationId);
    pipeline.apply(events);
    this.readOldHistory(conversation, oldestKnownNs);
    if (answer.value.length < pageSize && (fromMid > 0n || oldestKnownNs === null)) {
      store.transaction(() => store.conversations.markHistoryComplete(conversationId));
    }
  }

  /** What was said before this computer took part is not unread. */
  private readOldHistory(conversation: Conversation, oldestKnownNs: bigint | null): void {
    if (conversation.readUntilNs !== 0n) return;
    const { store } = this.environment;
    const { conversationId } = conversation;
    const markNs =
      oldestKnownNs === null ? store.messages.newest(conversationId)?.sortNs : oldestKnownNs - 1n;
    if (markNs === undefined) return;
    store.transaction(() => store.conversations.startReadingAt(conversationId, markNs));
  }
}
