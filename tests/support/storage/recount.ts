/** Reads all rows of a statement. */
export type ReadRows = (sql: string) => readonly unknown[];

/** What is kept of a chat in its row, under the names of the columns. */
interface Counters {
  readonly placeholder_count: number;
  readonly unread_count: number;
  readonly unread_mention_count: number;
  readonly failed_count: number;
  readonly waiting_count: number;
  readonly newest_row: number | null;
  readonly newest_own_row: number | null;
  readonly newest_at_ms: number;
}

type CountedChat = Counters & { readonly conversation_id: string; readonly is_listed: number };

const kept = `SELECT conversation_id, is_listed, placeholder_count, unread_count, unread_mention_count, failed_count, waiting_count,
    newest_row, newest_own_row, newest_at_ms
  FROM conversation ORDER BY conversation_id`;

// Written apart from the triggers, and without any of the indices that they use.
const counted = `SELECT conversation_id, is_listed,
    (SELECT count(*) FROM message NOT INDEXED WHERE message.chat_number = chat.chat_number AND is_placeholder = 1)
      AS placeholder_count,
    (SELECT count(*) FROM message NOT INDEXED WHERE message.chat_number = chat.chat_number AND is_unread = 1)
      AS unread_count,
    (SELECT count(*) FROM message NOT INDEXED LEFT JOIN content USING (row_number)
       WHERE message.chat_number = chat.chat_number AND is_unread = 1
         AND (SELECT value FROM profile WHERE key = 'node') IN (SELECT value FROM json_each(COALESCE(mentions, '[]'))))
      AS unread_mention_count,
    (SELECT count(*) FROM message NOT INDEXED WHERE message.chat_number = chat.chat_number
       AND delivery = 'failed' AND content_state = 'present') AS failed_count,
    (SELECT count(*) FROM message NOT INDEXED WHERE message.chat_number = chat.chat_number
       AND delivery = 'pending' AND content_state = 'present') AS waiting_count,
    (SELECT row_number FROM message NOT INDEXED
       WHERE message.chat_number = chat.chat_number AND content_state IN ('present', 'revoked', 'burned')
       ORDER BY place DESC, COALESCE(mid, 4611686018427387904 + row_number) DESC LIMIT 1) AS newest_row,
    (SELECT row_number FROM message NOT INDEXED
       WHERE message.chat_number = chat.chat_number AND is_mine AND content_state = 'present'
         AND pending_operation IS NULL AND delivery IN ('pending', 'sent')
       ORDER BY place DESC, COALESCE(mid, 4611686018427387904 + row_number) DESC LIMIT 1) AS newest_own_row,
    COALESCE((SELECT MIN(sort_ns / 1000000, COALESCE(arrived_at_ms, sort_ns / 1000000)) FROM message NOT INDEXED
       WHERE message.chat_number = chat.chat_number AND content_state IN ('present', 'revoked', 'burned')
       ORDER BY place DESC, COALESCE(mid, 4611686018427387904 + row_number) DESC LIMIT 1), 0) AS newest_at_ms
  FROM conversation AS chat ORDER BY conversation_id`;

/** Where what is kept in the rows of chats, and in total, differs from a recount of all messages; nothing where it is right. */
export function miscounts(read: ReadRows): readonly string[] {
  // The columns of the two statements.
  const readChats = (sql: string): readonly CountedChat[] => read(sql) as readonly CountedChat[];
  const expected = readChats(counted);
  const wrong = readChats(kept).flatMap((chat, index) => {
    const [is, shouldBe] = [JSON.stringify(chat), JSON.stringify(expected[index])];
    return is === shouldBe ? [] : [`kept ${is}, counted ${shouldBe}`];
  });
  const [total] = read('SELECT unread_count FROM tally') as readonly { readonly unread_count: number }[];
  const unread = expected.reduce((sum, { unread_count, is_listed }) => sum + unread_count * is_listed, 0);
  return total?.unread_count === unread
    ? wrong
    : [...wrong, `kept in total ${total?.unread_count}, counted ${unread}`];
}
