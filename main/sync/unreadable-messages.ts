import type { MessageReadable } from '../domain/domain-event';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import { Duty } from '../platform/duty';
import { fromKept } from '../protocol/message-contents';
import type { AccountStore } from '../storage/account-store';
import type { EventReader } from './event-reader';
import type { InboundPipeline } from './inbound-pipeline';

/** What reading once more uses. */
export interface UnreadableMessagesEnvironment {
  readonly store: AccountStore;
  readonly pipeline: InboundPipeline;
  readonly reader: EventReader;
  readonly clock: Clock;
  /** A batch could not be read or committed; it is tried again by itself. */
  readonly failed: (error: unknown) => void;
}

// A batch is read and committed before a window misses a frame, and others have their turn between two.
const messagesPerBatch = 20;
const betweenBatchesMs = 200;

/**
 * What was kept because this program could not read it is tried again, in small batches: by every start, because a newer
 * version may have come with it, and whenever somebody asks.
 */
export class UnreadableMessages implements Disposable {
  private afterRow = 0;
  private readonly duty: Duty;

  constructor(private readonly environment: UnreadableMessagesEnvironment) {
    const { clock, failed } = environment;
    this.duty = new Duty({ clock, failed, work: () => this.tryBatch() });
  }

  /** Tries all of them, from the first. */
  tryAll(): void {
    this.afterRow = 0;
    this.duty.run();
  }

  dispose(): void {
    this.duty.dispose();
  }

  private tryBatch(): Promise<number | null> | null {
    const { store } = this.environment;
    const batch = store.messages.unreadable(this.afterRow, messagesPerBatch);
    const last = batch.at(-1);
    if (last === undefined) return null;
    return this.read(batch).then(() => {
      this.afterRow = last.rowNumber;
      return betweenBatchesMs;
    });
  }

  private async read(batch: ReturnType<AccountStore['messages']['unreadable']>): Promise<void> {
    const { pipeline, reader } = this.environment;
    const kept = batch.flatMap((message) => {
      const packet = fromKept(message.kept);
      return packet === null ? [] : [{ ...message, packet }];
    });
    const packets = kept.map(({ packet }) => packet);
    await reader.readAgain(packets, (messages) => {
      const events = kept.flatMap(({ messageId, isNews }, index): readonly MessageReadable[] => {
        const message = messages[index] ?? null;
        return message === null
          ? []
          : [{ kind: 'messageReadable', messageId, message: { ...message, isNews } }];
      });
      pipeline.apply(events);
    });
  }
}
