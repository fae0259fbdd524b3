import { readName } from './name-reading';
import type { NameReading } from './plain-name';

/** Names to be read, and the number under which the answer comes. */
export interface ReadOrder {
  readonly number: number;
  readonly names: readonly string[];
}

/** A reading for each name, in the same order. */
export interface ReadAnswer {
  readonly number: number;
  readonly readings: readonly NameReading[];
}

self.onmessage = ({ data: { number, names } }: MessageEvent<ReadOrder>): void => {
  self.postMessage({ number, readings: names.map(readName) } satisfies ReadAnswer);
};
