// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { watch } from 'vue';
import {
  createChangingList,
  firstPageRows,
  pageRows,
  withChangedRows,
} from '../../../../renderer/base/changing-list';
import { letFirstScreenGoFirst } from '../../../../renderer/base/first-screen-first';
import { maxRowsPerQuestion } from '../../../../preload/contract/api';
import { fail, succeed } from '../../../../preload/contract/result';
import { settle } from '../fake-bridge';

interface Row {
  readonly id: string;
  readonly rank: number;
}

const order = {
  idOf: ({ id }: Row) => id,
  compare: (one: Row, other: Row) => one.rank - other.rank || (one.id < other.id ? -1 : 1),
};
let stored: Map<string, number>;
let isFailing: boolean;
let asked: (readonly string[] | 'all' | 'more')[];
/** What answers wait for. */
let held: Promise<void>;

const inMain = (): readonly Row[] =>
  [...stored].map(([id, rank]) => ({ id, rank })).sort((one, other) => order.compare(one, other));

const aList = () =>
  createChangingList<Row>({
    ...order,
    page: async (after, limit) => {
      asked.push(after === null ? 'all' : 'more');
      await held;
      if (isFailing) return fail('offline');
      const rest = inMain().filter((row) => after === null || order.compare(after, row) < 0);
      return succeed(rest.slice(0, limit));
    },
    some: (ids) => {
      asked.push(ids);
      const found = inMain().filter(({ id }) => ids.includes(id));
      return Promise.resolve(isFailing ? fail('offline') : succeed(found));
    },
  });

beforeEach(() => {
  stored = new Map([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ]);
  isFailing = false;
  asked = [];
  held = Promise.resolve();
});

describe('a list with changed rows', () => {
  const rows = ['a', 'b', 'c'].map((id, index): Row => ({ id, rank: index + 1 }));

  it.each([
    ['stays', 'b', [{ id: 'b', rank: 2 }], 'abc'],
    ['moves to the front', 'c', [{ id: 'c', rank: 0 }], 'cab'],
    ['moves to the end', 'a', [{ id: 'a', rank: 9 }], 'bca'],
    ['is new', 'd', [{ id: 'd', rank: 2.5 }], 'abdc'],
    ['is gone', 'b', [], 'ac'],
  ])('has every row in its place when one %s', (_name, askedId, fresh, expected) => {
    const merged = withChangedRows(rows, { askedIds: new Set([askedId]), fresh }, order);
    expect(merged.map(({ id }) => id).join('')).toBe(expected);
  });
});

describe('a changing list', () => {
  it('is fetched whole once, and asks for changed rows alone afterwards', async () => {
    const list = aList();
    await list.reload();
    stored.set('c', 0);
    stored.delete('a');
    await list.applyChanges(['c', 'a']);
    expect(list.rows.value.map(({ id }) => id)).toEqual(['c', 'b']);
    expect(asked).toEqual(['all', ['c', 'a']]);
    expect([list.find('c'), list.find('a')]).toEqual([{ id: 'c', rank: 0 }, null]);
  });

  it('asks once for what changed while it was asking', async () => {
    const list = aList();
    await list.reload();
    void list.applyChanges(['a']);
    void list.applyChanges(['b']);
    await list.applyChanges(['c', 'b']);
    expect(asked).toEqual(['all', ['a'], ['b', 'c']]);
  });

  it('needs no single rows when it is fetched whole', async () => {
    const list = aList();
    void list.applyChanges(['a']);
    void list.applyChanges(['b']);
    await list.reload();
    expect(asked).toEqual([['a'], 'all']);
    expect(list.rows.value).toHaveLength(3);
  });

  it('asks for many rows in steps, and for very many rows for the whole list', async () => {
    const list = aList();
    const many = (count: number) => Array.from({ length: count }, (_, index) => `row${index}`);
    await list.applyChanges(many(pageRows + 1));
    expect(asked.map((ids) => ids.length)).toEqual([pageRows, 1]);
    await list.applyChanges(many(4 * maxRowsPerQuestion + 1));
    expect(asked.at(-1)).toBe('all');
  });

  it('says why rows could not be fetched, and then fetches all of them', async () => {
    const list = aList();
    await list.reload();
    isFailing = true;
    await list.applyChanges(['a']);
    expect([list.failure.value, list.rows.value.length]).toEqual(['offline', 3]);
    isFailing = false;
    stored.clear();
    await list.applyChanges(['b']);
    expect([list.failure.value, list.rows.value, asked.at(-1)]).toEqual([null, [], 'all']);
  });

  it('takes nothing over that was asked for another account', async () => {
    const list = aList();
    void list.reload();
    list.reset();
    await settle();
    expect([list.rows.value, list.isLoaded.value]).toEqual([[], false]);
  });

  it('that is long shows its beginning before the rest has come, and then all of it, each row once', async () => {
    const count = firstPageRows + 2 * pageRows + 7;
    stored = new Map(Array.from({ length: count }, (_, index) => [`row${index}`, index]));
    const list = aList();
    const loaded = list.reload();
    const shown: number[] = [];
    watch(list.rows, (rows) => shown.push(rows.length), { flush: 'sync' });
    await loaded;
    expect(shown).toEqual([firstPageRows, count]);
    expect(asked).toEqual(['all', 'more', 'more', 'more']);
    expect(list.rows.value.map(({ rank }) => rank)).toEqual(Array.from({ length: count }, (_, rank) => rank));
  });

  it('that is long asks for its rest behind the first screen, which cannot keep it waiting for good', async () => {
    vi.useFakeTimers();
    const count = firstPageRows + 1;
    stored = new Map(Array.from({ length: count }, (_, index) => [`row${index}`, index]));
    const [painted, hidden] = [aList(), aList()];
    const paint = letFirstScreenGoFirst();
    void painted.reload();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toEqual(['all']);
    paint();
    await vi.advanceTimersByTimeAsync(0);
    expect(painted.rows.value).toHaveLength(count);
    letFirstScreenGoFirst();
    void hidden.reload();
    await vi.advanceTimersByTimeAsync(1_999);
    expect(hidden.rows.value).toHaveLength(firstPageRows);
    await vi.advanceTimersByTimeAsync(1);
    expect(hidden.rows.value).toHaveLength(count);
    vi.useRealTimers();
  });

  it('that is long is never shown in part again while it is fetched anew', async () => {
    const count = firstPageRows + 1;
    stored = new Map(Array.from({ length: count }, (_, index) => [`row${index}`, index]));
    const list = aList();
    await list.reload();
    const shown: number[] = [];
    watch(list.rows, (rows) => shown.push(rows.length), { flush: 'sync' });
    await list.reload();
    expect(shown).toEqual([count]);
  });

  it('that is long has a row that moved to its front while the rest was read', async () => {
    const count = firstPageRows + 1;
    stored = new Map(Array.from({ length: count }, (_, index) => [`row${index}`, index]));
    let release: () => void = () => undefined;
    const list = aList();
    held = new Promise((resolve) => (release = resolve));
    const loaded = list.reload();
    release();
    await settle();
    stored.set(`row${count - 1}`, -1);
    await list.applyChanges([`row${count - 1}`]);
    await loaded;
    expect(list.rows.value[0]?.id).toBe(`row${count - 1}`);
    expect(list.rows.value).toHaveLength(count);
  });
});
