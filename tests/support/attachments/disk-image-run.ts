import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttachmentPlace } from '../../../main/domain/attachment';
import { AttachmentStore } from '../../../main/attachments/attachment-store';
import { bytesOf } from '../../../main/attachments/attachment-writer';
import { PieceSearch, type Needle } from '../forensics/piece-search';
import { SeededChance } from '../seeded-chance';
import { contentOf } from './content';
import { RememberingRandom } from './remembering-random';
import { DiskImage } from './small-disk';

const ownerBytes = 16;
const slotBytes = 64;

export interface DiskImageReport {
  readonly erased: number;
  readonly searchedMiB: number;
  /** Pieces of keys, in the clear or sealed, and of contents that are in any block although they were erased. */
  readonly finds: number;
  /** Whether the sealed keys of what was kept were found. */
  readonly searchWorks: boolean;
}

/**
 * Keeps and erases attachments on a real file system with a journal, and then looks at every block of its disk. Needs
 * `canMakeDisks`.
 */
export async function runDiskImage(options: {
  readonly attachments: number;
  readonly seed: number;
  readonly mountOptions?: readonly string[];
}): Promise<DiskImageReport> {
  const image = new DiskImage(96, options.mountOptions);
  const random = new RememberingRandom();
  const chance = new SeededChance(options.seed);
  const sealingKey = contentOf(options.seed, 32);
  const [erased, kept]: [Needle[], Needle[]] = [[], []];
  try {
    const store = await AttachmentStore.open({ folder: image.folder, sealingKey, random });
    const places: AttachmentPlace[] = [];
    for (let number = 0; number < options.attachments; number += 1) {
      const content = contentOf(number, chance.below(150_000));
      const place = await store.keep([content], { mostBytes: content.length });
      places.push(place);
      const key = random.keys.at(-1);
      if (number % 4 === 0 || key === undefined) continue;
      const victim = places.splice(chance.below(places.length), 1)[0] ?? place;
      erased.push({ label: 'a sealed key', bytes: sealedKeyOf(image.folder, victim) });
      await store.erase(victim);
    }
    for (const place of places) kept.push({ label: place.id, bytes: sealedKeyOf(image.folder, place) });
    await store.close();
    const needles = [...erased, ...random.keys.map((bytes) => ({ label: 'a key', bytes }))];
    const blocks = image.unmounted();
    const found = new Set(new PieceSearch(kept).findIn(blocks).map(({ label }) => label));
    return {
      erased: erased.length,
      searchedMiB: Math.round(blocks.length / 1024 / 1024),
      finds: new PieceSearch(needles).findIn(blocks).length,
      searchWorks: kept.every(({ label }) => found.has(label)),
    };
  } finally {
    image.dispose();
  }
}

/** What stands behind the owner's name in the file of secrets. */
function sealedKeyOf(folder: string, { id }: AttachmentPlace): Buffer {
  const secrets = readFileSync(join(folder, 'secrets'));
  const at = secrets.indexOf(bytesOf(id));
  return Buffer.from(secrets.subarray(at + ownerBytes, at + slotBytes));
}
