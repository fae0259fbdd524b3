import { after } from '../clock';
import { isCutShort, textAt } from './cut-short';

/** Whoever needs longer is meant to keep the computer busy: then the decoder has the word. */
const maxWorkMs = 3_000;

/** What is larger came as a file, of which every block was checked. Bytes. */
const mostBytes = 4 * 1024 * 1024;

/** What the worker says: whether rows are missing. */
export type RowsAnswer = boolean;

let last: Promise<unknown> = Promise.resolve();

/**
 * Whether a part of a picture is missing, so that a decoder would leave it grey or blank without a word. Unpacking the rows of a PNG may
 * take longer than a frame: each has a worker of its own, one after the other, and its bytes are gone with it. Never rejects.
 */
export function isIncompletePicture(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  if (bytes.length > mostBytes) return Promise.resolve(false);
  if (isCutShort(bytes)) return Promise.resolve(true);
  if (textAt(bytes, 12, 4) !== 'IHDR') return Promise.resolve(false);
  const answer = last.then(() => lacksRowsInWorker(bytes)).catch(() => false);
  last = answer;
  return answer;
}

function lacksRowsInWorker(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const worker = new Worker(new URL('./rows-worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve) => {
    const finish = (isLacking: boolean): void => {
      stop();
      worker.terminate();
      resolve(isLacking);
    };
    const stop = after(maxWorkMs, () => finish(false));
    worker.onmessage = ({ data }: MessageEvent<RowsAnswer>) => finish(data);
    worker.onerror = () => finish(false);
    worker.postMessage(bytes);
  });
}
