import { shallowRef } from 'vue';
import { maxRowsPerQuestion } from '../../preload/contract/api';
import type { FailureCode, Result } from '../../preload/contract/result';
import { coalesce } from './coalesce';
import { firstScreenPainted } from './first-screen-first';

/** Where the rows of a list come from, and how they stand. */
export interface ChangingListOptions<Row> {
  /** The next `limit` rows behind one, or from the beginning, in the order of `compare`; fewer are the last ones. */
  readonly page: (after: Row | null, limit: number) => Promise<Result<readonly Row[]>>;
  /** The rows with these ids; what is not in the list any more is left out. */
  readonly some: (ids: readonly string[]) => Promise<Result<readonly Row[]>>;
  readonly idOf: (row: Row) => string;
  /** Negative when the first one stands before the other; never 0 for rows with different ids. */
  readonly compare: (one: Row, other: Row) => number;
}

/** So many rows are fetched faster together with all others. */
const mostSingleRows = 4 * maxRowsPerQuestion;

/** For lists that are short: all rows are the first page. */
export const inOnePage =
  <Row>(all: () => Promise<Result<readonly Row[]>>): ChangingListOptions<Row>['page'] =>
  (after) =>
    after === null ? all() : Promise.resolve({ ok: true, value: [] });

/** Enough to fill a window, and made in less than a frame. */
export const firstPageRows = 100;
/** Made by main within a frame, whatever it shows. */
export const pageRows = 250;

/**
 * A list of main that is fetched whole once, in pages: what the first one has is shown before the others come, and the others wait
 * for the first screen of the window. Afterwards changed rows are fetched alone and put in their places.
 */
export function createChangingList<Row>({ page, some, idOf, compare }: ChangingListOptions<Row>) {
  const rows = shallowRef<readonly Row[]>([]);
  const isLoaded = shallowRef(false);
  const failure = shallowRef<FailureCode | null>(null);
  // Not computed: a computed value that nobody asks for would keep previews of messages that were erased.
  let byId: ReadonlyMap<string, Row> = new Map();
  let changedIds = new Set<string>();
  let wantsAll = false;
  let life = 0;

  function take(next: readonly Row[]): void {
    byId = new Map(next.map((row) => [idOf(row), row]));
    rows.value = next;
  }

  async function fetchRows(ids: readonly string[]): Promise<Result<readonly Row[]>> {
    const found: Row[] = [];
    for (let start = 0; start < ids.length; start += pageRows) {
      const result = await some(ids.slice(start, start + pageRows));
      if (!result.ok) return result;
      found.push(...result.value);
    }
    return { ok: true, value: found };
  }

  /**
   * All rows. A row may move in front of what was read while the rest is being read: whoever moves is told as changed, and is
   * looked at after this.
   */
  async function fetchAll(startedIn: number): Promise<Result<readonly Row[]>> {
    const found = new Map<string, Row>();
    for (let after: Row | null = null, limit = firstPageRows; ; limit = pageRows) {
      const result: Result<readonly Row[]> = await page(after, limit);
      if (!result.ok) return result;
      const knownCount = found.size;
      for (const row of result.value) found.set(idOf(row), row);
      after = result.value.at(-1) ?? null;
      // A page that has nothing new would be followed by itself.
      const isLast = result.value.length < limit || found.size === knownCount;
      if (isLast || startedIn !== life) break;
      if (isLoaded.value) continue;
      take([...found.values()]);
      isLoaded.value = true;
      await firstScreenPainted();
      if (startedIn !== life) break;
    }
    return { ok: true, value: [...found.values()].sort(compare) };
  }

  const refresh = coalesce(async () => {
    const startedIn = life;
    const asked = changedIds;
    const isWhole = wantsAll || asked.size > mostSingleRows;
    changedIds = new Set();
    wantsAll = false;
    const result = isWhole ? await fetchAll(startedIn) : await fetchRows([...asked]);
    if (startedIn !== life) return;
    failure.value = result.ok ? null : result.failure.code;
    // What changed meanwhile is not known any more by its names.
    if (!result.ok) wantsAll = true;
    else if (isWhole) take(result.value);
    else take(withChangedRows(rows.value, { askedIds: asked, fresh: result.value }, { idOf, compare }));
    isLoaded.value = true;
  });

  /** Fetches the whole list; calls during a fetch cause one more. */
  function reload(): Promise<void> {
    wantsAll = true;
    return refresh();
  }

  /** Fetches the rows with these ids; resolves when they are in the list. */
  function applyChanges(ids: readonly string[]): Promise<void> {
    for (const id of ids) changedIds.add(id);
    return refresh();
  }

  /** The row with this id; null if it is not in the list. */
  function find(id: string): Row | null {
    // Read for whoever has to follow the list.
    return rows.value.length === 0 ? null : (byId.get(id) ?? null);
  }

  /** Forgets everything; for a change of account. */
  function reset(): void {
    life += 1;
    changedIds = new Set();
    wantsAll = false;
    take([]);
    isLoaded.value = false;
    failure.value = null;
  }

  return { rows, isLoaded, failure, reload, applyChanges, find, reset };
}

/** Rows that changed, and those of them that are still there. */
export interface ChangedRows<Row> {
  readonly askedIds: ReadonlySet<string>;
  readonly fresh: readonly Row[];
}

/** The list with the current state of changed rows: those in `fresh` stand in their places, the others are gone. */
export function withChangedRows<Row>(
  rows: readonly Row[],
  { askedIds, fresh }: ChangedRows<Row>,
  { idOf, compare }: Pick<ChangingListOptions<Row>, 'idOf' | 'compare'>,
): readonly Row[] {
  const added = [...fresh].sort(compare);
  const merged: Row[] = [];
  let place = 0;
  for (const row of rows) {
    if (askedIds.has(idOf(row))) continue;
    for (let next = added[place]; next !== undefined && compare(next, row) < 0; next = added[place]) {
      merged.push(next);
      place += 1;
    }
    merged.push(row);
  }
  return [...merged, ...added.slice(place)];
}
