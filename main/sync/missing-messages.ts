import type { MessageId } from '../domain/ids';
import type { AccountStore } from '../storage/account-store';
import type { InboundPipeline } from './inbound-pipeline';
import { judgeMissing, type Comparison } from './missing-judgement';

/** What the missing messages use and whom they tell. */
export interface MissingMessagesEnvironment {
  readonly store: AccountStore;
  readonly pipeline: InboundPipeline;
  /** The number of messages in question changed. */
  readonly changed: () => void;
}

/**
 * Messages that are here and no longer on the server. Erased at once when it looks like revokes and burns; kept for the
 * user's decision when it looks like a server that lost its data.
 */
export class MissingMessages {
  private readonly inQuestion = new Set<MessageId>();

  constructor(private readonly environment: MissingMessagesEnvironment) {}

  /** How many messages wait for the user's decision. */
  count(): number {
    return this.inQuestion.size;
  }

  /** Takes the outcome of one comparison. */
  found(missing: readonly MessageId[], comparison: Omit<Comparison, 'missing'>): void {
    const judgement = judgeMissing({ ...comparison, missing: missing.length });
    if (judgement === 'erase') this.erase(missing);
    if (judgement !== 'ask') return;
    for (const messageId of missing) this.inQuestion.add(messageId);
    this.environment.changed();
  }

  /** The user decided: erase what the server no longer has, or keep it on this computer for good. */
  resolve(decision: 'erase' | 'keep'): void {
    const { store, changed } = this.environment;
    const messages = [...this.inQuestion];
    this.inQuestion.clear();
    if (decision === 'erase') this.erase(messages);
    else store.transaction(() => messages.forEach((messageId) => store.messages.keepLocally(messageId)));
    changed();
  }

  private erase(messages: readonly MessageId[]): void {
    this.environment.pipeline.apply(
      messages.map((messageId) => ({ kind: 'messageVanished', messageId }) as const),
    );
  }
}
