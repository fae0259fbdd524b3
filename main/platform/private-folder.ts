import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';

/** Makes a folder that only its owner can enter. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // An existing folder keeps its mode in mkdir.
  chmodSync(folder, 0o700);
}

/** Makes sure that a file which was renamed in this folder has its name after a power cut, too. */
export function syncFolder(folder: string): void {
  // Windows opens no folders, and keeps names by itself.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
