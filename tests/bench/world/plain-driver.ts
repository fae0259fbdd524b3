import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Driver from 'better-sqlite3-multiple-ciphers';
import { plainVault } from '../../support/test-messenger';

/** A database without the app's storage around it: for what the app itself never asks. */
export type PlainDatabase = Driver.Database;

/** Opens a database of a profile whose key lies in a file; `work` of the app and of this may alternate. */
export function openPlainly(file: string): PlainDatabase {
  // Written by the app's own code.
  const { key: wrapped } = JSON.parse(readFileSync(join(dirname(file), 'key.json'), 'utf8')) as {
    key: string;
  };
  const key = plainVault.unwrap(wrapped);
  if (key === null) throw new Error('no key');
  const driver = new Driver(file);
  driver.pragma(`cipher = 'chacha20'`);
  driver.pragma(`key = 'raw:${Buffer.from(key).toString('hex')}'`);
  return driver;
}
