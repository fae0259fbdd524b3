import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from './private-folder';

const ownerOnly = 0o600;
const blockBytes = 1 << 20;
/** Flag of the system that follows no link. Windows has none; there a link needs rights that a user does not have. */
export const noFollow = constants.O_NOFOLLOW ?? 0;

/** A new file was not what had been written into it: the disk fails without saying so. */
export class MiswrittenFileError extends Error {
  override readonly name = 'MiswrittenFileError';
  readonly code = 'EIO';

  constructor() {
    super('a file is not what was written');
  }
}

/**
 * Overwrites the bytes of a file where they lie, and removes it. A link or a folder is only removed. What a disk keeps of it all
 * the same is told in `docs/forgetting.md`. Throws what the disk says; nothing happens when it is not there.
 */
export function destroyFile(path: string): void {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return;
  if (entry.isFile()) {
    const descriptor = openSync(path, constants.O_RDWR | noFollow);
    try {
      overwrite(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
  rmSync(path, { recursive: true, force: true });
}

/** The name under which a new file is made before it gets its own. */
export const temporaryNameOf = (path: string): string => `${path}.new`;

/** Removes what a crash left of a file that was being written: it may hold a secret. */
export function removeHalfWritten(path: string): void {
  rmSync(temporaryNameOf(path), { recursive: true, force: true });
}

/**
 * Replaces a file as a whole, for its owner only: a crash, a full disk or a power cut leaves the old one or the new one, never a
 * half. The new one is read again before it gets the name. Throws what the disk says; then the old one is untouched, unless
 * `beforeReplacing`, which is called when nothing but the renaming is left to do, has done something to it.
 */
export function replaceFile(
  path: string,
  content: string,
  beforeReplacing: () => void = () => undefined,
): void {
  const temporary = temporaryNameOf(path);
  removeHalfWritten(path);
  try {
    writeFileSync(temporary, content, { mode: ownerOnly, flag: 'wx', flush: true });
    if (readFileSync(temporary, 'utf8') !== content) throw new MiswrittenFileError();
    beforeReplacing();
    renameSync(temporary, path);
  } catch (error) {
    removeHalfWritten(path);
    throw error;
  }
  syncFolder(dirname(path));
}

/** Gives a finished file the name of another one, which goes, so that a power cut leaves one of the two. */
export function moveInPlace(finished: string, path: string): void {
  renameSync(finished, path);
  syncFolder(dirname(path));
}

/**
 * Has `replace` put another file in the place of this one, which holds a secret in the clear, and then overwrites the bytes of
 * the old one where they lie. What a disk keeps of them all the same is told in `docs/forgetting.md`.
 */
export function overwritingOld(path: string, replace: () => void): void {
  const descriptor = openSync(path, constants.O_RDWR | noFollow);
  try {
    replace();
    overwrite(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function overwrite(descriptor: number): void {
  const { size } = fstatSync(descriptor);
  const zeros = Buffer.alloc(Math.min(size, blockBytes));
  for (let offset = 0; offset < size; offset += zeros.length) {
    writeSync(descriptor, zeros, 0, Math.min(zeros.length, size - offset), offset);
  }
  fsyncSync(descriptor);
}
