import { conversationIdOf, type ConversationAddress } from '../domain/conversation';
import type { EphemeralOutcome } from '../domain/ephemeral';
import type { ConversationId } from '../domain/ids';
import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';
import type { EphemeralMessage } from './sender';

/** What saying that we write uses. */
export interface OwnTypingEnvironment {
  readonly clock: Clock;
  /** Whether the other side of a chat may hear at this moment that we write. */
  readonly mayTell: (conversation: ConversationAddress) => boolean;
  readonly send: (message: EphemeralMessage<'typing'>) => Promise<EphemeralOutcome>;
  readonly failed: (error: unknown) => void;
}

/** Between two things that are said of our writing, in whatever chats. */
const restMs = 3_000;
/** After this the other side has forgotten that we write. */
const forgottenMs = 6_000;

/** Says that we write, and that we have stopped without having sent anything: once in three seconds at most, and to nobody who must not know. */
export class OwnTyping implements Disposable {
  private spokeAtMs = Number.NEGATIVE_INFINITY;
  /** Where the other side believes that we write. */
  private told: { readonly conversation: ConversationAddress; readonly id: ConversationId } | null = null;
  private timer: Disposable = toDisposable(() => undefined);

  constructor(private readonly environment: OwnTypingEnvironment) {}

  /** The user writes in a chat, or has emptied the field. */
  note(conversation: ConversationAddress, isTyping: boolean): void {
    const id = conversationIdOf(conversation);
    if (isTyping) {
      this.timer.dispose();
      if (!this.mayGo() || !this.environment.mayTell(conversation)) return;
      this.told = { conversation, id };
      this.say(conversation, true);
    } else if (this.told?.id === id) this.takeBack();
  }

  /** A message went into a chat: whoever gets it knows that it has been written. */
  sent(id: ConversationId): void {
    if (this.told?.id === id) this.forget();
  }

  /** The connection has ended, or nobody must know any more. */
  forget(): void {
    this.timer.dispose();
    this.told = null;
  }

  dispose(): void {
    this.forget();
  }

  /** As soon as something may be said again; later than the other side has forgotten it, there is nothing to say. */
  private takeBack(): void {
    const { told } = this;
    if (told === null) return;
    const sinceMs = this.environment.clock.monotonicMs() - this.spokeAtMs;
    this.timer.dispose();
    if (sinceMs >= forgottenMs) {
      this.forget();
      return;
    }
    this.timer = this.environment.clock.after(Math.max(0, restMs - sinceMs), () => {
      this.told = null;
      if (this.environment.mayTell(told.conversation)) this.say(told.conversation, false);
    });
  }

  private mayGo(): boolean {
    return this.environment.clock.monotonicMs() - this.spokeAtMs >= restMs;
  }

  private say(target: ConversationAddress, isTyping: boolean): void {
    const { clock, send, failed } = this.environment;
    this.spokeAtMs = clock.monotonicMs();
    // Whether it reached anybody changes nothing here.
    send({ kind: 'typing', target, content: { isTyping } }).catch(failed);
  }
}
