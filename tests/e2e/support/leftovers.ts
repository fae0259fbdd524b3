import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type SqliteDriver from 'better-sqlite3-multiple-ciphers';

// By its folder: the test runner follows the compiler's path mapping and would load the types instead of the driver.
const driverFolder = join(__dirname, '../../../node_modules/better-sqlite3-multiple-ciphers');
const Driver = createRequire(__filename)(driverFolder) as typeof SqliteDriver;
const pieceLength = 12;
const plainKeyTag = 'plain-1:';

/**
 * Where anything of a text is left in a profile: the names of the files that hold 12 bytes of it in a row, as they lie on
 * the disk or, for the encrypted database, page by page without its encryption. Shorter texts are searched as a whole.
 */
export function leftoversOf(text: string, profileDirectory: string): readonly string[] {
  const pieces = piecesOf(Buffer.from(text));
  const holdsPiece = (bytes: Buffer): boolean => pieces.some((piece) => bytes.includes(piece));
  const files = filesUnder(profileDirectory);
  const databases = files.filter((file) => basename(file) === 'messages.db');
  return [
    ...files.filter((file) => holdsPiece(read(file))),
    ...databases.filter((file) => holdsPiece(decrypted(file))).map((file) => `${file}, decrypted`),
  ];
}

/** Every run of 12 bytes of the text, also those that begin inside of a character. */
function piecesOf(bytes: Buffer): readonly Buffer[] {
  const count = Math.max(1, bytes.length - pieceLength + 1);
  return Array.from({ length: count }, (_, start) => bytes.subarray(start, start + pieceLength));
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
}

/** The bytes of a file; none if a running app has just removed it. */
function read(file: string): Buffer {
  return existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
}

/** All pages of an encrypted database, free ones included, as they would lie on the disk without encryption. */
function decrypted(databaseFile: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'tim-desktop-decrypted-'));
  try {
    const copy = join(folder, 'messages.db');
    for (const suffix of ['', '-wal']) {
      if (existsSync(databaseFile + suffix)) cpSync(databaseFile + suffix, copy + suffix);
    }
    const driver = new Driver(copy);
    driver.pragma(`cipher = 'chacha20'`);
    driver.pragma(`key = 'raw:${databaseKey(dirname(databaseFile)).toString('hex')}'`);
    driver.pragma('journal_mode = DELETE');
    driver.pragma(`rekey = ''`);
    driver.close();
    return readFileSync(copy);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The database key of a profile whose computer has no key store: it lies beside the database. */
function databaseKey(accountFolder: string): Buffer {
  const { key } = JSON.parse(readFileSync(join(accountFolder, 'key.json'), 'utf8')) as { key: string };
  if (!key.startsWith(plainKeyTag))
    throw new Error('the key is sealed by a key store; start with --password-store=basic');
  return Buffer.from(key.slice(plainKeyTag.length), 'base64');
}
