import { dirname } from 'node:path';
import type { Disk, DiskFile } from '../../../main/attachments/disk';
import type { SeededChance } from '../seeded-chance';

const sectorBytes = 512;

/** What every call says after the power went. */
export class PowerCut extends Error {
  override readonly name = 'PowerCut';
}

interface PendingWrite {
  readonly start: number;
  readonly bytes: Buffer;
}

/** The bytes of a file: what programs see, and what is certain to be there after a power cut. */
class Content {
  seen: Buffer = Buffer.alloc(0);
  certain: Buffer = Buffer.alloc(0);
  pending: PendingWrite[] = [];

  write(bytes: Uint8Array, start: number): void {
    this.seen = written(this.seen, { bytes, start });
    this.pending.push({ start, bytes: Buffer.from(bytes) });
  }

  sync(): void {
    this.certain = Buffer.from(this.seen);
    this.pending = [];
  }

  /** Of what is not certain, any sector may have reached the disk, and any may not. */
  losePower(chance: SeededChance): void {
    for (const { start, bytes } of this.pending) {
      for (let offset = 0; offset < bytes.length;) {
        const length = Math.min(bytes.length - offset, sectorBytes - ((start + offset) % sectorBytes));
        if (chance.fraction() < 0.5) {
          const part = bytes.subarray(offset, offset + length);
          this.certain = written(this.certain, { bytes: part, start: start + offset });
        }
        offset += length;
      }
    }
    this.pending = [];
    this.seen = Buffer.from(this.certain);
  }
}

/** A change of a name that a power cut may undo: a file, or null for none. */
interface PendingName {
  readonly path: string;
  readonly content: Content | null;
}

/**
 * A disk whose power can be cut at any call. What was not synced is there afterwards in any part, sector by sector, and name
 * by name; it is harsher than any file system that keeps an order.
 */
export class MemoryDisk implements Disk {
  private seen = new Map<string, Content>();
  private readonly certain = new Map<string, Content>();
  private pendingNames: PendingName[] = [];
  private callsLeft = Infinity;
  /** A name of a folder is certain at once: whoever makes one syncs nothing. */
  private readonly folders = new Set<string>();
  /** Calls that were made; to choose one at which the power goes. */
  calls = 0;
  /** Called before every call with its name; throws what the disk is to say. */
  beforeCall: (name: keyof Disk | keyof DiskFile) => void = () => undefined;

  /** The power goes at this call from now on, counted from 0: it is not done, and nothing after it. */
  cutPowerAfter(calls: number): void {
    this.callsLeft = calls;
  }

  /** The next start. */
  losePower(chance: SeededChance): void {
    for (const content of new Set([...this.seen.values(), ...this.certain.values()]))
      content.losePower(chance);
    for (const { path, content } of this.pendingNames)
      if (chance.fraction() < 0.5) rename(this.certain, path, content);
    this.pendingNames = [];
    this.seen = new Map(this.certain);
    this.callsLeft = Infinity;
  }

  /** Everything that programs see, and everything that a power cut would bring back. */
  image(): Buffer {
    const contents = new Set([...this.seen.values(), ...this.certain.values()]);
    return Buffer.concat([...contents].flatMap(({ seen, certain }) => [seen, certain]));
  }

  /** Changes bytes of a file behind everybody's back. */
  tamper(path: string, change: (bytes: Buffer) => Buffer): void {
    const content = this.seen.get(path);
    if (content === undefined) throw new Error('no such file');
    content.seen = change(Buffer.from(content.seen));
    content.sync();
  }

  makeFolder(folder: string): void {
    this.count('makeFolder');
    this.folders.add(folder);
  }

  hasFolder(folder: string): boolean {
    this.count('hasFolder');
    return this.folders.has(folder);
  }

  async open(path: string): Promise<DiskFile | null> {
    this.count('open');
    const content = this.seen.get(path);
    return content === undefined ? null : this.handleOf(content);
  }

  async create(path: string): Promise<DiskFile> {
    this.count('create');
    if (this.seen.has(path)) throw Object.assign(new Error('injected'), { code: 'EEXIST' });
    const content = new Content();
    this.change({ path, content });
    return this.handleOf(content);
  }

  async remove(path: string): Promise<void> {
    this.count('remove');
    this.change({ path, content: null });
  }

  async freeBytes(): Promise<number> {
    this.count('freeBytes');
    return 2 ** 40;
  }

  async list(folder: string): Promise<readonly string[]> {
    this.count('list');
    return [...this.seen.keys()]
      .filter((path) => dirname(path) === folder)
      .map((path) => path.slice(folder.length + 1));
  }

  async syncFolder(folder: string): Promise<void> {
    this.count('syncFolder');
    const isHere = ({ path }: PendingName): boolean => dirname(path) === folder;
    for (const { path, content } of this.pendingNames.filter(isHere)) rename(this.certain, path, content);
    this.pendingNames = this.pendingNames.filter((name) => !isHere(name));
  }

  private change(name: PendingName): void {
    rename(this.seen, name.path, name.content);
    this.pendingNames.push(name);
  }

  private handleOf(content: Content): DiskFile {
    return {
      read: async ({ start, length }) => {
        this.count('read');
        return Buffer.from(content.seen.subarray(start, start + length));
      },
      write: async (bytes, start) => {
        this.count('write');
        content.write(bytes, start);
      },
      sync: async () => {
        this.count('sync');
        content.sync();
      },
      size: async () => {
        this.count('size');
        return content.seen.length;
      },
      close: async () => undefined,
    };
  }

  private count(name: keyof Disk | keyof DiskFile): void {
    this.calls += 1;
    this.callsLeft -= 1;
    if (this.callsLeft < 0) throw new PowerCut('the power is off');
    this.beforeCall(name);
  }
}

function rename(names: Map<string, Content>, path: string, content: Content | null): void {
  if (content === null) names.delete(path);
  else names.set(path, content);
}

/** The bytes with others written into them; in place where they have room. */
function written(
  before: Buffer,
  { bytes, start }: { readonly bytes: Uint8Array; readonly start: number },
): Buffer {
  const length = Math.max(before.length, start + bytes.length);
  const after = length === before.length ? before : Buffer.alloc(length);
  if (after !== before) before.copy(after);
  after.set(bytes, start);
  return after;
}
