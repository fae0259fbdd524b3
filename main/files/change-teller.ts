import type { MessageId } from '../domain/ids';
import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';

/** The window hears of progress so often, ms. */
const tellEveryMs = 250;

/** Gathers what has changed of the files of messages, and tells it now and then. */
export class ChangeTeller implements Disposable {
  private readonly untold = new Set<MessageId>();
  private telling: Disposable | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly tell: (messageId: MessageId) => void,
  ) {}

  /** Something is another, and may be told a little later. */
  tellSoon(messageId: MessageId): void {
    this.untold.add(messageId);
    this.telling ??= this.clock.after(tellEveryMs, () => {
      this.telling = null;
      const told = [...this.untold];
      this.untold.clear();
      for (const id of told) this.tell(id);
    });
  }

  dispose(): void {
    (this.telling ?? toDisposable(() => undefined)).dispose();
  }
}
