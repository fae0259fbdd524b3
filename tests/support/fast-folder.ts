import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Where files of tests lie that wait for the disk most of their time: in memory, where the system offers it. */
export const fastFolder = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

/** Makes something whose files lie there and not in the folder for temporary files. */
export function inFastFolder<T>(make: () => T): T {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = fastFolder();
  try {
    return make();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
