import { codecBench } from './core/codec-bench';
import { commitBench } from './core/commit-bench';
import { searchBench } from './core/search-bench';
import { sendBench } from './core/send-bench';
import { storageBench } from './core/storage-bench';
import type { Bench } from './harness/bench';

/** Every bench by name, in the order in which they run and stand in the document. */
export const benches: Readonly<Record<string, Bench>> = {
  commit: commitBench,
  send: sendBench,
  search: searchBench,
  codec: codecBench,
  storage: storageBench,
};
