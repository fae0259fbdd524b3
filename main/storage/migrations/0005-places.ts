/**
 * The order of a chat is the server's count, see `main/domain/place.ts`, and what is unread is told by each message: a clock
 * that was wrong neither turns the order nor hides news behind a mark in the future.
 *
 * - `place`: of a message without a number, that of the one before it when it was written.
 * - `is_unread`: 1, or NULL for what was read, or was said before this computer took part, or is gone.
 * - `read_place`: up to here somebody has read the chat; 0 for never. What a chat's history had before this computer took part
 *   is beyond it and not unread.
 */
export const places = `
ALTER TABLE message ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN is_unread INTEGER;
ALTER TABLE conversation ADD COLUMN has_random_mids INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN read_place INTEGER NOT NULL DEFAULT 0;

UPDATE conversation SET has_random_mids = 1 WHERE EXISTS (SELECT 1 FROM message
  WHERE message.conversation_id = conversation.conversation_id AND mid >= 9007199254740992);
UPDATE message SET place = CASE (SELECT has_random_mids FROM conversation
  WHERE conversation.conversation_id = message.conversation_id) WHEN 0 THEN mid ELSE sort_ns END
  WHERE mid IS NOT NULL;
UPDATE message SET place = COALESCE((SELECT earlier.place FROM message AS earlier
    WHERE earlier.conversation_id = message.conversation_id AND earlier.mid IS NOT NULL
      AND earlier.sort_ns <= message.sort_ns ORDER BY earlier.sort_ns DESC LIMIT 1), 0)
  WHERE mid IS NULL;
UPDATE message SET is_unread = 1 WHERE is_mine = 0 AND content_state = 'present' AND sort_ns >
  (SELECT read_until_ns FROM conversation WHERE conversation.conversation_id = message.conversation_id);
UPDATE conversation SET read_place = COALESCE((SELECT MAX(place) FROM message
    WHERE message.conversation_id = conversation.conversation_id AND sort_ns <= read_until_ns), 0)
  WHERE assumed_read_ns <> read_until_ns;

DROP INDEX message_by_place;
CREATE INDEX message_by_place ON message (conversation_id, place, tie_breaker);
CREATE INDEX message_by_unread ON message (conversation_id) WHERE is_unread = 1;
ALTER TABLE conversation DROP COLUMN read_until_ns;
ALTER TABLE conversation DROP COLUMN assumed_read_ns;
`;
