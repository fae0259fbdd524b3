import type { Database } from './database';
import type { ErasureLog } from './erasure-log';

/** What is being written in a chat, as bytes that only the writer understands. */
export interface StoredDraft {
  /** A UUID. */
  readonly draftId: string;
  readonly bytes: Uint8Array;
}

/** Every block is as long as every other, so that none of them ever has to be moved. */
export const draftBlockBytes = 1024;
/** Most blocks of all drafts together; what is written beyond is refused. */
export const maxDraftBlocks = 2048;

const idBytes = 16;
const partOffset = idBytes;
const lengthOffset = partOffset + 2;
const contentOffset = lengthOffset + 2;
const contentBytes = draftBlockBytes - contentOffset;

interface BlockRow {
  readonly block_number: number;
  readonly bytes: Buffer;
}

/** One block: a part of a draft, or nothing. */
interface Block {
  readonly number: number;
  /** Null for a free one. */
  readonly draftId: string | null;
  readonly part: number;
  readonly bytes: Buffer;
}

/**
 * Reading drafts, without a transaction. They lie in blocks of one length. A draft changes all the time and goes soon: as a row of a text it would grow, and SQLite
 * would leave pieces of it behind wherever it had been before. Blocks are written over in place, cleared when a draft goes, and
 * used again; none is ever deleted. Nothing but blocks is stored, so that no other column can grow either.
 */
export class DraftReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = {
      all: database.prepare<[], BlockRow>(
        'SELECT block_number, bytes FROM draft_block ORDER BY block_number',
      ),
    };
  }

  /** All drafts, in no particular order. */
  all(): readonly StoredDraft[] {
    const parts = new Map<string, Block[]>();
    for (const block of this.blocks()) {
      if (block.draftId !== null) parts.set(block.draftId, [...(parts.get(block.draftId) ?? []), block]);
    }
    return [...parts].map(([draftId, blocks]) => ({
      draftId,
      bytes: Buffer.concat(
        blocks.sort((one, other) => one.part - other.part).map(({ bytes }) => contentOf(bytes)),
      ),
    }));
  }

  protected blocks(): readonly Block[] {
    return this.reading.all.all().map(({ block_number, bytes }) => ({
      number: block_number,
      draftId: draftIdOf(bytes),
      part: bytes.readUInt16BE(partOffset),
      bytes,
    }));
  }
}

/** Writing drafts. Every call but the reading ones runs inside a transaction. */
export class DraftWriter extends DraftReader {
  private readonly writing;

  constructor(
    database: Database,
    private readonly erasures: ErasureLog,
  ) {
    super(database);
    this.writing = {
      overwrite: database.prepareWriting<[Buffer, number], never>(
        'UPDATE draft_block SET bytes = ? WHERE block_number = ?',
      ),
      append: database.prepareWriting<[Buffer], never>('INSERT INTO draft_block (bytes) VALUES (?)'),
    };
  }

  /**
   * Stores a draft in the place of what was stored of it. False, with nothing changed, when there is no room for it.
   */
  save({ draftId, bytes }: StoredDraft): boolean {
    const blocks = this.blocks();
    const own = blocks
      .filter((block) => block.draftId === draftId)
      .sort((one, other) => one.part - other.part);
    const free = blocks.filter((block) => block.draftId === null);
    const parts = toBlocks(draftId, bytes);
    const appended = Math.max(0, parts.length - own.length - free.length);
    if (blocks.length + appended > maxDraftBlocks) return false;
    const places = [...own, ...free];
    for (const [part, content] of parts.entries()) {
      const place = places[part];
      if (place === undefined) this.writing.append.run(content);
      else if (!place.bytes.equals(content)) this.writing.overwrite.run(content, place.number);
    }
    for (const { number } of own.slice(parts.length)) this.clear(number);
    return true;
  }

  /** Clears every block of a draft; the log is emptied after the commit. True when there was one. */
  erase(draftId: string): boolean {
    const isErased = this.release(draftId);
    if (isErased) this.erasures.note();
    return isErased;
  }

  /**
   * Clears every block of a draft whose text stays on the disk all the same, as the message that it became: the log may
   * keep it. True when there was one.
   */
  release(draftId: string): boolean {
    const own = this.blocks().filter((block) => block.draftId === draftId);
    for (const { number } of own) this.clear(number);
    return own.length > 0;
  }

  private clear(blockNumber: number): void {
    this.writing.overwrite.run(Buffer.alloc(draftBlockBytes), blockNumber);
  }
}

function toBlocks(draftId: string, bytes: Uint8Array): readonly Buffer[] {
  const id = Buffer.from(draftId.replaceAll('-', ''), 'hex');
  if (id.length !== idBytes) throw new RangeError('a draft id is a UUID');
  const count = Math.max(1, Math.ceil(bytes.length / contentBytes));
  return Array.from({ length: count }, (_, part) => {
    const content = bytes.subarray(part * contentBytes, (part + 1) * contentBytes);
    const block = Buffer.alloc(draftBlockBytes);
    id.copy(block);
    block.writeUInt16BE(part, partOffset);
    block.writeUInt16BE(content.length, lengthOffset);
    block.set(content, contentOffset);
    return block;
  });
}

function draftIdOf(block: Buffer): string | null {
  const hex = block.subarray(0, idBytes).toString('hex');
  if (hex === '0'.repeat(2 * idBytes)) return null;
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const contentOf = (block: Buffer): Buffer =>
  block.subarray(contentOffset, contentOffset + block.readUInt16BE(lengthOffset));
