import { execFileSync } from 'node:child_process';
import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether this computer lets the process make a disk of its own. */
export const canMakeDisks = process.platform === 'linux' && process.getuid?.() === 0;

const mebibyte = 1024 * 1024;

/** A file system in memory that is full after so many bytes. */
export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'tim-small-disk-'));

  constructor(mebibytes: number) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', this.folder]);
  }

  /** Takes all room but this. */
  leaveRoom(bytes: number): void {
    this.makeRoom();
    const { bavail, bsize } = statfsSync(this.folder);
    writeFileSync(this.ballast, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
  }

  makeRoom(): void {
    rmSync(this.ballast, { force: true });
  }

  dispose(): void {
    execFileSync('umount', ['--lazy', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get ballast(): string {
    return join(this.folder, 'ballast');
  }
}

/** A file system of the common kind in a file, whose every block can be looked at: what is free, and the journal too. */
export class DiskImage {
  private readonly parent = mkdtempSync(join(tmpdir(), 'tim-disk-image-'));
  private readonly image = join(this.parent, 'image');
  readonly folder = mkdtempSync(join(tmpdir(), 'tim-disk-image-mounted-'));

  constructor(mebibytes: number, mountOptions: readonly string[] = []) {
    const descriptor = openSync(this.image, 'w');
    ftruncateSync(descriptor, mebibytes * mebibyte);
    closeSync(descriptor);
    execFileSync('mkfs.ext4', ['-q', this.image]);
    execFileSync('mount', ['-o', ['loop', ...mountOptions].join(','), this.image, this.folder]);
  }

  /** Every block, as it is after the file system has written everything and is not used any more. */
  unmounted(): Buffer {
    execFileSync('umount', [this.folder]);
    return readFileSync(this.image);
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.parent, { recursive: true, force: true });
  }
}
