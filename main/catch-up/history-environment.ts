import type { ChangeSet } from '../domain/change-set';
import type { ConversationAddress } from '../domain/conversation';
import type { Clock } from '../platform/clock';
import type { Pacer } from '../platform/pacer';
import type { TimClient } from '../session/tim-client';
import type { AccountStore } from '../storage/account-store';
import type { EventReader } from '../sync/event-reader';
import type { InboundPipeline } from '../sync/inbound-pipeline';

/** What history pulling uses. */
export interface HistoryEnvironment {
  readonly store: AccountStore;
  readonly client: TimClient;
  readonly pipeline: InboundPipeline;
  readonly eventReader: EventReader;
  readonly clock: Clock;
  readonly pacer: Pacer;
  /** Told what became known of a chat beside its messages. */
  readonly changed: (changes: ChangeSet) => void;
  /** Whether the server would tell us about this chat: to a stranger it says nothing. */
  readonly isConfirmed: (address: ConversationAddress) => boolean;
}
