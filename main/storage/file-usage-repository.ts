import {
  toAttachmentId,
  toConversationId,
  type AttachmentId,
  type ConversationId,
  type MessageId,
} from '../domain/ids';
import type { FileKind } from '../domain/file-kind';
import { chatNumberOf } from './chat-number';
import type { Database } from './database';
import type { AttachmentRow } from './message-row';
import { messageIdOf } from './stored-id';

/** How much of one kind lies on the disk for one chat. */
export interface FileUsage {
  readonly conversationId: ConversationId;
  readonly kind: FileKind;
  /** Given out here, so that others fetch it from here; otherwise it was fetched. */
  readonly isOwn: boolean;
  readonly count: number;
  readonly sizeBytes: number;
}

/** Which files of a chat. */
export interface UsedFiles {
  readonly conversationId: ConversationId;
  readonly kind: FileKind;
  readonly isOwn: boolean;
}

/** A file that lies here. */
export interface UsedFile {
  readonly id: AttachmentId;
  readonly messageId: MessageId;
  readonly sizeBytes: number;
}

interface UsageRow {
  readonly conversation_id: string;
  readonly kind: FileKind;
  readonly is_own: number;
  readonly file_count: number;
  readonly size_bytes: number;
}

/** Reading how much files take on the disk, by chat and kind: sums that triggers keep, however many files there are. */
export class FileUsageReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = {
      // A few rows for each chat that has files; the sums of all are wanted.
      all: database.prepare<[], UsageRow>(
        `SELECT conversation_id, file_usage.kind AS kind, is_own, file_count, size_bytes
         FROM file_usage JOIN conversation USING (chat_number) WHERE file_count > 0`,
      ),
      of: database.prepare<[string], UsageRow>(
        `SELECT conversation_id, file_usage.kind AS kind, is_own, file_count, size_bytes
         FROM file_usage JOIN conversation USING (chat_number)
         WHERE chat_number = ${chatNumberOf('?')} AND file_count > 0`,
      ),
      files: database.prepare<
        [string, string, number, number],
        Pick<AttachmentRow, 'attachment_id' | 'message_id' | 'size_bytes'>
      >(
        `SELECT attachment_id, message_id, size_bytes FROM attachment
         WHERE chat_number = ${chatNumberOf('?')} AND kind = ? AND is_own = ? AND state = 'kept' LIMIT ?`,
      ),
    };
  }

  /** What every chat takes, in no order. */
  all(): readonly FileUsage[] {
    return this.reading.all.all().map(toUsage);
  }

  /** What one chat takes. */
  of(conversationId: ConversationId): readonly FileUsage[] {
    return this.reading.of.all(conversationId).map(toUsage);
  }

  /** Some of the files of a chat. */
  files({ conversationId, kind, isOwn }: UsedFiles, most: number): readonly UsedFile[] {
    return this.reading.files.all(conversationId, kind, isOwn ? 1 : 0, most).map((row) => ({
      id: toAttachmentId(row.attachment_id),
      messageId: messageIdOf(row),
      sizeBytes: row.size_bytes,
    }));
  }
}

const toUsage = (row: UsageRow): FileUsage => ({
  conversationId: toConversationId(row.conversation_id),
  kind: row.kind,
  isOwn: row.is_own === 1,
  count: row.file_count,
  sizeBytes: row.size_bytes,
});
