import { AttachmentWriter, type AttachmentReader } from './attachment-repository';
import { ChatCareWriter, type ChatCareReader } from './chat-care-repository';
import { ConversationWriter, type ConversationReader } from './conversation-repository';
import { CopyWriter, type CopyReader } from './copy-repository';
import type { Database, Durability } from './database';
import { DeletedChatWriter, type DeletedChatReader } from './deleted-chat-repository';
import { DraftWriter, type DraftReader } from './draft-repository';
import { ErasureLog, type ErasureDebt } from './erasure-log';
import { MemberWriter, type MemberReader } from './member-repository';
import { FileUsageReader } from './file-usage-repository';
import { HistoryGapWriter, type HistoryGapReader } from './history-gap-repository';
import { LastSeenWriter, type LastSeenReader } from './last-seen-repository';
import type { MessageReader } from './message-reader';
import { MessageWriter } from './message-writer';
import { OutboxWriter, type OutboxReader } from './outbox-repository';
import { PictureWriter, type PictureReader } from './picture-repository';
import { PersonWriter, type PersonReader } from './person-repository';
import { ProfileWriter, type ProfileReader } from './profile-repository';
import { ReactionWriter, type ReactionReader } from './reaction-repository';
import { ReceiptWriter, type ReceiptReader } from './receipt-repository';
import { RoomLineWriter, type RoomLineReader } from './room-line-repository';
import { RoomWriter, type RoomReader } from './room-repository';
import { SearchReader } from './search-repository';
import { ViewReader } from './view-reader';

/** Everything stored of one account, to be read: inside a transaction or outside of any. */
export interface StoreReader {
  readonly messages: MessageReader;
  readonly reactions: ReactionReader;
  readonly receipts: ReceiptReader;
  readonly copies: CopyReader;
  readonly attachments: AttachmentReader;
  readonly fileUsage: FileUsageReader;
  readonly conversations: ConversationReader;
  readonly care: ChatCareReader;
  readonly deletedChats: DeletedChatReader;
  readonly gaps: HistoryGapReader;
  readonly people: PersonReader;
  readonly members: MemberReader;
  readonly roomLines: RoomLineReader;
  readonly pictures: PictureReader;
  readonly lastSeen: LastSeenReader;
  readonly rooms: RoomReader;
  readonly outbox: OutboxReader;
  readonly profile: ProfileReader;
  readonly search: SearchReader;
  readonly drafts: DraftReader;
  readonly views: ViewReader;
}

/**
 * Everything stored of one account, to be read and written. Only a transaction hands it out, and it writes only while that
 * runs: what takes a `StoreWriter` runs inside its caller's transaction.
 */
export interface StoreWriter extends StoreReader {
  readonly messages: MessageWriter;
  readonly reactions: ReactionWriter;
  readonly receipts: ReceiptWriter;
  readonly copies: CopyWriter;
  readonly attachments: AttachmentWriter;
  readonly conversations: ConversationWriter;
  readonly care: ChatCareWriter;
  readonly deletedChats: DeletedChatWriter;
  readonly gaps: HistoryGapWriter;
  readonly people: PersonWriter;
  readonly members: MemberWriter;
  readonly roomLines: RoomLineWriter;
  readonly pictures: PictureWriter;
  readonly lastSeen: LastSeenWriter;
  readonly rooms: RoomWriter;
  readonly outbox: OutboxWriter;
  readonly profile: ProfileWriter;
  readonly drafts: DraftWriter;
}

/** The store of one account, over one database. */
export interface AccountStore extends StoreReader {
  /**
   * Runs `work` in one transaction: all of it is on disk when this returns, or nothing of it when it throws. What it has
   * erased has then left the write-ahead log as well, or `erasureLog` tells that it is owed. A transaction inside another
   * one throws. Of one whose durability is `later` a power cut may leave nothing until `sync`, or the next ordinary one.
   */
  transaction<T>(work: (write: StoreWriter) => T, durability?: Durability): T;
  /** What was committed survives a power cut when this returns. Throws what the disk says; outside of any transaction. */
  sync(): void;
  /** What erasures still owe to the write-ahead log. */
  readonly erasureLog: ErasureDebt;
  /** Throws what a commit would meet now; outside of any transaction. */
  checkWritable(): void;
  close(): void;
}

/** Opens the repositories over a database, which the store then owns. */
export function createAccountStore(database: Database): AccountStore {
  const erasureLog = new ErasureLog(database);
  // A run that was killed between an erasure and the emptying of the log left the old pages in it.
  erasureLog.forget();
  const writer: StoreWriter = {
    messages: new MessageWriter(database, erasureLog),
    reactions: new ReactionWriter(database, erasureLog),
    receipts: new ReceiptWriter(database),
    copies: new CopyWriter(database),
    attachments: new AttachmentWriter(database, erasureLog),
    fileUsage: new FileUsageReader(database),
    conversations: new ConversationWriter(database),
    care: new ChatCareWriter(database),
    deletedChats: new DeletedChatWriter(database),
    gaps: new HistoryGapWriter(database),
    people: new PersonWriter(database),
    members: new MemberWriter(database),
    roomLines: new RoomLineWriter(database),
    pictures: new PictureWriter(database),
    lastSeen: new LastSeenWriter(database),
    rooms: new RoomWriter(database),
    outbox: new OutboxWriter(database),
    profile: new ProfileWriter(database),
    search: new SearchReader(database),
    drafts: new DraftWriter(database, erasureLog),
    views: new ViewReader(database),
  };
  return {
    ...writer,
    transaction: (work, durability) =>
      erasureLog.follow(() => database.transaction(() => work(writer), durability)),
    sync: () => database.sync(),
    erasureLog,
    checkWritable: () => database.checkWritable(),
    close: () => database.close(),
  };
}
