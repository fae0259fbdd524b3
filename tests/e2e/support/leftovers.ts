import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decryptedDatabases } from '../../support/profile-database';

const pieceLength = 12;

/**
 * Where anything of a text, or of a part of a picture, is left in a profile: the names of the files that hold 12 bytes of it
 * in a row, as they lie on the disk or, for the encrypted database, page by page without its encryption. Shorter texts are
 * searched as a whole.
 */
export function leftoversOf(content: string | Uint8Array, profileDirectory: string): readonly string[] {
  const pieces = piecesOf(Buffer.from(content));
  const holdsPiece = (bytes: Buffer): boolean => pieces.some((piece) => bytes.includes(piece));
  return [
    ...filesUnder(profileDirectory).filter((file) => holdsPiece(read(file))),
    ...decryptedDatabases(profileDirectory)
      .filter(({ pages }) => holdsPiece(pages))
      .map(({ file }) => `${file}, decrypted`),
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
