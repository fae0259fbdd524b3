import { defineStore } from 'pinia';
import { markRaw } from 'vue';
import { NameBook, type ReadNames } from './name-book';
import type { ReadAnswer, ReadOrder } from './name-worker';
import type { NameReading } from './plain-name';

/** How names are read, found and ordered in this window. */
export const useNames = defineStore('names', () => ({ book: markRaw(new NameBook(createNameReader())) }));

/** Reads names in a worker, which loads its dictionary when the first Chinese name comes and stays. */
function createNameReader(): ReadNames {
  const waiting = new Map<
    number,
    { readonly done: (readings: readonly NameReading[]) => void; readonly failed: (reason: Error) => void }
  >();
  let worker: Worker | null = null;
  let number = 0;

  function start(): Worker {
    const started = new Worker(new URL('./name-worker.ts', import.meta.url), { type: 'module' });
    started.onmessage = ({ data }: MessageEvent<ReadAnswer>) => {
      waiting.get(data.number)?.done(data.readings);
      waiting.delete(data.number);
    };
    started.onerror = () => {
      // The next names get another one.
      worker = null;
      started.terminate();
      for (const { failed } of waiting.values()) failed(new Error('the worker that reads names has failed'));
      waiting.clear();
    };
    return started;
  }

  return (names) =>
    new Promise((done, failed) => {
      worker ??= start();
      number += 1;
      waiting.set(number, { done, failed });
      worker.postMessage({ number, names } satisfies ReadOrder);
    });
}
