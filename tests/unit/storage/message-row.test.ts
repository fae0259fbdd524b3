import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import {
  attachmentEraseTable,
  contentEraseTable,
  erasers,
  eraseTable,
  reactionEraseTable,
  type ContentRow,
  type EnvelopeRow,
} from '../../../main/storage/message-row';
import { burnContent, received, TestCore } from '../../support/test-core';

type Fate = 'keep' | 'erase';

describe('the erase tables', () => {
  let core: TestCore;
  beforeEach(() => {
    core = new TestCore();
  });
  afterEach(() => {
    core.dispose();
  });
  const columnsOf = (table: string) =>
    core.files.database
      .prepare<[], { name: string; notnull: number }>(`PRAGMA table_xinfo('${table}')`)
      .all();

  it.each([
    ['message', eraseTable],
    ['content', contentEraseTable],
    ['reaction', reactionEraseTable],
    ['attachment', attachmentEraseTable],
  ])(
    'decides about every column of the table %s, hidden and computed ones included, and about nothing else',
    (table, fates) => {
      expect(
        columnsOf(table)
          .map(({ name }) => name)
          .sort(),
      ).toEqual(Object.keys(fates).sort());
    },
  );

  it('does not compile without a decision about a new column', () => {
    interface RowWithCaption extends EnvelopeRow {
      readonly caption: string | null;
    }
    // @ts-expect-error Nobody has decided about `caption`.
    const undecided = { ...eraseTable } satisfies Record<keyof RowWithCaption, Fate>;
    const decided = { ...eraseTable, caption: 'erase' } satisfies Record<keyof RowWithCaption, Fate>;
    expect(Object.keys(decided)).toHaveLength(Object.keys(undecided).length + 1);
    expectTypeOf<keyof typeof eraseTable>().toEqualTypeOf<keyof EnvelopeRow>();
  });

  it('does not compile without a decision about a new column of the content', () => {
    interface RowWithName extends ContentRow {
      readonly name: string | null;
    }
    // @ts-expect-error Nobody has decided about `name`.
    const undecided = { ...contentEraseTable } satisfies Record<keyof RowWithName, Fate>;
    const decided = { ...contentEraseTable, name: 'erase' } satisfies Record<keyof RowWithName, Fate>;
    expect(Object.keys(decided)).toHaveLength(Object.keys(undecided).length + 1);
    expectTypeOf<keyof typeof contentEraseTable>().toEqualTypeOf<keyof ContentRow>();
  });

  it.each([
    [
      'message',
      eraseTable,
      ['reply_mid', 'is_indexed', 'is_unread', 'is_mention', 'pinned_at_ms', 'saved_rank', 'is_played'],
    ],
    ['content', contentEraseTable, ['text', 'bytes', 'mentions', 'meta']],
    ['reaction', reactionEraseTable, ['what']],
    ['attachment', attachmentEraseTable, ['hash', 'media_type', 'kind']],
  ])('erases by making columns of %s NULL that may be NULL', (table, fates, names) => {
    const erased = columnsOf(table).filter(({ name }) => Reflect.get(fates, name) === 'erase');
    expect(erased.map(({ name, notnull }) => [name, notnull])).toEqual(names.map((name) => [name, 0]));
  });

  it('leaves nothing of the content in any column of its rows', () => {
    const marker = 'a marker that is nowhere else';
    core.pipeline.apply([received(1n, burnContent(marker))]);
    core.store.transaction((write) => write.messages.erase(core.byMid(1n).messageId, 'burned', null));
    for (const table of ['message', 'content']) {
      const row = core.files.database.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).get();
      expect(Object.values(row ?? {}).filter((value) => String(value).includes('marker'))).toEqual([]);
      expect(row).toBeDefined();
    }
  });

  it('leaves nothing of the reactions to it, nor of what its attachments hold', () => {
    core.pipeline.apply([received(1n), received(2n)]);
    const gone = core.byMid(1n).messageId;
    for (const mid of [1, 2]) {
      core.files.write(`INSERT INTO reaction (chat_number, mid, author, is_waiting, what)
        SELECT chat_number, mid, author, 0, zeroblob(64) FROM message WHERE mid = ${mid}`);
      core.files
        .write(`INSERT INTO attachment (attachment_id, message_id, key_slot, size_bytes, state, hash, media_type,
          chat_number, kind, is_own)
        SELECT 'of ${mid}', message_id, 3, 10, 'kept', x'0102', 'image/png', chat_number, 'pictures', 0 FROM message WHERE mid = ${mid}`);
    }
    core.store.transaction((write) => write.messages.erase(gone, 'revoked', null));
    const rows = (sql: string) => core.files.database.prepare<[], unknown>(sql).all();
    expect(rows('SELECT mid, what FROM reaction')).toEqual([
      { mid: 1, what: null },
      { mid: 2, what: Buffer.alloc(64) },
    ]);
    expect(
      rows(
        'SELECT mid, key_slot, state, hash, media_type, attachment.kind FROM attachment JOIN message USING (message_id)',
      ),
    ).toEqual([
      { mid: 1, key_slot: 3, state: 'going', hash: null, media_type: null, kind: null },
      {
        mid: 2,
        key_slot: 3,
        state: 'kept',
        hash: Buffer.from([1, 2]),
        media_type: 'image/png',
        kind: 'pictures',
      },
    ]);
  });

  it('names an eraser for every table, the tables of the search index among them', () => {
    const tables = core.files.database
      .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all()
      .map(({ name }) => name.replace(/^(message_search)_\w+$/u, '$1'))
      .filter((name) => name !== 'sqlite_sequence');
    expect([...new Set(tables)].sort()).toEqual(Object.keys(erasers).sort());
  });

  it('keeps text out of every index', () => {
    const indexes = core.files.database
      .prepare<[], { sql: string | null }>("SELECT sql FROM sqlite_schema WHERE type = 'index'")
      .all();
    expect(indexes.filter(({ sql }) => /\btext\b/u.test(sql ?? ''))).toEqual([]);
  });
});
