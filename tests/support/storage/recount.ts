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

type CountedChat = Counters & {
  readonly conversation_id: string;
  readonly is_listed: number;
  readonly is_deleted: number;
  readonly is_archived: number;
  readonly is_marked_unread: number;
  readonly muted_until_ms: number;
};

/** What is kept over all chats. */
interface Tally {
  readonly unread_count: number;
  readonly quiet_mention_count: number;
}

const sum = (chats: readonly CountedChat[], of: (chat: CountedChat) => number): number =>
  chats.reduce((total, chat) => total + of(chat), 0);

const kept = `SELECT conversation_id, is_listed, is_deleted, is_archived, is_marked_unread, muted_until_ms, placeholder_count, unread_count, unread_mention_count, failed_count, waiting_count,
    newest_row, newest_own_row, newest_at_ms
  FROM conversation ORDER BY conversation_id`;

// Written apart from the triggers, and without any of the indices that they use.
const counted = `SELECT conversation_id, is_listed, is_deleted, is_archived, is_marked_unread, muted_until_ms,
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
  const [total] = read('SELECT unread_count, quiet_mention_count FROM tally') as readonly Tally[];
  const shown = expected.filter((chat) => chat.is_listed === 1 && chat.is_deleted === 0);
  const isQuiet = (chat: CountedChat): boolean => chat.muted_until_ms > 0 || chat.is_archived === 1;
  const sums = {
    unread_count: sum(
      shown.filter((chat) => !isQuiet(chat)),
      (chat) => (chat.unread_count > 0 ? chat.unread_count : chat.is_marked_unread),
    ),
    quiet_mention_count: sum(shown.filter(isQuiet), (chat) => chat.unread_mention_count),
  };
  const wrongSums = (Object.keys(sums) as readonly (keyof Tally)[]).filter(
    (name) => total?.[name] !== sums[name],
  );
  return [...wrong, ...wrongSums.map((name) => `kept of ${name} ${total?.[name]}, counted ${sums[name]}`)];
}
