/** What files take on the disk: sums for each chat, kept by triggers in the transaction of the attachment. */
export const fileUsage = `
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
