import { ManualClock } from '../manual-clock';
import { SeededChance } from '../seeded-chance';
import { SeededRandom } from '../seeded-random';
import { peer } from '../test-core';
import { CoreOnDisk, type DiskImage } from './core-on-disk';
import { PieceSearch, type Find } from './piece-search';
import { SecretTraffic } from './secret-traffic';

/** How long a run is. */
export interface StorageSize {
  /** Messages to erase. */
  readonly erasures: number;
  /** Searches of everything, evenly over the run; the last one at its end. */
  readonly looks: number;
  readonly seed: number;
}

/** Figures of a run. */
export interface StorageReport {
  readonly seed: number;
  readonly erased: number;
  readonly erasedPictures: number;
  /** Drafts that were written to the disk and never sent; counted among the erased. */
  readonly erasedDrafts: number;
  /** Signs with which a message was answered, and that are gone; counted among the erased. */
  readonly erasedSigns: number;
  readonly erasedMiB: number;
  /** Erasures by the way in which the content went. */
  readonly ways: Readonly<Record<string, number>>;
  readonly kept: number;
  readonly restarts: number;
  readonly kills: number;
  /** Kills between an erasure and the truncation of the log; counted among the kills. */
  readonly killsBeforeTruncation: number;
  readonly looks: number;
  readonly searchedMiB: number;
  /** Pieces of erased content in the files as they lie on the disk. */
  readonly findsInFiles: readonly Find[];
  /** Pieces of erased content in the decrypted pages. */
  readonly findsInPages: readonly Find[];
  /** Whether each of some contents that stay was found in the same pages. */
  readonly searchWorks: boolean;
  /** Starts after which the log still held something. */
  readonly startsWithFullLog: number;
  readonly integrity: string;
  readonly seconds: number;
}

const toMiB = (bytes: number): number => Math.round(bytes / 2 ** 20);

/**
 * Lets the core receive, write, confirm, revoke, burn and expire random texts and pictures between others that stay, with
 * restarts and kills at any moment, and searches the files and the decrypted pages for what was erased.
 */
export function runStorageForensics(size: StorageSize): StorageReport {
  const run = new StorageRun(size);
  try {
    return run.run();
  } finally {
    run.dispose();
  }
}

class StorageRun {
  private readonly clock = new ManualClock();
  private readonly chance: SeededChance;
  private readonly core: CoreOnDisk;
  private readonly traffic: SecretTraffic;
  private readonly findsInFiles: Find[] = [];
  private readonly findsInPages: Find[] = [];
  private readonly lives = { restarts: 0, kills: 0, killsBeforeTruncation: 0, startsWithFullLog: 0 };
  private searchedBytes = 0;
  private searchWorks = true;

  constructor(private readonly size: StorageSize) {
    this.chance = new SeededChance(size.seed);
    this.core = new CoreOnDisk(this.clock, new SeededRandom(size.seed));
    this.core.store.transaction((write) => write.conversations.ensure({ kind: 'user', node: peer }));
    this.traffic = new SecretTraffic(this.core, this.clock, this.chance);
  }

  run(): StorageReport {
    const startedMs = performance.now();
    const { erased } = this.traffic;
    for (let look = 1; look <= this.size.looks; look += 1) {
      const until = Math.round((this.size.erasures * look) / this.size.looks);
      while (erased.length < until) this.step();
      this.look();
    }
    return this.report(Math.round((performance.now() - startedMs) / 100) / 10);
  }

  dispose(): void {
    this.core.dispose();
  }

  /** Now and then the app ends in between, in order or not; sometimes just after an erasure was committed. */
  private step(): void {
    this.traffic.sweep();
    const die = this.chance.below(60);
    let image: DiskImage | null = null;
    // The last moment of several: what the kill undoes was never erased.
    if (die < 2) this.core.beforeForgetting = () => void (image = this.core.image());
    this.traffic.step();
    this.core.beforeForgetting = () => undefined;
    if (image !== null) this.lives.killsBeforeTruncation += 1;
    if (image !== null || die === 2) {
      this.lives.kills += 1;
      this.core.restartFrom(image ?? this.core.image());
      if (this.core.logBytes > 0) this.lives.startsWithFullLog += 1;
    } else if (die === 3) {
      this.lives.restarts += 1;
      this.core.restart();
    }
  }

  private look(): void {
    const search = new PieceSearch(this.traffic.erased);
    const files = Buffer.concat([...this.core.image().values()]);
    const pages = this.core.decryptedPages();
    this.searchedBytes += files.length + pages.length;
    this.findsInFiles.push(...search.findIn(files));
    this.findsInPages.push(...search.findIn(pages));
    const keptSearch = new PieceSearch(this.traffic.keptSample);
    const found = new Set(keptSearch.findIn(pages).map(({ label }) => label));
    if (this.traffic.keptSample.some(({ label }) => !found.has(label))) this.searchWorks = false;
  }

  private report(seconds: number): StorageReport {
    const { erased, erasedPictures, erasedDrafts, erasedSigns, counts, keptCount } = this.traffic;
    return {
      seed: this.size.seed,
      erased: erased.length,
      erasedPictures,
      erasedDrafts,
      erasedSigns,
      erasedMiB: toMiB(erased.reduce((sum, { bytes }) => sum + bytes.length, 0)),
      ways: Object.fromEntries(counts),
      kept: keptCount,
      ...this.lives,
      looks: this.size.looks,
      searchedMiB: toMiB(this.searchedBytes),
      findsInFiles: this.findsInFiles,
      findsInPages: this.findsInPages,
      searchWorks: this.searchWorks,
      integrity: this.core.integrity(),
      seconds,
    };
  }
}
