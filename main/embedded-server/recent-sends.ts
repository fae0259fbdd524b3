import type { TimMessage } from '../protocol/packets';
import type { ChatKey } from './store/message-store';

const maxEntries = 10_000;

/** Whose message with which id in which conversation. */
export interface SendKey {
  readonly chat: ChatKey;
  readonly sender: string;
  readonly id: bigint | undefined;
}

/** The latest stored messages by the ids that their senders chose, in memory. The real server has nothing of the kind. */
export class RecentSends {
  private readonly stored = new Map<string, TimMessage>();

  constructor(private readonly isEnabled: boolean) {}

  /** The message as it was stored; `null` when this one is new. */
  find(key: SendKey): TimMessage | null {
    return this.stored.get(textOf(key)) ?? null;
  }

  remember(key: SendKey, message: TimMessage): void {
    if (!this.isEnabled) return;
    this.stored.set(textOf(key), message);
    const oldest = this.stored.keys().next();
    if (this.stored.size > maxEntries && oldest.done !== true) this.stored.delete(oldest.value);
  }
}

function textOf({ chat, sender, id }: SendKey): string {
  return JSON.stringify([chat, sender, String(id)]);
}
