import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Driver from 'better-sqlite3-multiple-ciphers';
import { plainVault } from '../../support/test-messenger';

/** A database without the app's storage around it: for what the app itself never asks. */
export type PlainDatabase = Driver.Database;

/** The key of a database of a profile, which lies in a file beside it. */
export function keyOf(file: string): Uint8Array {
  // Written by the app's own code.
  const { key: wrapped } = JSON.parse(readFileSync(join(dirname(file), 'key.json'), 'utf8')) as {
    key: string;
  };
  const key = plainVault.unwrap(wrapped);
  if (key === null) throw new Error('no key');
  return key;
}

/** Opens a database of a profile; the app's own storage and this may alternate. */
export function openPlainly(file: string): PlainDatabase {
  const driver = new Driver(file);
  driver.pragma(`cipher = 'chacha20'`);
  driver.pragma(`key = 'raw:${Buffer.from(keyOf(file)).toString('hex')}'`);
  return driver;
}
