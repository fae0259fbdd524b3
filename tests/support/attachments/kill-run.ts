import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { AttachmentStore } from '../../../main/attachments/attachment-store';
import { bytesOf } from '../../../main/attachments/attachment-writer';
import { SecretStore } from '../../../main/attachments/secret-store';
import { systemDisk } from '../../../main/attachments/disk';
import { systemRandom } from '../../../main/platform/random';
import { PieceSearch, type Needle } from '../forensics/piece-search';
import { SeededChance } from '../seeded-chance';
import { buildChild, childFolderPrefix } from './build-child';
import { childSealingKey, lengthOf, type ChildNews, type CommittedAttachment } from './child-news';
import { bytesIn, contentOf } from './content';
import { KnownAttachments } from './known-attachments';

const longestLifeMs = 120;
const ownerBytes = 16;
const slotBytes = 64;

export interface KillReport {
  readonly kills: number;
  readonly kept: number;
  readonly erased: number;
  /** Kills after which something was half done: keys and files that the sweep removed. */
  readonly killsWithRemains: number;
  readonly searchedMiB: number;
  /** Committed attachments that could not be read, or were different. */
  readonly lost: number;
  /** Files and keys that were left after a sweep and that nobody knows. */
  readonly left: number;
  /** Pieces of contents and keys in the files, and of erased keys among those that can be opened. */
  readonly finds: number;
  readonly searchWorks: boolean;
}

/** Kills a real process again and again while it keeps and erases attachments, and looks at everything after each kill. */
export async function runKills(options: {
  readonly kills: number;
  readonly seed: number;
}): Promise<KillReport> {
  const run = new KillRun(options.seed);
  try {
    await run.build();
    for (let kill = 0; kill < options.kills; kill += 1) await run.live(kill);
    return run.report(options.kills);
  } finally {
    run.dispose();
  }
}

class KillRun {
  private readonly folder = mkdtempSync(join(tmpdir(), 'tim-attachment-kills-'));
  private readonly program = mkdtempSync(childFolderPrefix);
  private readonly chance: SeededChance;
  private readonly committed = new Map<string, CommittedAttachment>();
  private readonly keys: Needle[] = [];
  private readonly goneKeys: Needle[] = [];
  private readonly sealedKeys = new Map<string, Buffer>();
  private readonly figures = {
    kept: 0,
    erased: 0,
    killsWithRemains: 0,
    searchedBytes: 0,
    lost: 0,
    left: 0,
    finds: 0,
  };
  private searchWorks = true;

  constructor(private readonly seed: number) {
    this.chance = new SeededChance(seed);
  }

  async build(): Promise<void> {
    await buildChild('child-program', this.program);
  }

  /** From a start to the kill, and a look at what it left. */
  async live(life: number): Promise<void> {
    const committedFile = join(this.program, 'committed.json');
    writeFileSync(committedFile, JSON.stringify([...this.committed.values()]));
    const args = [
      join(this.program, 'child.cjs'),
      join(this.folder),
      String(this.seed * 1_000 + life),
      committedFile,
    ];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const output: Buffer[] = [];
    const ended = new Promise((resolve) => child.once('close', resolve));
    await new Promise<void>((opened) => {
      child.stdout.on('data', (bytes: Buffer) => {
        output.push(bytes);
        opened();
      });
      child.once('close', () => opened());
    });
    await pass(this.chance.below(longestLifeMs));
    child.kill('SIGKILL');
    await ended;
    this.hear(Buffer.concat(output).toString());
    await this.look();
  }

  report(kills: number): KillReport {
    const { searchedBytes, ...figures } = this.figures;
    return {
      kills,
      ...figures,
      searchedMiB: Math.round(searchedBytes / 1024 / 1024),
      searchWorks: this.searchWorks,
    };
  }

  dispose(): void {
    for (const folder of [this.folder, this.program]) rmSync(folder, { recursive: true, force: true });
  }

  private hear(output: string): void {
    for (const line of output.split('\n').filter((text) => text !== '')) {
      // The child's own words.
      const news = JSON.parse(line) as ChildNews;
      if (news.kind === 'failed') throw new Error(`the child failed: ${news.error}`);
      if (news.kind === 'key') this.keys.push({ label: 'key', bytes: Buffer.from(news.hex, 'hex') });
      if (news.kind === 'kept') {
        this.committed.set(news.place.id, news);
        this.figures.kept += 1;
      }
      if (news.kind === 'erasing') {
        this.committed.delete(news.id);
        const sealed = this.sealedKeys.get(news.id);
        if (sealed !== undefined) this.goneKeys.push({ label: 'sealed key', bytes: sealed });
        this.figures.erased += 1;
      }
    }
  }

  private async look(): Promise<void> {
    const known = new KnownAttachments();
    for (const { place } of this.committed.values()) known.add(place);
    const store = await AttachmentStore.open({
      folder: this.folder,
      sealingKey: childSealingKey,
      random: systemRandom,
    });
    const { keys, files } = await store.sweep(known);
    if (keys + files > 0) this.figures.killsWithRemains += 1;
    for (const { place, seed } of this.committed.values()) {
      const isWhole = await bytesIn(store, place).then(
        (bytes) => bytes.equals(contentOf(seed, lengthOf(seed))),
        () => false,
      );
      if (!isWhole) this.figures.lost += 1;
    }
    await store.close();
    await this.search();
  }

  private async search(): Promise<void> {
    const secrets = readFileSync(join(this.folder, 'secrets'));
    const names = readdirSync(join(this.folder, 'attachments'));
    const files = names.map((name) => readFileSync(join(this.folder, 'attachments', name)));
    for (const { place } of this.committed.values()) {
      const at = secrets.indexOf(bytesOf(place.id));
      this.sealedKeys.set(place.id, Buffer.from(secrets.subarray(at + ownerBytes, at + slotBytes)));
    }
    const opened = await this.openedKeys();
    this.figures.left += names.filter((name) => !this.committed.has(name)).length;
    this.figures.left += opened.length - this.committed.size;
    const all = Buffer.concat([secrets, ...files]);
    this.figures.searchedBytes += all.length;
    this.figures.finds += new PieceSearch([...this.keys, ...this.goneKeys]).findIn(all).length;
    // Every key that can be opened belongs to something that is kept, and is found by the same search.
    const found = new PieceSearch(this.keys).findIn(Buffer.concat(opened));
    if (found.length !== opened.length) this.searchWorks = false;
  }

  /** All keys that somebody with the key of the account can open. */
  private async openedKeys(): Promise<readonly Buffer[]> {
    const path = join(this.folder, 'secrets');
    const secrets = await SecretStore.open({ disk: systemDisk, path, sealingKey: childSealingKey });
    const keys: Buffer[] = [];
    for await (const places of secrets.places()) {
      for (const place of places) {
        const key = await secrets.use(place, (secret) => Buffer.from(secret));
        if (key !== null) keys.push(key);
      }
    }
    await secrets.close();
    return keys;
  }
}
