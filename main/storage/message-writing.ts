import { chatNumberOf } from './chat-number';
import type { Database } from './database';
import {
  attachmentEraseAssignments,
  contentEraseAssignments,
  eraseAssignments,
  reactionEraseAssignments,
} from './message-row';
import type { StoredId } from './stored-id';

const rowNumberOf = '(SELECT row_number FROM message WHERE message_id = ?)';

/** Every statement that changes messages and their content. */
export function prepareMessageWriting(database: Database) {
  return {
    insert: database.prepareWriting<object, { row_number: number; chat_number: number }>(
      `INSERT INTO message (message_id, chat_number, author, is_mine, via_room, cid, mid, client_id, sort_ns, place, is_unread, is_mention, is_indexed,
         arrived_at_ms, content_kind, content_state, reply_mid, replaces_mid, burn_seconds, burn_max_seconds, delivery)
       VALUES (@message_id, ${chatNumberOf('@conversation_id')}, @author, @is_mine, @via_room, @cid, @mid, @client_id, @sort_ns, @place, @is_unread, @is_mention, @is_indexed,
         @arrived_at_ms, @content_kind, @content_state, @reply_mid, @replaces_mid, @burn_seconds, @burn_max_seconds, @delivery)
       RETURNING row_number, chat_number`,
    ),
    insertContent: database.prepareWriting<object, never>(
      'INSERT INTO content (row_number, text, bytes, mentions, meta) VALUES (@row_number, @text, @bytes, @mentions, @meta)',
    ),
    makePresent: database.prepareWriting<
      object,
      { row_number: number; chat_number: number; author: string; sort_ns: string; is_unread: number | null }
    >(
      `UPDATE message SET content_state = @content_state, content_kind = @content_kind, reply_mid = @reply_mid, replaces_mid = @replaces_mid,
         burn_seconds = @burn_seconds, burn_max_seconds = @burn_max_seconds, is_mention = @is_mention,
         is_unread = CASE WHEN @is_news = 1 AND place > (SELECT read_place FROM conversation
           WHERE conversation.chat_number = message.chat_number) THEN 1 END
       WHERE message_id = @message_id AND content_state = 'unreadable'
       RETURNING row_number, chat_number, author, CAST(sort_ns AS TEXT) AS sort_ns, is_unread`,
    ),
    replaceContent: database.prepareWriting<object, never>(
      `UPDATE content SET text = @text, bytes = @bytes, mentions = @mentions, meta = @meta WHERE row_number = @row_number`,
    ),
    // At once, so that the row becomes smaller whatever its parts do.
    replaceImage: database.prepareWriting<object, never>(
      `UPDATE content SET bytes = @bytes, meta = json_set(meta, '$.image', json(@image)) WHERE bytes IS NOT NULL
         AND row_number = (SELECT row_number FROM message WHERE message_id = @message_id AND content_state = 'present')`,
    ),
    eraseReactions: database.prepareWriting<object, never>(
      `UPDATE reaction SET ${reactionEraseAssignments} WHERE what IS NOT NULL AND reaction_number IN (
         SELECT reaction_number FROM (
           SELECT chat_number, mid FROM message WHERE message_id = @message_id AND mid IS NOT NULL
           UNION ALL SELECT chat_number, mid FROM message_copy WHERE message_id = @message_id) AS named
         JOIN reaction USING (chat_number, mid))`,
    ),
    eraseAttachments: database.prepareWriting<[StoredId], never>(
      `UPDATE attachment SET ${attachmentEraseAssignments}, state = 'going'
       WHERE message_id = ? AND state IN ('kept', 'part', 'held')`,
    ),
    eraseContent: database.prepareWriting<[StoredId], never>(
      `UPDATE content SET ${contentEraseAssignments} WHERE row_number = ${rowNumberOf}`,
    ),
    insertPlaceholder: database.prepareWriting<object, never>(
      `INSERT INTO message (message_id, chat_number, author, is_mine, mid, sort_ns, place, arrived_at_ms, content_kind,
         content_state, revoked_by, delivery, is_placeholder)
       VALUES (@message_id, ${chatNumberOf('@conversation_id')}, @author, @is_mine, @mid, @sort_ns, @place, @arrived_at_ms, 'text',
         @content_state, @revoked_by, 'sent', 1)`,
    ),
    adoptOriginal: database.prepareWriting<object, never>(
      `UPDATE message SET cid = @cid, sort_ns = @sort_ns, place = @place, content_kind = @content_kind, burn_seconds = @burn_seconds,
         burn_max_seconds = @burn_max_seconds, is_placeholder = 0
       WHERE message_id = @message_id AND is_placeholder = 1`,
    ),
    removePlaceholder: database.prepareWriting<[StoredId], never>(
      'DELETE FROM message WHERE message_id = ? AND is_placeholder = 1',
    ),
    dropPlaceholders: database.prepareWriting<object, { message_id: StoredId }>(
      `DELETE FROM message WHERE row_number IN (SELECT row_number FROM message
         WHERE chat_number = ${chatNumberOf('@conversation_id')} AND is_placeholder = 1 ORDER BY row_number LIMIT MIN(@most_at_once,
           MAX(0, (SELECT placeholder_count FROM conversation WHERE conversation_id = @conversation_id) - @most)))
       RETURNING message_id`,
    ),
    noteDropped: database.prepareWriting<[number, string], never>(
      'UPDATE conversation SET dropped_placeholders = dropped_placeholders + ? WHERE conversation_id = ?',
    ),
    placeByTime: database.prepareWriting<object, never>(
      `UPDATE message SET place = CASE WHEN sort_ns > arrived_at_ms * 1000000 + 86400000000000
         THEN arrived_at_ms * 1000000 ELSE sort_ns END
       WHERE chat_number = ${chatNumberOf('@conversation_id')}`,
    ),
    keepBehind: database.prepareWriting<object, { message_id: StoredId }>(
      `UPDATE message INDEXED BY message_by_waiting SET place = @place
       WHERE chat_number = ${chatNumberOf('@conversation_id')} AND delivery = 'pending' AND mid IS NULL AND place < @place
       RETURNING message_id`,
    ),
    keepLocally: database.prepareWriting<[StoredId], never>(
      'UPDATE message SET is_local_only = 1 WHERE message_id = ?',
    ),
    markSent: database.prepareWriting<object, never>(
      `UPDATE message SET mid = @mid, sort_ns = @sort_ns, place = @place, delivery = 'sent', delivery_failure = NULL,
         arrived_at_ms = COALESCE(arrived_at_ms, @arrived_at_ms)
       WHERE message_id = @message_id`,
    ),
    setPinned: database.prepareWriting<[number | null, StoredId], never>(
      'UPDATE message SET pinned_at_ms = ? WHERE message_id = ?',
    ),
    save: database.prepareWriting<[StoredId], never>(
      `UPDATE message SET saved_rank = (SELECT COALESCE(MAX(saved_rank), 0) + 1 FROM message WHERE saved_rank > 0)
       WHERE message_id = ? AND saved_rank IS NULL`,
    ),
    letGo: database.prepareWriting<[StoredId], never>(
      'UPDATE message SET saved_rank = NULL WHERE message_id = ?',
    ),
    takeSavedPlace: database.prepareWriting<object, never>(
      `UPDATE message SET saved_rank = (SELECT saved_rank FROM message WHERE message_id = @saved_id)
       WHERE message_id = @message_id`,
    ),
    setPlayed: database.prepareWriting<[StoredId], never>(
      'UPDATE message SET is_played = 1 WHERE message_id = ?',
    ),
    setMid: database.prepareWriting<object, never>(
      `UPDATE message SET mid = @mid, place = CASE WHEN place = mid THEN @mid ELSE place END
       WHERE message_id = @message_id`,
    ),
    setDelivery: database.prepareWriting<[string, string | null, StoredId], never>(
      'UPDATE message SET delivery = ?, delivery_failure = ? WHERE message_id = ?',
    ),
    setPendingOperation: database.prepareWriting<[string | null, string | null, StoredId], never>(
      'UPDATE message SET pending_operation = ?, operation_failure = ? WHERE message_id = ?',
    ),
    setApart: database.prepareWriting<[StoredId], never>(
      'UPDATE message SET replaces_mid = NULL WHERE message_id = ?',
    ),
    markRevealed: database.prepareWriting<[number, StoredId], never>(
      'UPDATE message SET revealed_at_ms = ? WHERE message_id = ? AND revealed_at_ms IS NULL',
    ),
    holdingContent: database.prepare<[string], { message_id: StoredId }>(
      `SELECT message_id FROM message WHERE chat_number = ${chatNumberOf('?')} AND content_state IN ('present', 'unreadable')`,
    ),
    forgetNumbers: database.prepareWriting<[StoredId], never>(
      'UPDATE message SET mid = NULL, cid = NULL, is_unread = NULL, is_mention = NULL WHERE message_id = ?',
    ),
    forgetCopies: database.prepareWriting<[string], never>(
      `DELETE FROM message_copy WHERE chat_number = ${chatNumberOf('?')}`,
    ),
    erase: database.prepareWriting<object, never>(
      `UPDATE message SET ${eraseAssignments}, content_state = @content_state, revoked_by = @revoked_by
       WHERE message_id = @message_id`,
    ),
  };
}
