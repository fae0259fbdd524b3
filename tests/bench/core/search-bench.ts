import { parseSearchQuery } from '../../../main/domain/search-query';
import type { AccountStore } from '../../../main/storage/account-store';
import { atMost } from '../harness/goal';
import { defineBench, usualLimitMs } from '../harness/bench';
import { median, quantile } from '../harness/statistics';
import type { Row } from '../harness/row';
import { openPlainly, type PlainDatabase } from '../world/plain-driver';
import { searchedTexts } from '../world/texts';
import { databaseFile, withStore } from '../world/write-profile';

type Length = 1 | 2 | 4;

const row = (title: string): Row => ({
  title,
  unit: 'ms',
  baseline: 'LIKE over all texts, the same words',
  goal: atMost(5, 'ms'),
  limit:
    'Numbers of words that many messages have lead to many rows, of which the text has to decide; the newest forty are looked at first.',
});

const pageSize = 40;

/** The search in the store, by the length of what is typed. */
export const searchBench = defineBench({
  group: 'conversation',
  rows: {
    'search-store-1': row('search in the store, one character, p95'),
    'search-store-2': row('search in the store, two characters, p95'),
    'search-store-4': row('search in the store, four characters, p95'),
  },
  limitMs: usualLimitMs,
  measure: (context) => {
    const directory = context.profiles.copy(context.isQuick ? 'quick' : 'large');
    const plain = openPlainly(databaseFile(directory));
    const samples = withStore(directory, (store) => ({
      'search-store-1': measureLength(1, store, plain),
      'search-store-2': measureLength(2, store, plain),
      'search-store-4': measureLength(4, store, plain),
    }));
    plain.close();
    context.profiles.remove(directory);
    return Promise.resolve(samples);
  },
});

const repetitions = 3;
const textsPerLength = 60;
// A scan takes half a second.
const scanEvery = 12;

function measureLength(length: Length, store: AccountStore, plain: PlainDatabase) {
  const like = plain.prepare(
    `SELECT row_number FROM content JOIN message USING (row_number) WHERE text LIKE '%' || ? || '%'
       ORDER BY sort_ns DESC LIMIT ${pageSize + 1}`,
  );
  const found: number[] = [];
  const scanned: number[] = [];
  for (const [index, text] of searchedTexts(length, textsPerLength).entries()) {
    const query = parseSearchQuery(text);
    if (query === null) throw new Error('no query');
    if (index % scanEvery === 0) scanned.push(timed(() => like.all(text)));
    for (let count = 0; count < repetitions; count += 1) {
      found.push(
        timed(() => store.search.search({ query, conversationId: null, before: null, limit: pageSize })),
      );
    }
  }
  return { values: [quantile(found, 0.95)], baselines: [median(scanned)] };
}

function timed(work: () => unknown): number {
  const startedMs = performance.now();
  work();
  return performance.now() - startedMs;
}
