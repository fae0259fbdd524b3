/** The format of the server's database file. */
export const schemaVersion = 1;

/**
 * The tables of the server. Timestamps are nanoseconds since 1970. A `domain` of '' means none. `side` columns hold
 * one account's or room's stand towards the other: 0 none, 1 accepted, 2 blocked. Structs are kept in the compact
 * encoding. An erased message keeps its row, without content: its mid is never given out again.
 */
export const schema = `
CREATE TABLE server_setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  node TEXT PRIMARY KEY,
  password_hash TEXT NOT NULL,
  profile BLOB,
  created_ns INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE friend_side (
  domain TEXT NOT NULL,
  node TEXT NOT NULL,
  peer TEXT NOT NULL,
  side INTEGER NOT NULL,
  PRIMARY KEY (domain, node, peer)
) STRICT, WITHOUT ROWID;

CREATE TABLE roster (id INTEGER PRIMARY KEY, node TEXT NOT NULL, peer TEXT NOT NULL, UNIQUE (node, peer)) STRICT;
CREATE TABLE blocked_account (id INTEGER PRIMARY KEY, node TEXT NOT NULL, peer TEXT NOT NULL, UNIQUE (node, peer)) STRICT;

CREATE TABLE room (
  node TEXT PRIMARY KEY,
  kind INTEGER NOT NULL,
  is_cancelled INTEGER NOT NULL DEFAULT 0,
  profile BLOB NOT NULL,
  created_ns INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE room_side (
  domain TEXT NOT NULL,
  room TEXT NOT NULL,
  node TEXT NOT NULL,
  room_side INTEGER NOT NULL,
  user_side INTEGER NOT NULL,
  PRIMARY KEY (domain, room, node)
) STRICT, WITHOUT ROWID;

CREATE TABLE room_member (id INTEGER PRIMARY KEY, room TEXT NOT NULL, node TEXT NOT NULL, UNIQUE (room, node)) STRICT;
CREATE INDEX room_member_node ON room_member (node);
CREATE TABLE blocked_room (id INTEGER PRIMARY KEY, node TEXT NOT NULL, room TEXT NOT NULL, UNIQUE (node, room)) STRICT;
CREATE TABLE room_ban (id INTEGER PRIMARY KEY, room TEXT NOT NULL, node TEXT NOT NULL, UNIQUE (room, node)) STRICT;

CREATE TABLE message (
  mid INTEGER PRIMARY KEY AUTOINCREMENT,
  chat TEXT NOT NULL,
  author TEXT NOT NULL,
  stanza BLOB,
  stored_ns INTEGER NOT NULL
) STRICT;
CREATE INDEX message_chat ON message (chat, mid) WHERE stanza IS NOT NULL;

CREATE TABLE offline_message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  node TEXT NOT NULL,
  mid INTEGER,
  stanza BLOB
) STRICT;
CREATE INDEX offline_message_node ON offline_message (node, id);

CREATE TABLE demo_cast (domain TEXT NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (domain, role)) STRICT, WITHOUT ROWID;
CREATE TABLE demo_guest (
  node TEXT PRIMARY KEY,
  domain TEXT NOT NULL,
  room TEXT NOT NULL,
  language TEXT NOT NULL,
  greeted_steps INTEGER NOT NULL DEFAULT 0,
  last_mid TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE demo_owed_burn (guest TEXT NOT NULL, role TEXT NOT NULL, mid TEXT NOT NULL, UNIQUE (guest, mid)) STRICT;
`;
