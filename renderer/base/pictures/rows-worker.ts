import { lacksRows } from './png-rows';

/** Answers for one picture; the sender ends this worker after it. */
self.onmessage = async ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>): Promise<void> => {
  self.postMessage(await lacksRows(data).catch(() => false));
};
