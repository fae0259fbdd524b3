/**
 * Which attachments there are, and what they take on the disk: sums for each chat, kept by triggers in the transaction of the
 * attachment.
 */
export const attachmentTables = `
-- Which attachments there are: their bytes and keys are in main/attachments. Rows are added at the end, never grow and are never
-- deleted.
CREATE TABLE attachment (
  attachment_number INTEGER PRIMARY KEY,
  attachment_id TEXT NOT NULL UNIQUE,
  message_id ANY NOT NULL,
  key_slot INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  state TEXT NOT NULL,
  hash BLOB,
  media_type TEXT,
  -- Of its message; a deleted chat has left its row by then.
  chat_number INTEGER NOT NULL,
  -- What it is to whoever cleans up: see main/domain/file-kind.ts.
  kind TEXT,
  -- It was given out here, and others fetch it from here; the others were fetched.
  is_own INTEGER NOT NULL,
  -- The user gives nothing of it at the moment.
  is_held_back INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX attachment_by_message ON attachment (message_id);
CREATE INDEX attachment_by_state ON attachment (state) WHERE state <> 'kept';
CREATE INDEX attachment_by_chat ON attachment (chat_number, kind, is_own) WHERE state = 'kept';

-- How much lies on the disk of each chat, kept by the triggers below, and by nothing else.
CREATE TABLE file_usage (
  chat_number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  is_own INTEGER NOT NULL,
  file_count INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  PRIMARY KEY (chat_number, kind, is_own)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER attachment_came AFTER INSERT ON attachment WHEN new.state = 'kept' BEGIN
  INSERT INTO file_usage VALUES (new.chat_number, new.kind, new.is_own, 1, new.size_bytes)
  ON CONFLICT DO UPDATE SET file_count = file_count + 1, size_bytes = size_bytes + excluded.size_bytes;
END;
CREATE TRIGGER attachment_whole AFTER UPDATE OF state ON attachment
  WHEN old.state <> 'kept' AND new.state = 'kept' BEGIN
  INSERT INTO file_usage VALUES (new.chat_number, new.kind, new.is_own, 1, new.size_bytes)
  ON CONFLICT DO UPDATE SET file_count = file_count + 1, size_bytes = size_bytes + excluded.size_bytes;
END;
CREATE TRIGGER attachment_left AFTER UPDATE OF state ON attachment
  WHEN old.state = 'kept' AND new.state <> 'kept' BEGIN
  UPDATE file_usage SET file_count = file_count - 1, size_bytes = size_bytes - old.size_bytes
  WHERE chat_number = old.chat_number AND kind = old.kind AND is_own = old.is_own;
END;
`;
