import { createRequire } from 'node:module';
import { join } from 'node:path';
import type SqliteDriver from 'better-sqlite3-multiple-ciphers';

// By its folder: Playwright follows the compiler's path mapping and would load the types instead of the driver.
const driverFolder = join(__dirname, '../../node_modules/better-sqlite3-multiple-ciphers');

/** The database's driver, for tests that look into files or write them as others would have. */
export const Driver = createRequire(__filename)(driverFolder) as typeof SqliteDriver;
