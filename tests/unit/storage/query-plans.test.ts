import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planOf, scansOf } from '../../support/storage/query-plans';
import { TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

describe('the plans of the statements', () => {
  it('read no table of messages as a whole', () => {
    expect(core.files.database.statements.size).toBeGreaterThan(80);
    expect(scansOf(core.files.database)).toEqual([]);
  });

  it('would be found out if they did', () => {
    core.files.database.prepare<[], unknown>('SELECT count(*) FROM message WHERE is_mine = 1');
    core.files.database.prepare<object, unknown>('SELECT text FROM content WHERE text = @text');
    expect(scansOf(core.files.database).map(({ step }) => step)).toEqual(['SCAN message', 'SCAN content']);
  });

  // A plan that walks along the places of a chat costs what the chat holds: 360 ms in one of a hundred thousand messages.
  it('of what writes walk through no chat, but for what is rare or reads only what it changes', () => {
    const { database } = core.files;
    const walking = [...database.statements]
      .filter((sql) => /^\s*(UPDATE|DELETE)/u.test(sql))
      .filter((sql) => planOf(database, sql).some((step) => step.includes('message_by_place ')))
      .map((sql) =>
        sql.trim().replaceAll(/\s+/gu, ' ').slice(0, 'UPDATE conversation SET has_random_mids'.length),
      );
    expect(walking.sort()).toEqual([
      // Looks for one message under what is left of deleted chats.
      "DELETE FROM conversation WHERE kind = 'e".slice(0, 'UPDATE conversation SET has_random_mids'.length),
      // Once in the life of a chat, when its server turns out to have random numbers.
      'UPDATE conversation SET has_random_mids',
      // What stands behind the news that a delivery has just turned out to be.
      'UPDATE message SET is_unread = 1 WHERE ',
      // Once, like the first.
      'UPDATE message SET place = CASE WHEN so',
    ]);
  });

  it('of the triggers find the newest messages of a chat in their indices', () => {
    const { database } = core.files;
    const triggers = database
      .prepare<[], { sql: string }>("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")
      .all()
      .map(({ sql }) => sql);
    const lookups = triggers.flatMap((sql) => sql.match(/\(SELECT row_number FROM message [^)]*\)/gu) ?? []);
    expect(lookups.length).toBeGreaterThan(4);
    for (const lookup of lookups) {
      const sql = lookup.slice(1, -1).replaceAll(/(?:new|old)\.chat_number/gu, '?');
      const isOwn = sql.includes('is_mine');
      const index = isOwn ? 'message_by_own' : 'message_by_place';
      const plan = planOf(database, sql);
      expect(plan).toHaveLength(1);
      expect(plan[0]).toMatch(new RegExp(`^SEARCH message USING (COVERING )?INDEX ${index} `, 'u'));
    }
  });
});
