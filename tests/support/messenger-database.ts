import { mkdtempSync, cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import Driver from 'better-sqlite3-multiple-ciphers';

const pieceBytes = 12;

/**
 * Whether 12 bytes in a row of a text are in the databases of a stopped test messenger, free space and free pages
 * included, as they are without encryption.
 */
export function isInDatabase(text: string, dataDirectory: string): boolean {
  const bytes = Buffer.from(text);
  const starts = Array.from({ length: Math.max(1, bytes.length - pieceBytes + 1) }, (_, start) => start);
  return readdirSync(dataDirectory, { recursive: true, encoding: 'utf8' })
    .filter((name) => basename(name) === 'messages.db')
    .map((name) => decryptedPages(join(dataDirectory, name)))
    .some((pages) => starts.some((start) => pages.includes(bytes.subarray(start, start + pieceBytes))));
}

function decryptedPages(file: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'tim-messenger-database-'));
  try {
    const copy = join(folder, 'messages.db');
    for (const suffix of ['', '-wal']) if (existsSync(file + suffix)) cpSync(file + suffix, copy + suffix);
    // The key file of a test messenger holds the key as it is.
    const { key } = JSON.parse(readFileSync(join(dirname(file), 'key.json'), 'utf8')) as { key: string };
    const driver = new Driver(copy);
    driver.pragma(`cipher = 'chacha20'`);
    driver.pragma(`key = 'raw:${Buffer.from(key, 'base64').toString('hex')}'`);
    const pages = driver.serialize();
    driver.close();
    return pages;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
