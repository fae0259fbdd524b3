import { createHash } from 'node:crypto';
import {
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../../main/storage/migrations';
import { World, worldSizes, type WorldName } from './world';
import { writeProfile } from './write-profile';

// Raised when a world, or how it is written, changes: kept profiles are then made anew.
const writerVersion = 5;

/** Profiles that are dear to make: kept between runs, and given out as copies. */
export class ProfileStore {
  private readonly copies: string[] = [];

  constructor(
    private readonly folder: string,
    private readonly note: (text: string) => void,
  ) {}

  world(name: WorldName): World {
    return new World(worldSizes[name]);
  }

  /** Makes the profile of a world unless it is there in the present shape. Answers its folder, which nobody changes. */
  ensure(name: WorldName): string {
    const kept = join(this.folder, `${name}-${this.fingerprint(name)}`);
    if (existsSync(kept)) return kept;
    for (const old of this.folders()) {
      if (old.startsWith(`${name}-`)) rmSync(join(this.folder, old), { recursive: true });
    }
    const half = `${kept}.half`;
    mkdirSync(half, { recursive: true });
    const startedMs = performance.now();
    this.note(`writing the ${name} profile, kept for later runs`);
    writeProfile(half, this.world(name), this.note);
    renameSync(half, kept);
    this.note(`the ${name} profile took ${Math.round((performance.now() - startedMs) / 1_000)} s`);
    return kept;
  }

  /** A copy that may be changed; it goes with this process. */
  copy(name: WorldName): string {
    const directory = mkdtempSync(join(tmpdir(), 'tim-desktop-bench-'));
    this.copies.push(directory);
    cpSync(this.ensure(name), directory, { recursive: true });
    settle(directory);
    return directory;
  }

  /** Removes a copy before the end of this process: a large one takes half a gigabyte. */
  remove(directory: string): void {
    rmSync(directory, { recursive: true, force: true });
  }

  dispose(): void {
    for (const directory of this.copies) this.remove(directory);
  }

  private folders(): readonly string[] {
    return existsSync(this.folder) ? readdirSync(this.folder) : [];
  }

  private fingerprint(name: WorldName): string {
    const shape = JSON.stringify([writerVersion, migrations, worldSizes[name]]);
    return createHash('sha256').update(shape).digest('hex').slice(0, 12);
  }
}

/** Has the disk take what was copied: else it would be busy with that while the copy is measured. */
function settle(directory: string): void {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = openSync(join(entry.parentPath, entry.name), 'r+');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}
