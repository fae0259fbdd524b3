import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';

/** Makes a folder that only its owner can enter. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // An existing folder keeps its mode in mkdir.
  chmodSync(folder, 0o700);
}

/**
 * Has a file that was renamed in this folder keep its name over a power cut, where the file system can do that. Never
 * throws: the file is there by now, and not every file system knows how to do more.
 */
export function syncFolder(folder: string): void {
  // Windows opens no folders, and keeps names by itself.
  if (process.platform === 'win32') return;
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Network file systems refuse it.
  }
}
