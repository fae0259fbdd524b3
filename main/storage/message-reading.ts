import { chatNumberOf } from './chat-number';
import type { Database } from './database';
import { isBeingErased } from './deleted-chat-repository';
import { pageCeilingOf, pageFloorOf } from './history-gap-repository';
import { messageColumns, type ContentRow, type MessageRow } from './message-row';
import { storedIdFunction, type StoredId } from './stored-id';

const rowNumberOf = '(SELECT row_number FROM message WHERE message_id = ?)';
const shown = `content_state <> 'deleted' AND content_state <> 'folded' AND (content_state <> 'withdrawn' OR message_id IN (SELECT ${storedIdFunction}(value) FROM json_each(@also_shown)))`;

// A tombstone whose message never came may rest on a number that a peer made up: it says nothing about the history.
const vouched = 'mid IS NOT NULL AND is_placeholder = 0';

const placeColumns = 'CAST(place AS TEXT) AS place, CAST(tie_breaker AS TEXT) AS tie_breaker';

/** Where a message stands in its chat; both are int64. */
interface PlaceRow {
  readonly place: string;
  readonly tie_breaker: string;
}

/** A message that is kept as it came. */
interface UnreadableRow {
  readonly row_number: number;
  readonly message_id: StoredId;
  readonly bytes: Uint8Array | null;
  readonly meta: string | null;
}

/** What a burn message says. */
type BurnContentRow = Pick<ContentRow, 'text' | 'mentions' | 'meta'> & {
  readonly message_id: StoredId;
};

