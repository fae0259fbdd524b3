import { readdirSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { given } from './support/given';

const mebibyte = 1024 * 1024;

/** Size of all files below a folder, bytes. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => lstatSync(join(folder, file)))
    .filter((stats) => stats.isFile())
    .reduce((sum, { size }) => sum + size, 0);
}

describe('the size of the package', () => {
  it('is at most 12 MB more than that of an app with nothing in it', () => {
    const own = sizeOf(given('TIM_UNPACKED'));
    const empty = sizeOf(given('TIM_EMPTY_APP'));
    const difference = (own - empty) / mebibyte;
    process.stdout.write(
      `own ${(own / mebibyte).toFixed(1)} MiB, empty ${(empty / mebibyte).toFixed(1)} MiB, difference ${difference.toFixed(1)} MiB\n`,
    );
    expect(difference).toBeGreaterThan(1);
    expect(difference).toBeLessThan(12);
  });
});
