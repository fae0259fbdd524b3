import { attachmentTables } from './attachment-tables';
import { messageTriggers } from './message-triggers';

/**
 * First shape of the account database. What kinds and states there are is the types' matter, and no list of them is here: a
 * new kind of operation or content needs no migration.
 *
 * - `content` holds what messages say, apart from them, and is never in an index. Its rows are added at the end, never grow
 *   and are never deleted: erasing makes them smaller where they are. Any other table is rebalanced when rows grow or go,
 *   and then pieces of rows that moved stay behind in the free space of their old pages, where no erasure finds them. The
 *   same holds for `reaction` and `attachment`.
 * - `message_search` holds numbers made of words and of what else is searched by, no words: see `main/storage/search-index.ts`.
 * - `expires_at_ms` is computed by SQLite from both burn clocks, so that no code path can forget one of them. For the same
 *   reason triggers keep what is counted of a chat, and which of its messages is the newest, in the transaction of the message.
 */
export const initial = `
CREATE TABLE profile (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  node TEXT PRIMARY KEY,
  name TEXT NOT NULL DEFAULT '',
  relation TEXT NOT NULL DEFAULT 'none',
  greeting TEXT NOT NULL DEFAULT '',
  -- Why a friendship may be over, and what a friend wrote with a request, which only those make who are friends no longer. NULL for
  -- nothing: kept until the server has told its list.
  doubt TEXT,
  asked_again TEXT,
  -- What the user of this account calls them, which nobody is told.
  remark TEXT NOT NULL DEFAULT '',
  -- What the name by which they are shown has in common with those that look alike: see main/domain/likeness.ts.
  likeness TEXT NOT NULL DEFAULT '',
  -- Which state of the card this is, in its owner's words, and when the server told it, ms; 0 for never.
  card_version TEXT NOT NULL DEFAULT '',
  card_told_at_ms INTEGER NOT NULL DEFAULT 0,
  -- What they tell about themselves as it came, with what is not understood here, but without the picture.
  card BLOB
) STRICT, WITHOUT ROWID;
-- Friends and requests among all people who were ever met.
CREATE INDEX person_by_relation ON person (relation) WHERE relation <> 'none';
CREATE INDEX person_by_likeness ON person (likeness) WHERE likeness <> '';
CREATE INDEX contact_by_node ON person (node) WHERE relation <> 'none' AND relation <> 'stranger';
CREATE INDEX person_by_doubt ON person (doubt) WHERE doubt IS NOT NULL;

-- Pictures of people and rooms. Whoever had one first goes first when there are too many.
CREATE TABLE picture (
  picture_number INTEGER PRIMARY KEY,
  -- The chat with the person, or of the room.
  owner TEXT NOT NULL UNIQUE,
  bytes BLOB NOT NULL
) STRICT;
-- Friends only: when they were there last as far as this computer knows, its own time in ms.
CREATE TABLE last_seen (
  node TEXT PRIMARY KEY,
  seen_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How this account stands to rooms, and what they tell about themselves.
CREATE TABLE room (
  node TEXT PRIMARY KEY,
  standing TEXT NOT NULL DEFAULT 'none',
  brought_by TEXT NOT NULL DEFAULT '',
  application_text TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '',
  label TEXT NOT NULL DEFAULT '',
  access TEXT NOT NULL DEFAULT 'unknown',
  founder TEXT NOT NULL DEFAULT '',
  -- A JSON list of nodes.
  managers TEXT NOT NULL DEFAULT '[]',
  created_at_ms INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX room_by_founder ON room (founder);
CREATE INDEX room_by_standing ON room (standing) WHERE standing <> 'none';

-- Who asks to be let into a room of which this account is founder or manager.
CREATE TABLE room_application (
  room TEXT NOT NULL,
  node TEXT NOT NULL,
  text TEXT NOT NULL,
  came_at_ms INTEGER NOT NULL,
  PRIMARY KEY (room, node)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversation (
  -- What messages name it by, and every index over them.
  chat_number INTEGER PRIMARY KEY,
  conversation_id TEXT NOT NULL UNIQUE,
  -- 'user' and 'room' are chats; 'notes' is where the user's own notes stand, never listed; 'erasing' what is left of a deleted chat.
  kind TEXT NOT NULL,
  node TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  burn_default_seconds INTEGER,
  is_history_complete INTEGER NOT NULL DEFAULT 0,
  reconciled_mid INTEGER NOT NULL DEFAULT 0,
  -- 0 for a room of which the server has not said, or the user not agreed, that this account is in it: it is no row of the
  -- list, is not counted and not found.
  is_listed INTEGER NOT NULL DEFAULT 1,
  -- The server's numbers have no order here: see main/domain/place.ts.
  has_random_mids INTEGER NOT NULL DEFAULT 0,
  -- Up to here somebody has read the chat; 0 for never. What its history had before this computer took part is beyond it and
  -- not unread.
  read_place INTEGER NOT NULL DEFAULT 0,
  -- When the chat began on this computer, server's time in ms; 0 for one that was there before. It stands by it in the list.
  began_at_ms INTEGER NOT NULL DEFAULT 0,
  -- The room through which messages to somebody who is no friend go, or empty.
  via_room TEXT NOT NULL DEFAULT '',
  -- How many tombstones of messages that never came went: see mostPlaceholders.
  dropped_placeholders INTEGER NOT NULL DEFAULT 0,
  -- Kept by the triggers below, and by nothing else.
  placeholder_count INTEGER NOT NULL DEFAULT 0,
  unread_count INTEGER NOT NULL DEFAULT 0,
  unread_mention_count INTEGER NOT NULL DEFAULT 0,
  -- Own messages that were refused and that the user has neither sent again nor removed, and those that wait to be sent.
  failed_count INTEGER NOT NULL DEFAULT 0,
  waiting_count INTEGER NOT NULL DEFAULT 0,
  -- The message that stands for the chat in the list, and the own one that is taken back first; row numbers, or NULL.
  newest_row INTEGER,
  newest_own_row INTEGER,
  -- When that was said, by the server's clock, and no later than it came; ms.
  newest_at_ms INTEGER NOT NULL DEFAULT 0,
  -- What the user has made of the chat on this computer, of which the server knows nothing: see main/domain/chat-care.ts. Which
  -- of the pinned chats was pinned last, or 0; a number that goes up, because clocks go back.
  pin_rank INTEGER NOT NULL DEFAULT 0,
  -- Until when nothing of it is told, ms by a clock that never goes back; 0 for not at all.
  muted_until_ms INTEGER NOT NULL DEFAULT 0,
  is_archived INTEGER NOT NULL DEFAULT 0,
  is_marked_unread INTEGER NOT NULL DEFAULT 0,
  -- The chat was deleted here, and nothing has been said since.
  is_deleted INTEGER NOT NULL DEFAULT 0,
  -- What stands up to here was deleted with the chat and is not taken in again; 0 for nothing. And the time of the newest of it,
  -- in case that the server's numbers turn out to have no order.
  cleared_place INTEGER NOT NULL DEFAULT 0,
  cleared_ns INTEGER NOT NULL DEFAULT 0,
  is_shown INTEGER GENERATED ALWAYS AS (is_listed * (1 - is_deleted)) VIRTUAL,
  is_quiet INTEGER GENERATED ALWAYS AS (muted_until_ms > 0 OR is_archived = 1) VIRTUAL,
  -- What the chat adds to the number on the tray; a quiet one nothing but the messages that call the user by name.
  loud_count INTEGER GENERATED ALWAYS AS (is_shown * (1 - is_quiet) * MAX(unread_count, is_marked_unread)) VIRTUAL,
  quiet_mention_count INTEGER GENERATED ALWAYS AS (is_shown * is_quiet * unread_mention_count) VIRTUAL,
  -- The order of the list: pinned ones, the last one pinned first; then last activity first. 2^52 ms are more than any time.
  list_place INTEGER GENERATED ALWAYS AS (
    CASE pin_rank WHEN 0 THEN -MAX(began_at_ms, newest_at_ms) ELSE -4503599627370496 - pin_rank END) VIRTUAL
) STRICT;
-- The list is read in pages, however long it is.
CREATE INDEX conversation_by_place ON conversation (list_place, conversation_id) WHERE is_listed = 1 AND is_deleted = 0;
CREATE INDEX conversation_by_pin ON conversation (pin_rank) WHERE pin_rank > 0;
CREATE INDEX conversation_by_mute ON conversation (muted_until_ms) WHERE muted_until_ms > 0;
-- What is left of deleted chats until all of it is erased: rows under which nobody finds a message.
CREATE INDEX conversation_by_erasing ON conversation (chat_number) WHERE kind = 'erasing';

-- One row: what is counted over all chats.
CREATE TABLE tally (
  tally_number INTEGER PRIMARY KEY CHECK (tally_number = 1),
  unread_count INTEGER NOT NULL DEFAULT 0,
  quiet_mention_count INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO tally (tally_number) VALUES (1);

CREATE TABLE message (
  row_number INTEGER PRIMARY KEY AUTOINCREMENT,
  -- Ids are stored in sixteen bytes where they are UUIDs: see main/storage/stored-id.ts.
  message_id ANY NOT NULL UNIQUE,
  chat_number INTEGER NOT NULL REFERENCES conversation (chat_number),
  author TEXT NOT NULL,
  is_mine INTEGER NOT NULL,
  -- The room through which a one-to-one message went, or NULL.
  via_room TEXT,
  cid ANY,
  mid INTEGER,
  client_id INTEGER,
  sort_ns INTEGER NOT NULL,
  -- The order of a chat is the server's count, see main/domain/place.ts; of an own message that waits, that of the newest one.
  place INTEGER NOT NULL DEFAULT 0,
  -- Order of messages of the same place: the server's, what has no number yet last. The same on every device.
  tie_breaker INTEGER GENERATED ALWAYS AS (COALESCE(mid, 4611686018427387904 + row_number)) VIRTUAL,
  -- When this computer learnt that the server has it: the arrival, or the echo of an own one. Never moved.
  arrived_at_ms INTEGER,
  content_kind TEXT NOT NULL,
  content_state TEXT NOT NULL,
  revoked_by TEXT,
  -- The server's number of what it answers, because that is all that travels. The quoted text is looked up, never copied.
  reply_mid INTEGER,
  -- The server's number of what it replaces: its author took that back and said this instead. NULL for none.
  replaces_mid INTEGER,
  burn_seconds INTEGER,
  burn_max_seconds INTEGER,
  revealed_at_ms INTEGER,
  expires_at_ms INTEGER GENERATED ALWAYS AS (
    CASE WHEN burn_seconds IS NOT NULL AND content_state IN ('present', 'unreadable') THEN
      MIN(arrived_at_ms + burn_max_seconds * 1000,
          COALESCE(revealed_at_ms + burn_seconds * 1000, arrived_at_ms + burn_max_seconds * 1000))
    END
  ) STORED,
  delivery TEXT NOT NULL,
  delivery_failure TEXT,
  pending_operation TEXT,
  operation_failure TEXT,
  -- Made by a revoke or burn whose message had not arrived yet; an original by somebody else may still replace it.
  is_placeholder INTEGER NOT NULL DEFAULT 0,
  -- The server no longer has it, and the user wants to keep it here.
  is_local_only INTEGER NOT NULL DEFAULT 0,
  -- 1 while it is in the index of the search with its words, 2 without them, NULL otherwise.
  is_indexed INTEGER,
  -- 1, or NULL for what was read, or was said before this computer took part, or is gone.
  is_unread INTEGER,
  -- 1 where it calls the user of this account by name, NULL otherwise.
  is_mention INTEGER,
  -- When the user pinned it in its chat, this computer's time in ms; NULL for what is not pinned, and once it was erased.
  pinned_at_ms INTEGER,
  -- Of the messages that the user saved, the one saved last has the highest, a number that goes up, because clocks go back; NULL for
  -- what is not saved, and once it was erased.
  saved_rank INTEGER,
  -- 1 for somebody else's recording that the user has heard; NULL for any other, and once it was erased.
  is_played INTEGER
) STRICT;

CREATE UNIQUE INDEX message_by_mid ON message (chat_number, mid) WHERE mid IS NOT NULL;
-- The author is left out: a cid is one of its author's, and one by many authors stays a matter of their number.
CREATE INDEX message_by_cid ON message (chat_number, cid) WHERE cid IS NOT NULL;
CREATE INDEX message_by_place ON message (chat_number, place, tie_breaker);
CREATE INDEX message_by_expiry ON message (expires_at_ms) WHERE expires_at_ms IS NOT NULL;
CREATE INDEX message_by_reply ON message (chat_number, reply_mid) WHERE reply_mid IS NOT NULL;
CREATE INDEX message_by_replaced ON message (chat_number, replaces_mid) WHERE replaces_mid IS NOT NULL;
-- What is kept as it came until it can be read.
CREATE INDEX message_by_unreadable ON message (row_number) WHERE content_state = 'unreadable';
CREATE INDEX message_by_pin ON message (chat_number, pinned_at_ms) WHERE pinned_at_ms IS NOT NULL;
CREATE INDEX message_by_saved ON message (saved_rank, chat_number) WHERE saved_rank IS NOT NULL;
CREATE INDEX message_by_unread ON message (chat_number, place, tie_breaker) WHERE is_unread = 1;
-- Own messages that the server does not have yet stay behind everything that comes.
CREATE INDEX message_by_waiting ON message (chat_number) WHERE delivery = 'pending';
-- In the order of their arrival, which is the order in which they go.
CREATE INDEX message_by_placeholder ON message (chat_number) WHERE is_placeholder = 1;
-- What the user can still take back.
CREATE INDEX message_by_own ON message (chat_number, place, tie_breaker)
  WHERE is_mine = 1 AND content_state = 'present' AND pending_operation IS NULL AND delivery <> 'failed';

-- The message of a row goes when its chat is deleted; the row stays, with nothing in it. So in the two tables that follow.
CREATE TABLE content (
  row_number INTEGER PRIMARY KEY,
  text TEXT,
  bytes BLOB,
  -- Whom the message calls, a JSON list of nodes: what it says about people lies with what it says.
  mentions TEXT,
  -- What else belongs to the content of its kind, a JSON object: see main/storage/content-row.ts.
  meta TEXT
) STRICT;

-- Without contentless_delete, which keeps the terms of deleted rows; secure-delete removes them at once.
CREATE VIRTUAL TABLE message_search USING fts5 (
  terms, content = '', detail = none, columnsize = 0, tokenize = 'ascii'
);
INSERT INTO message_search (message_search, rank) VALUES ('secure-delete', 1);

CREATE TABLE message_copy (
  chat_number INTEGER NOT NULL,
  mid INTEGER NOT NULL,
  message_id ANY NOT NULL REFERENCES message (message_id),
  -- Gone from the server; the number still leads to the message, because what was said about it may be repeated.
  is_erased INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (chat_number, mid)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_copy_by_message ON message_copy (message_id);

-- Where the history of a chat that is here has gaps, which somebody made who went far back: between these numbers of the server,
-- both outside of it, there may be messages that are not known.
CREATE TABLE history_gap (
  chat_number INTEGER NOT NULL REFERENCES conversation (chat_number),
  ceiling_mid INTEGER NOT NULL,
  floor_mid INTEGER NOT NULL,
  PRIMARY KEY (chat_number, ceiling_mid)
) STRICT, WITHOUT ROWID;

-- Who wrote what was deleted with its chat, by the number of the author's client, the newest of it: sent once more after a lost
-- answer it has a later number of the server, and is not taken in again under that, either.
CREATE TABLE cleared_message (
  chat_number INTEGER NOT NULL REFERENCES conversation (chat_number),
  cid ANY NOT NULL,
  author TEXT NOT NULL,
  place INTEGER NOT NULL,
  -- The server's number under which it came last since the deletion, or NULL.
  late_mid INTEGER,
  PRIMARY KEY (chat_number, cid, author)
) STRICT, WITHOUT ROWID;
CREATE INDEX cleared_message_by_mid ON cleared_message (chat_number, late_mid) WHERE late_mid IS NOT NULL;

-- What people answer a message with in one sign, one row for each of them and message. Rows are added at the end and never deleted;
-- what was taken back or forgotten says nothing any more.
CREATE TABLE reaction (
  reaction_number INTEGER PRIMARY KEY,
  chat_number INTEGER NOT NULL,
  -- The server's number that it names, of a message or of a copy of one: it may come before its message.
  mid INTEGER NOT NULL,
  author TEXT NOT NULL,
  -- 1 while there is no message of this number as far as is known. Both values take the same room.
  is_waiting INTEGER NOT NULL,
  -- Of what the user says one to one: 0 until the other devices of the account were told of it, then 1; NULL for everything else. All
  -- three take the same room.
  is_shared INTEGER,
  -- When it was said and what, in one length, so that a row never grows: see main/storage/reaction-repository.ts.
  what BLOB CHECK (what IS NULL OR length(what) = 64)
) STRICT;
CREATE UNIQUE INDEX reaction_by_message ON reaction (chat_number, mid, author);
CREATE INDEX reaction_by_waiting ON reaction (chat_number, author) WHERE is_waiting = 1;
-- What the other devices have still to be told, and what they are compared with: by when it was said, never by what.
CREATE INDEX reaction_by_owed ON reaction (reaction_number) WHERE is_shared = 0;
CREATE INDEX reaction_by_shared ON reaction (substr(what, 1, 8)) WHERE is_shared IS NOT NULL AND what IS NOT NULL;

-- Receipts of one-to-one chats: numbers for each chat, none for its messages. Only rows of chats in which somebody told something.
CREATE TABLE receipt (
  chat_number INTEGER PRIMARY KEY,
  -- Down to where the other side has, and has read, what was sent to it: places of own messages, 0 for nothing.
  peer_delivered_place INTEGER NOT NULL DEFAULT 0,
  peer_read_place INTEGER NOT NULL DEFAULT 0,
  -- The newest message of the other side that is here, and the newest one that was read: number and place.
  here_mid INTEGER NOT NULL DEFAULT 0,
  here_place INTEGER NOT NULL DEFAULT 0,
  seen_mid INTEGER NOT NULL DEFAULT 0,
  seen_place INTEGER NOT NULL DEFAULT 0,
  -- 1 while the other side has not been told of these.
  is_due INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX receipt_by_due ON receipt (chat_number) WHERE is_due = 1;

${attachmentTables}

CREATE TABLE outbox (
  entry_number INTEGER PRIMARY KEY AUTOINCREMENT,
  operation_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  -- The queue in which it waits.
  lane TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  message_id ANY REFERENCES message (message_id),
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- What was sent the first time, for sending the same again. Never anything that a message says.
  payload BLOB,
  -- The operation that has to be done first, and without which this one is never done; NULL for none.
  awaits TEXT
) STRICT;
CREATE INDEX outbox_by_awaited ON outbox (awaits) WHERE awaits IS NOT NULL;
CREATE INDEX outbox_by_lane ON outbox (lane, entry_number);
CREATE INDEX outbox_by_message ON outbox (message_id);

-- Who is in a room as the server said last, and whom it keeps out; the column list says which.
CREATE TABLE room_member (
  chat_number INTEGER NOT NULL REFERENCES conversation (chat_number),
  list TEXT NOT NULL,
  node TEXT NOT NULL,
  PRIMARY KEY (chat_number, list, node)
) STRICT, WITHOUT ROWID;
-- Which of these lists the server has told; one that is empty has a row here and none there.
CREATE TABLE room_member_list (
  chat_number INTEGER NOT NULL REFERENCES conversation (chat_number),
  list TEXT NOT NULL,
  entry_count INTEGER NOT NULL,
  left_out_count INTEGER NOT NULL,
  PRIMARY KEY (chat_number, list)
) STRICT, WITHOUT ROWID;

-- What was learnt of a room, in its timeline: see main/domain/room-line.ts.
CREATE TABLE room_line (
  line_number INTEGER PRIMARY KEY AUTOINCREMENT,
  chat_number INTEGER NOT NULL REFERENCES conversation (chat_number),
  kind TEXT NOT NULL,
  -- As of messages: below the one that has it.
  place INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  -- The first of those whom it is about, a JSON list of nodes, and how many there are.
  nodes TEXT NOT NULL,
  node_count INTEGER NOT NULL,
  text TEXT
) STRICT;
CREATE INDEX room_line_by_chat ON room_line (chat_number, line_number);

-- What is being written, in blocks of one length that are written over in place: see main/storage/draft-repository.ts. A single
-- integer column beside them could grow by a byte, and with it the row.
CREATE TABLE draft_block (
  block_number INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL CHECK (length(bytes) = 1024)
) STRICT;

${messageTriggers}`;
