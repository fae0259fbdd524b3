import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether this is the long run of `npm run test:soak`; without it every soak test does a tiny version of its work. */
export const isFullSoak = process.env['SOAK'] === 'full';

const folder = join(__dirname, '../../test-results/soak');

/** A number of the long run, or its tiny version; the variable overrides both. */
export function soakSize(variable: string, size: { readonly full: number; readonly quick: number }): number {
  const value = process.env[variable];
  if (value !== undefined) return Number(value);
  return isFullSoak ? size.full : size.quick;
}

/** Writes the figures of a run as `test-results/soak/<name>.json`. */
export function writeSoakReport(name: string, figures: object): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(figures, null, 2)}\n`);
}
