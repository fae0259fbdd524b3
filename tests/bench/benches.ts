import { codecBench } from './core/codec-bench';
import { commitBench } from './core/commit-bench';
import { searchBench } from './core/search-bench';
import { sendBench } from './core/send-bench';
import { storageBench } from './core/storage-bench';
import type { Bench } from './harness/bench';
import { arrivalBench } from './window/arrival-bench';
import { crowdBench } from './window/crowd-bench';
import { filesBench } from './window/files-bench';
import { heapBench } from './window/heap-bench';
import { idleBench } from './window/idle-bench';
import { inputsBench } from './window/inputs-bench';
import { keyBench } from './window/key-bench';
import { peopleBench } from './window/people-bench';
import { readingBench } from './window/reading-bench';
import { scrollBench } from './window/scroll-bench';
import { searchWindowBench } from './window/search-window-bench';
import { startBench } from './window/start-bench';
import { writingBench } from './window/writing-bench';

/** Every bench by name, in the order in which they run and stand in the document. */
export const benches: Readonly<Record<string, Bench>> = {
  start: startBench,
  idle: idleBench,
  key: keyBench,
  writing: writingBench,
  reading: readingBench,
  scroll: scrollBench,
  search: searchBench,
  'search-window': searchWindowBench,
  heap: heapBench,
  arrival: arrivalBench,
  inputs: inputsBench,
  files: filesBench,
  people: peopleBench,
  crowd: crowdBench,
  commit: commitBench,
  send: sendBench,
  codec: codecBench,
  storage: storageBench,
};
