/**
 * First shape of the account database.
 *
 * - `content` holds what messages say, apart from them, and is never in an index. Its rows are added at the end, never grow
 *   and are never deleted: erasing makes them smaller where they are. Any other table is rebalanced when rows grow or go,
 *   and then pieces of rows that moved stay behind in the free space of their old pages, where no erasure finds them.
 * - `message_search` holds numbers made of words, no words: see `main/storage/search-index.ts`.
 * - `expires_at_ms` is computed by SQLite from both burn clocks, so that no code path can forget one of them.
 */
export const initial = `
CREATE TABLE profile (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  node TEXT PRIMARY KEY,
  name TEXT NOT NULL DEFAULT '',
  relation TEXT NOT NULL DEFAULT 'none' CHECK (relation IN ('none', 'friend', 'incoming', 'outgoing')),
  greeting TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE conversation (
  conversation_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('user', 'room')),
  node TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  burn_default_seconds INTEGER,
  read_until_ns INTEGER NOT NULL DEFAULT 0,
  is_history_complete INTEGER NOT NULL DEFAULT 0,
  reconciled_mid INTEGER NOT NULL DEFAULT 0,
  is_listed INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
  row_number INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id TEXT NOT NULL UNIQUE,
  conversation_id TEXT NOT NULL REFERENCES conversation (conversation_id),
  author TEXT NOT NULL,
  is_mine INTEGER NOT NULL,
  cid TEXT,
  mid INTEGER,
  client_id INTEGER,
  sort_ns INTEGER NOT NULL,
  -- Order of messages of the same nanosecond: the server's, what has no number yet last. The same on every device.
  tie_breaker INTEGER GENERATED ALWAYS AS (COALESCE(mid, 4611686018427387904 + row_number)) VIRTUAL,
  -- When this computer learnt that the server has it: the arrival, or the echo of an own one. Never moved.
  arrived_at_ms INTEGER,
  content_kind TEXT NOT NULL CHECK (content_kind IN ('text', 'image', 'unsupported')),
  media_type TEXT,
  width INTEGER,
  height INTEGER,
  content_state TEXT NOT NULL CHECK (content_state IN ('present', 'revoked', 'burned', 'withdrawn')),
  revoked_by TEXT,
  burn_seconds INTEGER,
  burn_max_seconds INTEGER,
  revealed_at_ms INTEGER,
  expires_at_ms INTEGER GENERATED ALWAYS AS (
    CASE WHEN burn_seconds IS NOT NULL AND content_state = 'present' THEN
      MIN(arrived_at_ms + burn_max_seconds * 1000,
          COALESCE(revealed_at_ms + burn_seconds * 1000, arrived_at_ms + burn_max_seconds * 1000))
    END
  ) STORED,
  delivery TEXT NOT NULL CHECK (delivery IN ('pending', 'sent', 'failed')),
  delivery_failure TEXT,
  pending_operation TEXT CHECK (pending_operation IN ('revoke', 'burn')),
  operation_failure TEXT,
  -- Made by a revoke or burn whose message had not arrived yet; an original by somebody else may still replace it.
  is_placeholder INTEGER NOT NULL DEFAULT 0,
  -- The server no longer has it, and the user wants to keep it here.
  is_local_only INTEGER NOT NULL DEFAULT 0,
  -- 1 while it is in the index of the search, NULL otherwise.
  is_indexed INTEGER
) STRICT;

CREATE TABLE content (
  row_number INTEGER PRIMARY KEY REFERENCES message (row_number),
  text TEXT,
  bytes BLOB
) STRICT;

-- Without contentless_delete, which keeps the terms of deleted rows; secure-delete removes them at once.
CREATE VIRTUAL TABLE message_search USING fts5 (
  terms, content = '', detail = none, columnsize = 0, tokenize = 'ascii'
);
INSERT INTO message_search (message_search, rank) VALUES ('secure-delete', 1);

CREATE UNIQUE INDEX message_by_mid ON message (conversation_id, mid) WHERE mid IS NOT NULL;
CREATE INDEX message_by_cid ON message (conversation_id, author, cid) WHERE cid IS NOT NULL;
CREATE INDEX message_by_place ON message (conversation_id, sort_ns, tie_breaker);
CREATE INDEX message_by_expiry ON message (expires_at_ms) WHERE expires_at_ms IS NOT NULL;

CREATE TABLE message_copy (
  conversation_id TEXT NOT NULL,
  mid INTEGER NOT NULL,
  message_id TEXT NOT NULL REFERENCES message (message_id),
  -- Gone from the server; the number still leads to the message, because what was said about it may be repeated.
  is_erased INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (conversation_id, mid)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_copy_by_message ON message_copy (message_id);

CREATE TABLE outbox (
  entry_number INTEGER PRIMARY KEY AUTOINCREMENT,
  operation_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  -- The queue in which it waits.
  lane TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  message_id TEXT REFERENCES message (message_id),
  state TEXT NOT NULL CHECK (state IN ('queued', 'inFlight')),
  attempts INTEGER NOT NULL DEFAULT 0,
  -- What was sent the first time, for sending the same again. Never anything that a message says.
  payload BLOB
) STRICT;
CREATE INDEX outbox_by_lane ON outbox (lane, entry_number);
CREATE INDEX outbox_by_message ON outbox (message_id);
`;
