import type { ConversationId, MessageId } from '../domain/ids';
import { holdsContent } from '../domain/message';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import type { AccountStore } from '../storage/account-store';
import type { InboundPipeline } from '../sync/inbound-pipeline';
import { judgeMissing, type Comparison } from './missing-judgement';

/** What a second look at the server's history found; what is in neither list is not known. */
export interface SecondLook {
  readonly gone: readonly MessageId[];
  readonly there: readonly MessageId[];
}

/** What the missing messages use and whom they tell. */
export interface MissingMessagesEnvironment {
  readonly store: AccountStore;
  readonly pipeline: InboundPipeline;
  readonly clock: Clock;
  /** Asks the server once more which of a chat's messages it no longer has. */
  readonly lookAgain: (
    conversationId: ConversationId,
    messageIds: readonly MessageId[],
  ) => Promise<SecondLook>;
  /** The number of messages in question changed. */
  readonly changed: () => void;
}

/** What one comparison found: messages that should have been there and were not, and those that were. */
export interface Finding {
  readonly missing: readonly MessageId[];
  readonly present: readonly MessageId[];
  readonly emptyProof: Comparison['emptyProof'];
}

// Thousands can go at once when a server lost its data; erasing this many takes no longer than a frame.
const erasedAtOnce = 10;
const pauseMs = 5;

/**
 * Messages that are here and no longer on the server. Erased at once when it looks like revokes and burns; kept for the
 * user's decision when it looks like a server that lost its data. The question is withdrawn as far as the server has
 * them again, and before anything is erased on the user's word the server is asked once more.
 */
export class MissingMessages implements Disposable {
  private readonly inQuestion = new Set<MessageId>();
  private condemned: readonly MessageId[] = [];
  private timer: Disposable | null = null;

  constructor(private readonly environment: MissingMessagesEnvironment) {}

  /** How many messages wait for the user's decision. */
  count(): number {
    return this.inQuestion.size;
  }

  /** Takes the outcome of one comparison. */
  found({ missing, present, emptyProof }: Finding): void {
    const sizeBefore = this.inQuestion.size;
    for (const messageId of present) this.inQuestion.delete(messageId);
    const compared = missing.length + present.length;
    const judgement = judgeMissing({ compared, missing: missing.length, emptyProof });
    // A server that is in doubt already is not believed about the next message either.
    if (judgement === 'erase' && this.inQuestion.size === 0) this.erase(missing);
    else if (judgement === 'ask' || judgement === 'erase')
      for (const messageId of missing) this.inQuestion.add(messageId);
    if (this.inQuestion.size !== sizeBefore) this.environment.changed();
  }

  /** Compares once more what is in question; after every sign-in, because the server may have its data again. */
  async lookAgain(): Promise<void> {
    await this.sift();
  }

  /**
   * The user decided: erase what the server no longer has, or keep it on this computer for good. `unknown`: the server did
   * not say about some of it, which stays in question.
   */
  async resolve(decision: 'erase' | 'keep'): Promise<'done' | 'unknown'> {
    const { store, changed } = this.environment;
    if (decision === 'keep') {
      const messages = [...this.inQuestion];
      this.inQuestion.clear();
      store.transaction((write) => messages.forEach((messageId) => write.messages.keepLocally(messageId)));
      changed();
      return 'done';
    }
    const decided = [...this.inQuestion];
    const gone = new Set(await this.sift());
    // What was found missing meanwhile is another question.
    const agreed = decided.filter((messageId) => gone.has(messageId));
    for (const messageId of agreed) this.inQuestion.delete(messageId);
    this.erase(agreed);
    changed();
    return decided.some((messageId) => this.inQuestion.has(messageId)) ? 'unknown' : 'done';
  }

  /** What is not erased by then is found missing by the next comparison. */
  dispose(): void {
    this.timer?.dispose();
    this.timer = null;
    this.condemned = [];
  }

  /** Withdraws what is there again, or erased by now, from the question; answers what is certainly gone. */
  private async sift(): Promise<readonly MessageId[]> {
    const { store, lookAgain, changed } = this.environment;
    const byChat = new Map<ConversationId, MessageId[]>();
    for (const messageId of this.inQuestion) {
      const message = store.messages.byId(messageId);
      if (message === null || !holdsContent(message)) this.inQuestion.delete(messageId);
      else byChat.set(message.conversationId, [...(byChat.get(message.conversationId) ?? []), messageId]);
    }
    const allGone: MessageId[] = [];
    for (const [conversationId, messageIds] of byChat) {
      const { gone, there } = await lookAgain(conversationId, messageIds);
      for (const messageId of there) this.inQuestion.delete(messageId);
      allGone.push(...gone);
    }
    changed();
    return allGone;
  }

  private erase(messages: readonly MessageId[]): void {
    this.condemned = [...this.condemned, ...messages];
    if (this.timer === null) this.eraseSome();
  }

  private eraseSome(): void {
    const some = this.condemned.slice(0, erasedAtOnce);
    this.condemned = this.condemned.slice(erasedAtOnce);
    // The timer first: it must outlive a write that fails.
    this.timer =
      this.condemned.length > 0 ? this.environment.clock.after(pauseMs, () => this.eraseSome()) : null;
    this.environment.pipeline.apply(
      some.map((messageId) => ({ kind: 'messageVanished', messageId }) as const),
    );
  }
}
