/**
 * What is counted of a chat, and which of its messages is the newest, is kept by triggers in the transaction of the message: no
 * code path can forget it.
 */
export const messageTriggers = `
CREATE TRIGGER message_came AFTER INSERT ON message BEGIN
  UPDATE conversation SET
    placeholder_count = placeholder_count + new.is_placeholder,
    unread_count = unread_count + (new.is_unread IS 1),
    unread_mention_count = unread_mention_count + (new.is_unread IS 1 AND new.is_mention IS 1),
    failed_count = failed_count + ${isFailed('new')},
    waiting_count = waiting_count + ${isWaiting('new')},
    newest_row = CASE WHEN ${standsBeforeNewest('new')} THEN new.row_number ELSE newest_row END,
    newest_at_ms = CASE WHEN ${standsBeforeNewest('new')} THEN ${saidAtMs('new')} ELSE newest_at_ms END,
    newest_own_row = CASE new.is_mine WHEN 1 THEN ${newestOwnRow('new')} ELSE newest_own_row END,
    is_archived = ${archivedAfter('new')},
    is_deleted = CASE new.content_state WHEN 'present' THEN 0 ELSE is_deleted END
  WHERE chat_number = new.chat_number;
END;
CREATE TRIGGER message_went AFTER DELETE ON message BEGIN
  UPDATE conversation SET
    placeholder_count = placeholder_count - old.is_placeholder,
    unread_count = unread_count - (old.is_unread IS 1),
    unread_mention_count = unread_mention_count - (old.is_unread IS 1 AND old.is_mention IS 1),
    failed_count = failed_count - ${isFailed('old')},
    waiting_count = waiting_count - ${isWaiting('old')},
    newest_row = CASE WHEN newest_row IS old.row_number THEN ${newestRow('old')} ELSE newest_row END,
    newest_at_ms = CASE WHEN newest_row IS old.row_number THEN ${newestAtMs('old')} ELSE newest_at_ms END,
    newest_own_row = CASE old.is_mine WHEN 1 THEN ${newestOwnRow('old')} ELSE newest_own_row END
  WHERE chat_number = old.chat_number;
END;
CREATE TRIGGER message_counted AFTER UPDATE OF is_unread, is_mention, is_placeholder ON message
  WHEN old.is_unread IS NOT new.is_unread OR old.is_mention IS NOT new.is_mention
    OR old.is_placeholder IS NOT new.is_placeholder BEGIN
  UPDATE conversation SET
    placeholder_count = placeholder_count - old.is_placeholder + new.is_placeholder,
    unread_count = unread_count - (old.is_unread IS 1) + (new.is_unread IS 1),
    unread_mention_count = unread_mention_count - (old.is_unread IS 1 AND old.is_mention IS 1)
      + (new.is_unread IS 1 AND new.is_mention IS 1),
    is_archived = CASE WHEN old.is_unread IS NOT 1 THEN ${archivedAfter('new')} ELSE is_archived END
  WHERE chat_number = new.chat_number;
END;
CREATE TRIGGER message_delivered AFTER UPDATE OF delivery, content_state ON message
  WHEN old.delivery IS NOT new.delivery OR (old.delivery <> 'sent' AND old.content_state IS NOT new.content_state) BEGIN
  UPDATE conversation SET
    failed_count = failed_count - ${isFailed('old')} + ${isFailed('new')},
    waiting_count = waiting_count - ${isWaiting('old')} + ${isWaiting('new')}
  WHERE chat_number = new.chat_number;
END;
CREATE TRIGGER message_moved AFTER UPDATE OF place, mid, content_state ON message
  WHEN old.place IS NOT new.place OR old.mid IS NOT new.mid OR old.content_state IS NOT new.content_state BEGIN
  UPDATE conversation SET newest_row = CASE
    WHEN newest_row IS new.row_number THEN ${newestRow('new')}
    WHEN ${standsBeforeNewest('new')} THEN new.row_number ELSE newest_row END,
    newest_at_ms = CASE
    WHEN newest_row IS new.row_number THEN ${newestAtMs('new')}
    WHEN ${standsBeforeNewest('new')} THEN ${saidAtMs('new')} ELSE newest_at_ms END,
    is_deleted = CASE WHEN old.content_state = 'unreadable' AND new.content_state = 'present' THEN 0 ELSE is_deleted END
  WHERE chat_number = new.chat_number;
END;
CREATE TRIGGER message_timed AFTER UPDATE OF sort_ns, arrived_at_ms ON message
  WHEN old.sort_ns IS NOT new.sort_ns OR old.arrived_at_ms IS NOT new.arrived_at_ms BEGIN
  UPDATE conversation SET newest_at_ms = ${saidAtMs('new')}
  WHERE chat_number = new.chat_number AND newest_row = new.row_number;
END;
CREATE TRIGGER own_message_moved AFTER UPDATE OF place, mid, content_state, pending_operation, delivery ON message
  WHEN new.is_mine = 1 BEGIN
  UPDATE conversation SET newest_own_row = ${newestOwnRow('new')} WHERE chat_number = new.chat_number;
END;
CREATE TRIGGER chat_counted AFTER UPDATE OF unread_count, unread_mention_count, is_listed, is_deleted, is_marked_unread,
    muted_until_ms, is_archived ON conversation
  WHEN old.loud_count IS NOT new.loud_count OR old.quiet_mention_count IS NOT new.quiet_mention_count BEGIN
  UPDATE tally SET unread_count = unread_count - old.loud_count + new.loud_count,
    quiet_mention_count = quiet_mention_count - old.quiet_mention_count + new.quiet_mention_count
  WHERE tally_number = 1;
END;
`;

