import Driver from 'better-sqlite3-multiple-ciphers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../../main/storage/migrations';
import { places } from '../../../main/storage/migrations/0005-places';

let database: Driver.Database;
beforeEach(() => {
  database = new Driver(':memory:');
  for (const sql of migrations.slice(0, migrations.indexOf(places))) database.exec(sql);
});
afterEach(() => {
  database.close();
});

const chat = (id: string, readUntilNs: number, assumedReadNs = 0): void => {
  database
    .prepare(
      `INSERT INTO conversation (conversation_id, kind, node, read_until_ns, assumed_read_ns) VALUES (?, 'user', ?, ?, ?)`,
    )
    .run(id, id, readUntilNs, assumedReadNs);
};
const message = (id: string, conversationId: string, mid: bigint | null, sortNs: number): void => {
  const isMine = mid === null ? 1 : 0;
  database
    .prepare(
      `INSERT INTO message (message_id, conversation_id, author, is_mine, mid, sort_ns, content_kind, content_state, delivery)
       VALUES (?, ?, 'somebody', ?, ?, ?, 'text', 'present', 'sent')`,
    )
    .run(id, conversationId, isMine, mid, sortNs);
};
/** Ids in the order of the chat, with a star at what is unread. */
const timeline = (conversationId: string): readonly unknown[] =>
  database
    .prepare(
      `SELECT message_id || iif(is_unread = 1, '*', '') FROM message WHERE conversation_id = ? ORDER BY place, tie_breaker`,
    )
    .pluck()
    .all(conversationId);
const readPlace = (conversationId: string): unknown =>
  database
    .prepare('SELECT read_place FROM conversation WHERE conversation_id = ?')
    .pluck()
    .get(conversationId);

describe('a database from before messages had places', () => {
  it('keeps what was read and what was not, and stands in the order of the numbers', () => {
    chat('read', 20);
    message('first', 'read', 1n, 10);
    message('second', 'read', 2n, 20);
    message('waiting', 'read', null, 25);
    message('third', 'read', 3n, 30);
    database.exec(places);
    expect(timeline('read')).toEqual(['first', 'second', 'waiting', 'third*']);
    expect(readPlace('read')).toBe(2);
  });

  it('knows that nobody has read what was only taken for read', () => {
    chat('new here', 20, 20);
    message('first', 'new here', 5n, 10);
    database.exec(places);
    expect([timeline('new here'), readPlace('new here')]).toEqual([['first'], 0]);
  });

  it('goes by time where the numbers are random', () => {
    chat('random', 10);
    message('second', 'random', 2n ** 60n, 20);
    message('first', 'random', 2n ** 61n, 10);
    database.exec(places);
    expect([timeline('random'), readPlace('random')]).toEqual([['first', 'second*'], 10]);
  });
});
