import { defineStore } from 'pinia';
import { markRaw } from 'vue';
import { afterPaint } from '../clock';
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
      giveUp();
    };
    return started;
  }
  function giveUp(): void {
    for (const { failed } of waiting.values()) failed(new Error('the worker that reads names has failed'));
    waiting.clear();
  }

  /** What is to be read is sent once there is a worker: it must not take the processor from the first screen. */
  let unsent: ReadOrder[] | null = null;
  function send(order: ReadOrder): void {
    if (worker !== null) {
      worker.postMessage(order);
      return;
    }
    if (unsent !== null) {
      unsent.push(order);
      return;
    }
    unsent = [order];
    afterPaint(() => {
      const orders = unsent ?? [];
      unsent = null;
      try {
        const started = (worker = start());
        for (const one of orders) started.postMessage(one);
      } catch {
        // There is no worker here at all: names are found as they are written.
        giveUp();
      }
    });
  }

  return (names) =>
    new Promise((done, failed) => {
      number += 1;
      waiting.set(number, { done, failed });
      send({ number, names });
    });
}
