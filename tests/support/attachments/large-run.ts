import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { AttachmentPlace } from '../../../main/domain/attachment';
import { AttachmentStore } from '../../../main/attachments/attachment-store';
import { systemRandom } from '../../../main/platform/random';
import { SeededChance } from '../seeded-chance';
import { bytesIn, codeOf, contentOf } from './content';
import { LongContent } from './long-content';

const mebibyte = 1024 * 1024;
const partBytes = mebibyte / 4;
const longestRangeBytes = 200_000;

/** Figures of one way through the store. */
interface Passage {
  readonly seconds: number;
  readonly mebibytesPerSecond: number;
  /** How much the memory of the process grew at most, garbage that was not collected yet included. */
  readonly grownMiB: number;
  /** Longest time for which nothing else could happen, ms. */
  readonly longestDelayMs: number;
}

export interface LargeReport {
  readonly mebibytes: number;
  readonly written: Passage;
  readonly read: Passage;
  readonly ranges: number;
  readonly rangesPerSecond: number;
  readonly wrongRanges: number;
  readonly wrongParts: number;
  /** From the call until the key was destroyed and the file had gone. */
  readonly eraseMs: number;
  readonly afterErasing: unknown;
  readonly filesLeft: number;
}

/** Keeps one large attachment, reads it whole and in ranges, and erases it, on this computer's disk. */
export async function runLarge(options: {
  readonly sizeBytes: number;
  readonly ranges: number;
  readonly seed: number;
}): Promise<LargeReport> {
  const folder = mkdtempSync(join(tmpdir(), 'tim-large-attachment-'));
  const sealingKey = contentOf(options.seed, 32);
  const store = await AttachmentStore.open({ folder, sealingKey, random: systemRandom });
  try {
    const content = new LongContent(options.seed, options.sizeBytes);
    let place: AttachmentPlace | null = null;
    const written = await measure(content, async (look) => {
      place = await store.keep(lookingAt(content.parts(partBytes), look), { mostBytes: content.sizeBytes });
    });
    if (place === null) throw new Error('nothing was kept');
    return {
      written,
      ...(await readAndErase(store, place, { content, ...options })),
      filesLeft: filesIn(folder),
    };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readAndErase(
  store: AttachmentStore,
  place: AttachmentPlace,
  {
    content,
    ranges,
    seed,
  }: { readonly content: LongContent; readonly ranges: number; readonly seed: number },
): Promise<Omit<LargeReport, 'written' | 'filesLeft'>> {
  let wrongParts = 0;
  const read = await measure(content, async (look) => {
    let start = 0;
    for await (const part of store.read(place)) {
      if (!content.part(start, start + part.length).equals(part)) wrongParts += 1;
      start += part.length;
      look();
    }
    if (start !== content.sizeBytes) wrongParts += 1;
  });
  const chance = new SeededChance(seed);
  let wrongRanges = 0;
  const rangesMs = await timeOf(async () => {
    for (let range = 0; range < ranges; range += 1) {
      const start = chance.below(content.sizeBytes);
      const end = Math.min(content.sizeBytes, start + chance.below(longestRangeBytes));
      const found = await bytesIn(store, place, { start, end });
      if (!found.equals(content.part(start, end))) wrongRanges += 1;
    }
  });
  const eraseMs = await timeOf(() => store.erase(place));
  return {
    mebibytes: Math.round(content.sizeBytes / mebibyte),
    read,
    wrongParts,
    ranges,
    rangesPerSecond: Math.round((1_000 * ranges) / rangesMs),
    wrongRanges,
    eraseMs: Math.round(eraseMs),
    afterErasing: await codeOf(() => bytesIn(store, place)),
  };
}

async function measure(content: LongContent, work: (look: () => void) => Promise<void>): Promise<Passage> {
  const before = process.memoryUsage.rss();
  let most = before;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const ms = await timeOf(() => work(() => void (most = Math.max(most, process.memoryUsage.rss()))));
  delay.disable();
  return {
    seconds: Math.round(ms / 100) / 10,
    mebibytesPerSecond: Math.round(content.sizeBytes / mebibyte / (ms / 1_000)),
    grownMiB: Math.round((most - before) / mebibyte),
    longestDelayMs: Math.round(delay.max / 1e6),
  };
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

function* lookingAt<T>(parts: Iterable<T>, look: () => void): Generator<T> {
  for (const part of parts) {
    look();
    yield part;
  }
}

const filesIn = (folder: string): number => readdirSync(join(folder, 'attachments')).length;