/** Whether a message can stand for its chat: what was withdrawn or cannot be read yet is shown in the chat only, what was deleted or is folded nowhere. */
function canStandForChat(row: 'message' | 'new'): string {
  return ['withdrawn', 'unreadable', 'deleted', 'folded']
    .map((state) => `${row}.content_state <> '${state}'`)
    .join(' AND ');
}

/** The message that stands for the chat of a row. */
function newestRow(row: 'new' | 'old'): string {
  return `(SELECT row_number FROM message WHERE chat_number = ${row}.chat_number AND ${canStandForChat('message')}
    ORDER BY place DESC, tie_breaker DESC LIMIT 1)`;
}

/** When the message was said that stands for the chat of a row; 0 where there is none. */
function newestAtMs(row: 'new' | 'old'): string {
  return `COALESCE((SELECT ${saidAtMs('message')} FROM message WHERE chat_number = ${row}.chat_number
    AND ${canStandForChat('message')} ORDER BY place DESC, tie_breaker DESC LIMIT 1), 0)`;
}

/** A server's clock that is ahead of the arrival is wrong: the chat would keep the top of the list until that time has come. */
function saidAtMs(row: 'message' | 'new'): string {
  return `MIN(${row}.sort_ns / 1000000, COALESCE(${row}.arrived_at_ms, ${row}.sort_ns / 1000000))`;
}

/**
 * Whether a row stands for its chat instead of the one that does. A look at these two alone: somebody may have sent any number of
 * messages that cannot be read.
 */
function standsBeforeNewest(row: 'new'): string {
  return `${canStandForChat(row)} AND (newest_row IS NULL
    OR (${row}.place, COALESCE(${row}.mid, 4611686018427387904 + ${row}.row_number)) >
       (SELECT place, tie_breaker FROM message WHERE row_number = newest_row))`;
}

/** Whether the chat of a row stays put away: what is news brings it back, unless it is muted. */
function archivedAfter(row: 'new'): string {
  return `CASE WHEN ${row}.is_unread IS 1 AND muted_until_ms = 0 THEN 0 ELSE is_archived END`;
}

/** Whether a message was refused and is still there to be sent again. */
function isFailed(row: 'new' | 'old'): string {
  return `(${row}.delivery = 'failed' AND ${row}.content_state = 'present')`;
}

/** Whether a message waits to be sent. */
function isWaiting(row: 'new' | 'old'): string {
  return `(${row}.delivery = 'pending' AND ${row}.content_state = 'present')`;
}

/** The own message of the chat of a row that is taken back first. */
function newestOwnRow(row: 'new' | 'old'): string {
  return `(SELECT row_number FROM message WHERE chat_number = ${row}.chat_number
    AND is_mine = 1 AND content_state = 'present' AND pending_operation IS NULL AND delivery <> 'failed'
    ORDER BY place DESC, tie_breaker DESC LIMIT 1)`;
}
