import { ConversationRepository } from './conversation-repository';
import { CopyRepository } from './copy-repository';
import type { Database } from './database';
import { MessageRepository } from './message-repository';
import { OutboxRepository } from './outbox-repository';
import { PersonRepository } from './person-repository';
import { ProfileRepository } from './profile-repository';
import { SearchRepository } from './search-repository';

/** Everything stored of one account: the repositories over one database, and its transactions. */
export interface AccountStore {
  readonly messages: MessageRepository;
  readonly copies: CopyRepository;
  readonly conversations: ConversationRepository;
  readonly people: PersonRepository;
  readonly outbox: OutboxRepository;
  readonly profile: ProfileRepository;
  readonly search: SearchRepository;
  /** Runs `work` in one transaction; nested calls join the outer one. */
  transaction<T>(work: () => T): T;
  /** Makes sure that erased content has left the write-ahead log, too. */
  forgetErased(): void;
  close(): void;
}

/** Opens the repositories over a database, which the store then owns. */
export function createAccountStore(database: Database): AccountStore {
  return {
    messages: new MessageRepository(database),
    copies: new CopyRepository(database),
    conversations: new ConversationRepository(database),
    people: new PersonRepository(database),
    outbox: new OutboxRepository(database),
    profile: new ProfileRepository(database),
    search: new SearchRepository(database),
    transaction: (work) => database.transaction(work),
    forgetErased: () => database.truncateLog(),
    close: () => database.close(),
  };
}
