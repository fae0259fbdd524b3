import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { eraseTable, type MessageRow } from '../../../main/storage/message-row';
import { burnContent, received, TestCore } from '../../support/test-core';

type Fate = 'keep' | 'erase';

describe('the erase table', () => {
  let core: TestCore;
  beforeEach(() => {
    core = new TestCore();
  });
  afterEach(() => {
    core.dispose();
  });

  it('decides about every column of the table, hidden and computed ones included, and about nothing else', () => {
    const columns = core.files.database.prepare<[], { name: string }>("PRAGMA table_xinfo('message')").all();
    expect(columns.map(({ name }) => name).sort()).toEqual(Object.keys(eraseTable).sort());
  });

  it('does not compile without a decision about a new column', () => {
    interface RowWithCaption extends MessageRow {
      readonly caption: string | null;
    }
    // @ts-expect-error Nobody has decided about `caption`.
    const undecided = { ...eraseTable } satisfies Record<keyof RowWithCaption, Fate>;
    const decided = { ...eraseTable, caption: 'erase' } satisfies Record<keyof RowWithCaption, Fate>;
    expect(Object.keys(decided)).toHaveLength(Object.keys(undecided).length + 1);
    expectTypeOf<keyof typeof eraseTable>().toEqualTypeOf<keyof MessageRow>();
  });

  it('erases by making columns NULL that may be NULL', () => {
    const columns = core.files.database
      .prepare<[], { name: string; notnull: number }>("PRAGMA table_xinfo('message')")
      .all();
    const erased = columns.filter(({ name }) => Reflect.get(eraseTable, name) === 'erase');
    expect(erased.map(({ name, notnull }) => [name, notnull])).toEqual([['text', 0]]);
  });

  it('leaves nothing of the content in any column of the row', () => {
    const marker = 'a marker that is nowhere else';
    core.pipeline.apply([received(1n, { content: burnContent(marker) })]);
    core.store.messages.erase(core.byMid(1n).messageId, 'burned', null);
    const row = core.files.database.prepare<[], Record<string, unknown>>('SELECT * FROM message').get() ?? {};
    expect(Object.values(row).filter((value) => String(value).includes('marker'))).toEqual([]);
  });

  it('keeps text out of every index', () => {
    const indexes = core.files.database
      .prepare<[], { sql: string | null }>("SELECT sql FROM sqlite_schema WHERE type = 'index'")
      .all();
    expect(indexes.filter(({ sql }) => /\btext\b/u.test(sql ?? ''))).toEqual([]);
  });
});