/** Every statement that reads messages and their content. */
export function prepareMessageReading(database: Database) {
  const select = (tail: string): string =>
    `SELECT ${messageColumns} FROM message LEFT JOIN content USING (row_number) ${tail}`;
  return {
    bytes: database.prepare<[StoredId], Pick<ContentRow, 'bytes'>>(
      `SELECT bytes FROM content
       WHERE row_number = (SELECT row_number FROM message WHERE message_id = ? AND burn_seconds IS NULL)`,
    ),
    burnContents: database.prepare<[string], BurnContentRow>(
      `SELECT message_id, text, mentions, meta FROM message JOIN content USING (row_number)
       WHERE burn_seconds IS NOT NULL AND message_id IN (SELECT ${storedIdFunction}(value) FROM json_each(?))`,
    ),
    burnBytes: database.prepare<[StoredId], Pick<ContentRow, 'bytes'>>(
      `SELECT bytes FROM content WHERE row_number = (SELECT row_number FROM message
         WHERE message_id = ? AND burn_seconds IS NOT NULL)`,
    ),
    contentBytes: database.prepare<[StoredId], { bytes: number }>(
      `SELECT COALESCE(length(bytes), 0) + COALESCE(length(CAST(text AS BLOB)), 0) AS bytes FROM content
       WHERE row_number = ${rowNumberOf}`,
    ),
    isPlaceholder: database.prepare<[StoredId], { is_placeholder: number }>(
      'SELECT is_placeholder FROM message WHERE message_id = ?',
    ),
    byId: database.prepare<[StoredId], MessageRow>(select(`WHERE message_id = ? AND NOT ${isBeingErased}`)),
    byMid: database.prepare<object, MessageRow>(
      select(
        `WHERE row_number = COALESCE(
           (SELECT row_number FROM message AS named
              WHERE named.chat_number = ${chatNumberOf('@conversation_id')} AND named.mid = @mid),
           (SELECT row_number FROM message_copy AS copy JOIN message AS named USING (message_id)
              WHERE copy.chat_number = ${chatNumberOf('@conversation_id')} AND copy.mid = @mid))`,
      ),
    ),
    byCid: database.prepare<object, MessageRow>(
      select(
        `WHERE chat_number = ${chatNumberOf('@conversation_id')} AND cid = @cid AND author = @author
         ORDER BY row_number LIMIT 1`,
      ),
    ),
    replacing: database.prepare<object, MessageRow>(
      select(
        `WHERE chat_number = ${chatNumberOf('@conversation_id')} AND replaces_mid = @mid
         ORDER BY message.tie_breaker LIMIT @limit`,
      ),
    ),
    newestPage: database.prepare<object, MessageRow>(
      select(
        `WHERE chat_number = ${chatNumberOf('@conversation_id')} AND ${shown} AND message.place >= ${pageFloorOf('9223372036854775807')}
         ORDER BY message.place DESC, message.tie_breaker DESC LIMIT @limit`,
      ),
    ),
    pageBefore: database.prepare<object, MessageRow>(
      select(
        `WHERE chat_number = ${chatNumberOf('@conversation_id')} AND ${shown}
           AND (message.place, message.tie_breaker) < (@place, @tie_breaker) AND message.place >= ${pageFloorOf('@place')}
         ORDER BY message.place DESC, message.tie_breaker DESC LIMIT @limit`,
      ),
    ),
    pageAfter: database.prepare<object, MessageRow>(
      select(
        `WHERE chat_number = ${chatNumberOf('@conversation_id')} AND ${shown}
           AND (message.place, message.tie_breaker) > (@place, @tie_breaker) AND message.place <= ${pageCeilingOf('@place')}
         ORDER BY message.place, message.tie_breaker LIMIT @limit`,
      ),
    ),
    firstUnread: database.prepare<[string], PlaceRow>(
      `SELECT ${placeColumns} FROM message WHERE chat_number = ${chatNumberOf('?')} AND is_unread = 1
       ORDER BY message.place, message.tie_breaker LIMIT 1`,
    ),
    timesFrom: database.prepare<object, PlaceRow & { readonly sort_ns: string }>(
      `SELECT ${placeColumns}, CAST(sort_ns AS TEXT) AS sort_ns FROM message
       WHERE chat_number = ${chatNumberOf('@conversation_id')} AND place >= @place AND is_placeholder = 0
       ORDER BY message.place, message.tie_breaker LIMIT @limit`,
    ),
    oldestMid: database.prepare<[string], { mid: string | null }>(
      `SELECT CAST(MIN(mid) AS TEXT) AS mid FROM message WHERE chat_number = ${chatNumberOf('?')} AND ${vouched}`,
    ),
    oldestPlace: database.prepare<[string], { place: string }>(
      `SELECT CAST(place AS TEXT) AS place FROM message WHERE chat_number = ${chatNumberOf('?')} AND ${vouched}
       ORDER BY message.place, message.tie_breaker LIMIT 1`,
    ),
    newestPlace: database.prepare<[string], { place: string }>(
      `SELECT CAST(place AS TEXT) AS place FROM message WHERE chat_number = ${chatNumberOf('?')}
       ORDER BY message.place DESC, message.tie_breaker DESC LIMIT 1`,
    ),
    newestMidOfAll: database.prepare<[], { mid: string | null }>(
      `SELECT CAST(NULLIF(MAX(MAX(cleared_place, COALESCE((SELECT mid FROM message
           WHERE message.chat_number = conversation.chat_number AND ${vouched}
         ORDER BY message.mid DESC LIMIT 1), 0))), 0) AS TEXT) AS mid
       FROM conversation WHERE NOT EXISTS (SELECT 1 FROM conversation WHERE has_random_mids = 1)`,
    ),
    newestMid: database.prepare<[string], { mid: string | null }>(
      `SELECT CAST(MAX(mid) AS TEXT) AS mid FROM message WHERE chat_number = ${chatNumberOf('?')} AND ${vouched}`,
    ),
    midBefore: database.prepare<[string, StoredId], { mid: string }>(
      `SELECT CAST(mid AS TEXT) AS mid FROM message WHERE chat_number = ${chatNumberOf('?')} AND ${vouched}
         AND row_number < (SELECT row_number FROM message WHERE message_id = ?)
       ORDER BY message.mid DESC LIMIT 1`,
    ),
    expectedOnServer: database.prepare<[string, bigint, number], { message_id: StoredId; mids: string }>(
      `SELECT message_id, CAST(mid AS TEXT) || COALESCE((SELECT ',' || GROUP_CONCAT(CAST(copy.mid AS TEXT))
         FROM message_copy AS copy WHERE copy.message_id = message.message_id AND copy.is_erased = 0), '') AS mids
       FROM message
       WHERE chat_number = ${chatNumberOf('?')} AND mid <= ? AND content_state IN ('present', 'unreadable') AND is_local_only = 0
       ORDER BY message.mid DESC LIMIT ?`,
    ),
    newest: database.prepare<[string], MessageRow>(
      select('WHERE row_number = (SELECT newest_row FROM conversation WHERE conversation_id = ?)'),
    ),
    newestOwn: database.prepare<[string], MessageRow>(
      select('WHERE row_number = (SELECT newest_own_row FROM conversation WHERE conversation_id = ?)'),
    ),
    // Chats share no places. A time of the server that this computer had not reached is a wrong one.
    newestOwnAnywhere: database.prepare<[], MessageRow>(
      select(
        `WHERE row_number = (SELECT own.row_number FROM conversation JOIN message AS own ON own.row_number = newest_own_row
           WHERE kind IN ('user', 'room')
           ORDER BY MIN(own.sort_ns, COALESCE(own.arrived_at_ms * 1000000, own.sort_ns)) DESC, own.tie_breaker DESC LIMIT 1)`,
      ),
    ),
    unreadable: database.prepare<[number, number], UnreadableRow>(
      `SELECT row_number, message_id, bytes, meta FROM message JOIN content USING (row_number)
       WHERE content_state = 'unreadable' AND row_number > ? AND NOT ${isBeingErased} ORDER BY row_number LIMIT ?`,
    ),
    pinned: database.prepare<[string, number], MessageRow>(
      select(
        `WHERE chat_number = ${chatNumberOf('?')} AND pinned_at_ms IS NOT NULL ORDER BY pinned_at_ms DESC, row_number DESC LIMIT ?`,
      ),
    ),
    saved: database.prepare<[number, number], MessageRow>(
      select(
        `WHERE saved_rank > 0 AND saved_rank < ? AND NOT ${isBeingErased} ORDER BY saved_rank DESC LIMIT ?`,
      ),
    ),
    savedCount: database.prepare<[], { count: number }>(
      `SELECT COUNT(*) AS count FROM message WHERE saved_rank > 0 AND NOT ${isBeingErased}`,
    ),
    // The saved ones of all chats are fewer than the messages of one.
    savedCountOfChat: database.prepare<[string], { count: number }>(
      `SELECT COUNT(*) AS count FROM message INDEXED BY message_by_saved
       WHERE saved_rank > 0 AND chat_number = ${chatNumberOf('?')}`,
    ),
    expired: database.prepare<[number], MessageRow>(
      select(
        `WHERE expires_at_ms IS NOT NULL AND expires_at_ms <= ? AND NOT ${isBeingErased} ORDER BY expires_at_ms`,
      ),
    ),
    nextExpiry: database.prepare<[], { expires_at_ms: number }>(
      `SELECT expires_at_ms FROM message WHERE expires_at_ms IS NOT NULL AND NOT ${isBeingErased}
       ORDER BY expires_at_ms LIMIT 1`,
    ),
  };
}
