import { vi } from 'vitest';
import { readName } from '../../../renderer/app/names/name-reading';
import type { ReadAnswer, ReadOrder } from '../../../renderer/app/names/name-worker';

/** The worker that reads names, in the place of the browser's: it answers in a later turn, as that one does. */
class NameWorker {
  onmessage: (event: { readonly data: ReadAnswer }) => void = () => undefined;

  postMessage({ number, names }: ReadOrder): void {
    queueMicrotask(() => this.onmessage({ data: { number, readings: names.map(readName) } }));
  }
}

/** Lets names be read in a test of components or stores. */
export function installNameWorker(): void {
  vi.stubGlobal('Worker', NameWorker);
}
