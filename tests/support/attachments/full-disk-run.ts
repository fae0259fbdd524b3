import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AttachmentStore } from '../../../main/attachments/attachment-store';
import { systemRandom } from '../../../main/platform/random';
import { SeededChance } from '../seeded-chance';
import { bytesIn, codeOf, contentOf } from './content';
import { KnownAttachments } from './known-attachments';
import { LongContent } from './long-content';
import { SmallDisk } from './small-disk';

const mebibyte = 1024 * 1024;

export interface FullDiskReport {
  readonly rounds: number;
  /** What was said when the disk was full in the middle, and how often. */
  readonly answers: Readonly<Record<string, number>>;
  /** Files that stayed of what was refused. */
  readonly filesLeft: number;
  /** Keys and files that a sweep found afterwards. */
  readonly swept: number;
  /** Contents that were there before and were not the same afterwards. */
  readonly lost: number;
  /** Erasures that failed while there was no room at all. */
  readonly erasuresRefused: number;
}

/** Fills a disk in the middle of attachments, at places that chance chooses. Needs `canMakeDisks`. */
export async function runFullDisk(options: {
  readonly rounds: number;
  readonly seed: number;
}): Promise<FullDiskReport> {
  const disk = new SmallDisk(24);
  const sealingKey = contentOf(options.seed, 32);
  const store = await AttachmentStore.open({ folder: disk.folder, sealingKey, random: systemRandom });
  const known = new KnownAttachments();
  const chance = new SeededChance(options.seed);
  const answers = new Map<string, number>();
  let [filesLeft, swept, lost, erasuresRefused] = [0, 0, 0, 0];
  const sizeBytes = 12 * mebibyte;
  try {
    for (let round = 0; round < options.rounds; round += 1) {
      const small = contentOf(round, 10_000);
      const place = await store.keep([small], { mostBytes: mebibyte });
      known.add(place);
      disk.leaveRoom(chance.below(sizeBytes));
      const content = new LongContent(round, sizeBytes);
      const code = String(await codeOf(() => store.keep(content.parts(100_000), { mostBytes: sizeBytes })));
      answers.set(code, (answers.get(code) ?? 0) + 1);
      filesLeft += readdirSync(join(disk.folder, 'attachments')).length - known.all.length;
      const { keys, files } = await store.sweep(known);
      swept += keys + files;
      if (!(await bytesIn(store, place)).equals(small)) lost += 1;
      disk.leaveRoom(0);
      known.remove(place);
      await store.erase(place).catch(() => void (erasuresRefused += 1));
      disk.makeRoom();
    }
  } finally {
    await store.close();
    disk.dispose();
  }
  return {
    rounds: options.rounds,
    answers: Object.fromEntries(answers),
    filesLeft,
    swept,
    lost,
    erasuresRefused,
  };
}
