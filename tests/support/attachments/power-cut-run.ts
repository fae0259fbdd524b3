import type { AttachmentPlace } from '../../../main/domain/attachment';
import { AttachmentError } from '../../../main/attachments/attachment';
import { AttachmentStore } from '../../../main/attachments/attachment-store';
import { bytesOf } from '../../../main/attachments/attachment-writer';
import { chunkBytes } from '../../../main/attachments/chunk-cipher';
import type { AttachmentId } from '../../../main/domain/ids';
import { PieceSearch, type Needle } from '../forensics/piece-search';
import { SeededChance } from '../seeded-chance';
import { SeededRandom } from '../seeded-random';
import { bytesIn, contentOf, inParts } from './content';
import { KnownAttachments } from './known-attachments';
import { MemoryDisk, PowerCut } from './memory-disk';
import { RememberingRandom } from './remembering-random';

/** What a run did, and what it found. */
export interface PowerCutReport {
  readonly cuts: number;
  readonly kept: number;
  readonly erased: number;
  /** What was wrong; empty when all is well. */
  readonly faults: readonly string[];
}

const folder = '/account';
const sealingKey = contentOf(99, 32);
const mostBytes = 4 * chunkBytes;
/** A life of the program makes fewer calls than that. */
const mostCallsPerLife = 120;
const lengths = [0, 1, 500, chunkBytes - 1, chunkBytes, chunkBytes + 1, 3 * chunkBytes];

/**
 * Keeps, gives up and erases attachments on a disk whose power goes at a call that chance chooses, again and again. After every
 * start and its sweep, what was committed is there, and nothing else is: no file, no key, no piece of either.
 */
export async function runPowerCuts(options: {
  readonly seed: number;
  readonly lives: number;
}): Promise<PowerCutReport> {
  const run = new PowerCutRun(options.seed);
  for (let life = 0; life < options.lives; life += 1) await run.live();
  return run.report();
}

class PowerCutRun {
  private readonly chance: SeededChance;
  private readonly random: RememberingRandom;
  private readonly disk = new MemoryDisk();
  private readonly known = new KnownAttachments();
  private readonly contents = new Map<AttachmentId, Buffer>();
  private readonly faults: string[] = [];
  /** Sealed keys that were in the file of secrets and whose attachment has gone. */
  private readonly goneKeys: Needle[] = [];
  private cuts = 0;
  private erased = 0;
  private kept = 0;

  constructor(private readonly seed: number) {
    this.chance = new SeededChance(seed);
    this.random = new RememberingRandom(new SeededRandom(seed));
  }

  /** From a start to the power cut. */
  async live(): Promise<void> {
    const store = await this.start();
    this.disk.cutPowerAfter(this.chance.below(mostCallsPerLife));
    try {
      for (let step = 0; step < 12; step += 1) await this.step(store);
    } catch (error) {
      if (!isPowerCut(error)) throw error;
      this.cuts += 1;
    }
    this.disk.losePower(this.chance);
  }

  async report(): Promise<PowerCutReport> {
    await this.start();
    return { cuts: this.cuts, kept: this.kept, erased: this.erased, faults: this.faults };
  }

  /** Starts until the start itself is not cut off, and looks at everything. */
  private async start(): Promise<AttachmentStore> {
    for (;;) {
      this.disk.cutPowerAfter(this.chance.fraction() < 0.3 ? this.chance.below(30) : Infinity);
      try {
        const store = await AttachmentStore.open({
          folder,
          sealingKey,
          random: this.random,
          disk: this.disk,
        });
        await store.sweep(this.known);
        this.disk.cutPowerAfter(Infinity);
        await this.look(store);
        return store;
      } catch (error) {
        if (!isPowerCut(error)) throw error;
        this.cuts += 1;
        this.disk.losePower(this.chance);
      }
    }
  }

  private async step(store: AttachmentStore): Promise<void> {
    const die = this.chance.below(10);
    if (die < 5) await this.keep(store);
    else if (die < 6) await this.giveUp(store);
    else await this.erase(store);
  }

  private async keep(store: AttachmentStore): Promise<void> {
    const content = contentOf(this.chance.below(1_000_000), this.chance.pick(lengths) ?? 0);
    const place = await store.keep(inParts(content, 1 + this.chance.below(100_000)), { mostBytes });
    // The transaction of the message may not come to its end.
    if (this.chance.fraction() < 0.2) return;
    this.contents.set(place.id, content);
    this.known.add(place);
    this.kept += 1;
  }

  private async giveUp(store: AttachmentStore): Promise<void> {
    const writer = await store.begin({ mostBytes });
    await writer.write(contentOf(1, this.chance.below(2 * chunkBytes)));
    if (this.chance.fraction() < 0.5) await writer.abandon();
  }

  private async erase(store: AttachmentStore): Promise<void> {
    const place = this.chance.pick(this.known.all);
    if (place === undefined) return;
    const sealed = this.sealedKeyOf(place);
    this.known.remove(place);
    this.contents.delete(place.id);
    this.erased += 1;
    this.goneKeys.push({ label: 'a sealed key that has gone', bytes: sealed });
    await store.erase(place);
  }

  /** What stands behind the owner's name in the file of secrets. */
  private sealedKeyOf({ id }: AttachmentPlace): Buffer {
    const image = this.disk.image();
    const at = image.indexOf(bytesOf(id));
    return Buffer.from(image.subarray(at + 16, at + 64));
  }

  private keysInTheClear(): readonly Needle[] {
    return this.random.keys.map((bytes) => ({ label: 'a key in the clear', bytes }));
  }

  private async look(store: AttachmentStore): Promise<void> {
    const before = this.faults.length;
    for (const place of this.known.all) {
      const expected = this.contents.get(place.id) ?? Buffer.alloc(0);
      try {
        if (!(await bytesIn(store, place)).equals(expected)) this.faults.push('another content');
      } catch (error) {
        this.faults.push(`lost: ${error instanceof AttachmentError ? error.code : String(error)}`);
      }
    }
    const names = new Set(await this.disk.list(`${folder}/attachments`));
    if (names.size !== this.known.all.length) this.faults.push('a file that nobody knows');
    const finds = new PieceSearch([...this.goneKeys, ...this.keysInTheClear()]).findIn(this.disk.image());
    this.faults.push(...finds.map(({ label }) => label));
    if (this.faults.length > before) this.faults.push(`seed ${this.seed}, cut ${this.cuts}`);
  }
}

function isPowerCut(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof PowerCut) return true;
  }
  return false;
}
