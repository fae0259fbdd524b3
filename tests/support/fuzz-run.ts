import { decodeFrame } from '../../main/protocol/frame';
import { ProtocolError } from '../../main/protocol/protocol-error';
import { fuzzedFrame } from './frame-mutations';
import { SeededChance } from './seeded-chance';

/** What became of fuzzed frames. Whatever is no packet and no ProtocolError is thrown on. */
export interface FuzzReport {
  readonly seed: number;
  readonly frames: number;
  readonly packets: number;
  readonly protocolErrors: number;
  /** Longest time that one frame took, ms. */
  readonly slowestMs: number;
  /** Growth of the process's resident memory over the run, at most, MiB. */
  readonly grownMiB: number;
  readonly seconds: number;
}

const looksEvery = 1_000;
const mebibyte = 2 ** 20;

/** Decodes frames that nobody sent. */
export function fuzz({ frames, seed }: { readonly frames: number; readonly seed: number }): FuzzReport {
  const chance = new SeededChance(seed);
  const startedMs = performance.now();
  const residentBytes = process.memoryUsage.rss();
  let [packets, slowestMs, grownBytes] = [0, 0, 0];
  for (let count = 1; count <= frames; count += 1) {
    const { bytes, context } = fuzzedFrame(chance);
    const beganMs = performance.now();
    try {
      decodeFrame(bytes, context);
      packets += 1;
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
    }
    slowestMs = Math.max(slowestMs, performance.now() - beganMs);
    if (count % looksEvery === 0)
      grownBytes = Math.max(grownBytes, process.memoryUsage.rss() - residentBytes);
  }
  return {
    seed,
    frames,
    packets,
    protocolErrors: frames - packets,
    slowestMs: Math.round(slowestMs),
    grownMiB: Math.round(grownBytes / mebibyte),
    seconds: Math.round((performance.now() - startedMs) / 1000),
  };
}
