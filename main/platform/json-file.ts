import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { noFollow, overwritingOld, removeHalfWritten, replaceFile } from './atomic-file';
import { makePrivateFolder } from './private-folder';

/**
 * Why a file cannot be read. `damaged`: not text, not JSON or not of the expected shape; `notAFile`: a folder, a link or a
 * device; `unreachable`: the system does not give it out now.
 */
export type UnreadableReason = 'damaged' | 'notAFile' | 'tooLarge' | 'unreachable';

/** What reading a file brought. */
export type JsonReading<T> =
  | { readonly kind: 'missing' }
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason; readonly cause: unknown };

/** Tells whether a value has the expected shape; the schemas of the project are such. */
export interface Shape<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}

/** A file of the profile that is there and cannot be read. Nobody has touched it. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';

  constructor(
    readonly file: string,
    readonly reason: UnreadableReason,
    options?: ErrorOptions,
  ) {
    super(`file of the profile: ${reason}`, options);
  }
}

const maxBytes = 1024 * 1024;
// Some hundred damaged files under one name are somebody's test; nothing more is kept aside then, and nothing is written.
const mostKeptAside = 200;

/**
 * A small JSON file of the profile. It is input like any other: of a limited size and a checked shape. It is replaced as a
 * whole, for its owner only, and one that cannot be read is never overwritten: it is kept under another name.
 */
export class JsonFile<T> {
  constructor(
    readonly path: string,
    private readonly shape: Shape<T>,
  ) {}

  /** The content. Never throws, never waits (a pipe) and follows no link. */
  read(): JsonReading<T> {
    try {
      const text = readSmallFile(this.path);
      if (text === null) return { kind: 'missing' };
      const parsed = this.shape.safeParse(JSON.parse(text));
      if (!parsed.success) return { kind: 'unreadable', reason: 'damaged', cause: null };
      return { kind: 'read', value: parsed.data };
    } catch (cause) {
      return { kind: 'unreadable', reason: reasonOf(cause), cause };
    }
  }

  /**
   * The content, null when the file is missing.
   * @throws UnreadableFileError
   */
  load(): T | null {
    const reading = this.read();
    if (reading.kind === 'missing') return null;
    if (reading.kind === 'read') return reading.value;
    throw new UnreadableFileError(this.path, reading.reason, { cause: reading.cause });
  }

  /** Replaces the file so that a crash or a full disk leaves the old or the new one, never a half. Throws what the disk says. */
  write(value: T): void {
    makePrivateFolder(dirname(this.path));
    replaceFile(this.path, `${JSON.stringify(value, null, 2)}\n`, () => {
      if (this.read().kind === 'unreadable') keepAside(this.path);
    });
  }

  /** The same, and the bytes of the old one, which hold a secret in the clear, are overwritten where they lie. */
  writeOverSecret(value: T): void {
    overwritingOld(this.path, () => this.write(value));
  }

  /** Removes what a crash left of a file that was being written: it may hold a secret. */
  removeHalfWritten(): void {
    removeHalfWritten(this.path);
  }
}

/** Gives a file or a folder that cannot be used a name of its own beside it, which is answered; nothing is lost. */
export function keepAside(path: string): string {
  for (let number = 1; number <= mostKeptAside; number += 1) {
    const name = `${path}.unreadable-${number}`;
    if (lstatSync(name, { throwIfNoEntry: false }) !== undefined) continue;
    renameSync(path, name);
    return name;
  }
  throw new UnreadableFileError(path, 'notAFile');
}

// Windows has none.
const noWaiting = constants.O_NONBLOCK ?? 0;

/** The text of a file, null when there is none. */
function readSmallFile(path: string): string | null {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return null;
  if (!entry.isFile()) throw new UnreadableFileError(path, 'notAFile');
  const descriptor = openSync(path, constants.O_RDONLY | noFollow | noWaiting);
  try {
    if (!fstatSync(descriptor).isFile()) throw new UnreadableFileError(path, 'notAFile');
    const bytes = Buffer.alloc(maxBytes + 1);
    let length = 0;
    for (let count = -1; count !== 0 && length < bytes.length; length += count) {
      count = readSync(descriptor, bytes, length, bytes.length - length, null);
    }
    if (length > maxBytes) throw new UnreadableFileError(path, 'tooLarge');
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length));
  } finally {
    closeSync(descriptor);
  }
}

function reasonOf(cause: unknown): UnreadableReason {
  if (cause instanceof UnreadableFileError) return cause.reason;
  // The decoder throws a TypeError, the parser a SyntaxError; everything else comes from the system.
  return cause instanceof SyntaxError || cause instanceof TypeError ? 'damaged' : 'unreachable';
}
