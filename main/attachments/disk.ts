import { constants, lstatSync } from 'node:fs';
import { open, readdir, rm, statfs, type FileHandle } from 'node:fs/promises';
import { noFollow } from '../platform/atomic-file';
import { makePrivateFolder } from '../platform/private-folder';

/** An open file. Its bytes have places, and there is no position that moves. */
export interface DiskFile {
  /** Up to `length` bytes from a place; fewer only at the end of the file. */
  read(place: { readonly start: number; readonly length: number }): Promise<Buffer>;
  /** Writes all of it, or rejects. */
  write(bytes: Uint8Array, start: number): Promise<void>;
  /** Resolves when what was written survives a power cut. */
  sync(): Promise<void>;
  size(): Promise<number>;
  close(): Promise<void>;
}

/** What the attachments need of a file system, so that tests can cut the power. Rejects with what the system says. */
export interface Disk {
  /** Makes a folder that only its owner can enter, unless it is there. */
  makeFolder(folder: string): void;
  /** Whether there is a folder of that name. */
  hasFolder(folder: string): boolean;
  /** Opens a file that is there; null when there is none. Follows no link. */
  open(path: string): Promise<DiskFile | null>;
  /** Makes a file for its owner only; one of that name must not be there. */
  create(path: string): Promise<DiskFile>;
  /** Removes a file, if it is there. */
  remove(path: string): Promise<void>;
  /** Names in a folder, in no order. */
  list(folder: string): Promise<readonly string[]>;
  /** Room that is left where a folder is, bytes. */
  freeBytes(folder: string): Promise<number>;
  /** Resolves when the names in a folder survive a power cut. */
  syncFolder(folder: string): Promise<void>;
}

const fileMode = 0o600;

/** The file system of this computer. */
export const systemDisk: Disk = {
  makeFolder: makePrivateFolder,
  hasFolder: (folder) => lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true,
  open: async (path) => {
    try {
      return new SystemFile(await open(path, constants.O_RDWR | noFollow));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
  },
  create: async (path) => {
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | noFollow;
    return new SystemFile(await open(path, flags, fileMode));
  },
  remove: (path) => rm(path, { force: true }),
  list: (folder) => readdir(folder),
  freeBytes: async (folder) => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
  syncFolder: async (folder) => {
    // Windows opens no folders, and keeps names by itself.
    if (process.platform === 'win32') return;
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } catch (error) {
      // Network file systems refuse it, and there is nothing better.
      if (codeOf(error) !== 'EINVAL' && codeOf(error) !== 'ENOTSUP') throw error;
    } finally {
      await handle.close();
    }
  },
};

class SystemFile implements DiskFile {
  constructor(private readonly handle: FileHandle) {}

  async read({ start, length }: { readonly start: number; readonly length: number }): Promise<Buffer> {
    const bytes = Buffer.alloc(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.handle.read(bytes, filled, length - filled, start + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  }

  async write(bytes: Uint8Array, start: number): Promise<void> {
    let written = 0;
    // A disk that becomes full takes a part first.
    while (written < bytes.length) {
      const rest = bytes.length - written;
      const { bytesWritten } = await this.handle.write(bytes, written, rest, start + written);
      written += bytesWritten;
    }
  }

  sync(): Promise<void> {
    return this.handle.datasync();
  }

  async size(): Promise<number> {
    return (await this.handle.stat()).size;
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}
