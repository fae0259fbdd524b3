/**
 * Tombstones of messages that never came, bounded per chat: see `mostPlaceholders`.
 *
 * - `message_by_placeholder`: in the order of their arrival, which is the order in which they go.
 * - `placeholder_count`: kept by SQLite, so that no code path can forget it, and nothing is counted for each command.
 * - `dropped_placeholders`: how many went, for the sentence in the chat.
 * - `person_by_relation`: friends and requests among all people who were ever met.
 */
export const boundedPlaceholders = `
ALTER TABLE conversation ADD COLUMN placeholder_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN dropped_placeholders INTEGER NOT NULL DEFAULT 0;
CREATE INDEX message_by_placeholder ON message (conversation_id) WHERE is_placeholder = 1;
UPDATE conversation SET placeholder_count = (SELECT count(*) FROM message
  WHERE message.conversation_id = conversation.conversation_id AND is_placeholder = 1);

CREATE TRIGGER placeholder_came AFTER INSERT ON message WHEN new.is_placeholder = 1 BEGIN
  UPDATE conversation SET placeholder_count = placeholder_count + 1 WHERE conversation_id = new.conversation_id;
END;
CREATE TRIGGER placeholder_went AFTER DELETE ON message WHEN old.is_placeholder = 1 BEGIN
  UPDATE conversation SET placeholder_count = placeholder_count - 1 WHERE conversation_id = old.conversation_id;
END;
CREATE TRIGGER placeholder_filled AFTER UPDATE OF is_placeholder ON message
  WHEN old.is_placeholder = 1 AND new.is_placeholder = 0 BEGIN
  UPDATE conversation SET placeholder_count = placeholder_count - 1 WHERE conversation_id = new.conversation_id;
END;

CREATE INDEX person_by_relation ON person (relation) WHERE relation <> 'none';
`;
