import { ConversationRepository } from './conversation-repository';
import { CopyRepository } from './copy-repository';
import type { Database } from './database';
import { DraftRepository } from './draft-repository';
import { ErasureLog } from './erasure-log';
import { MessageRepository } from './message-repository';
import { OutboxRepository } from './outbox-repository';
import { PersonRepository } from './person-repository';
import { ProfileRepository } from './profile-repository';
import { SearchRepository } from './search-repository';
import { ViewReader } from './view-reader';

/** Everything stored of one account: the repositories over one database, and its transactions. */
export interface AccountStore {
  readonly messages: MessageRepository;
  readonly copies: CopyRepository;
  readonly conversations: ConversationRepository;
  readonly people: PersonRepository;
  readonly outbox: OutboxRepository;
  readonly profile: ProfileRepository;
  readonly search: SearchRepository;
  readonly drafts: DraftRepository;
  readonly views: ViewReader;
  /** Runs `work` in one transaction; nested calls join the outer one. */
  transaction<T>(work: () => T): T;
  /** What erasures still owe to the write-ahead log. */
  readonly erasureLog: ErasureLog;
  /** Makes sure that erased content leaves the write-ahead log, too; what is not done now is told by `erasureLog`. */
  forgetErased(): void;
  /** Throws what a commit would meet now. */
  checkWritable(): void;
  close(): void;
}

/** Opens the repositories over a database, which the store then owns. */
export function createAccountStore(database: Database): AccountStore {
  const erasureLog = new ErasureLog(database);
  // A run that was killed between an erasure and the emptying of the log left the old pages in it.
  erasureLog.forget();
  return {
    messages: new MessageRepository(database),
    copies: new CopyRepository(database),
    conversations: new ConversationRepository(database),
    people: new PersonRepository(database),
    outbox: new OutboxRepository(database),
    profile: new ProfileRepository(database),
    search: new SearchRepository(database),
    drafts: new DraftRepository(database),
    views: new ViewReader(database),
    transaction: (work) => database.transaction(work),
    erasureLog,
    forgetErased: () => erasureLog.forget(),
    checkWritable: () => database.checkWritable(),
    close: () => database.close(),
  };
}
