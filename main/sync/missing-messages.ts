import type { MessageId } from '../domain/ids';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import type { AccountStore } from '../storage/account-store';
import type { InboundPipeline } from './inbound-pipeline';
import { judgeMissing, type Comparison } from './missing-judgement';

/** What the missing messages use and whom they tell. */
export interface MissingMessagesEnvironment {
  readonly store: AccountStore;
  readonly pipeline: InboundPipeline;
  readonly clock: Clock;
  /** The number of messages in question changed. */
  readonly changed: () => void;
}

// Thousands can go at once when a server lost its data; erasing this many takes no longer than a frame.
const erasedAtOnce = 10;
const pauseMs = 5;

/**
 * Messages that are here and no longer on the server. Erased at once when it looks like revokes and burns; kept for the
 * user's decision when it looks like a server that lost its data.
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

  /** What is not erased by then is found missing by the next comparison. */
  dispose(): void {
    this.timer?.dispose();
    this.condemned = [];
  }

  private erase(messages: readonly MessageId[]): void {
    this.condemned = [...this.condemned, ...messages];
    if (this.timer === null) this.eraseSome();
  }

  private eraseSome(): void {
    const some = this.condemned.slice(0, erasedAtOnce);
    this.condemned = this.condemned.slice(erasedAtOnce);
    this.timer =
      this.condemned.length > 0 ? this.environment.clock.after(pauseMs, () => this.eraseSome()) : null;
    this.environment.pipeline.apply(
      some.map((messageId) => ({ kind: 'messageVanished', messageId }) as const),
    );
  }
}
