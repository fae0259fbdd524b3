import { join } from 'node:path';
import { toAttachmentId, type AttachmentId } from '../domain/ids';
import { isAttachmentName } from './attachment';
import type { Disk } from './disk';
import type { SecretStore } from './secret-store';

/** What the database knows of attachments. */
export interface AttachmentIndex {
  /** Those of these that are to stay: committed, and not to be erased. Some hundred are asked for at a time. */
  keptAmong(ids: readonly AttachmentId[]): ReadonlySet<AttachmentId>;
}

/** How much was removed that nobody knew. */
export interface SweptAttachments {
  readonly keys: number;
  readonly files: number;
}

/** What is swept, and what it is compared with. */
export interface SweepOptions {
  readonly disk: Disk;
  /** The folder of the files. */
  readonly files: string;
  readonly secrets: SecretStore;
  readonly index: AttachmentIndex;
  /** Begun since the start: the index may not know it yet. */
  readonly begun: ReadonlySet<AttachmentId>;
}

const namesPerPart = 512;

/** Destroys keys and removes files that the index does not know. Keys first: without its key a file is noise. */
export async function sweep(options: SweepOptions): Promise<SweptAttachments> {
  return { keys: await sweepKeys(options), files: await sweepFiles(options) };
}

async function sweepKeys({ secrets, index, begun }: SweepOptions): Promise<number> {
  let destroyed = 0;
  for await (const places of secrets.places()) {
    const isKept = keeping(
      places.map(({ owner }) => idOf(owner)),
      { index, begun },
    );
    destroyed += await secrets.destroy(places.filter(({ owner }) => !isKept(idOf(owner))));
  }
  return destroyed;
}

async function sweepFiles({ disk, files, index, begun }: SweepOptions): Promise<number> {
  // What somebody else put there is left alone.
  const names = (await disk.list(files)).filter(isAttachmentName);
  let removed = 0;
  for (let first = 0; first < names.length; first += namesPerPart) {
    const ids = names.slice(first, first + namesPerPart);
    const isKept = keeping(ids, { index, begun });
    for (const id of ids.filter((candidate) => !isKept(candidate))) {
      await disk.remove(join(files, id));
      removed += 1;
    }
  }
  return removed;
}

/** Looks a part of the ids up, and answers which of them stay. */
function keeping(
  ids: readonly AttachmentId[],
  { index, begun }: Pick<SweepOptions, 'index' | 'begun'>,
): (id: AttachmentId) => boolean {
  const kept = ids.length === 0 ? new Set<AttachmentId>() : index.keptAmong(ids);
  return (id) => kept.has(id) || begun.has(id);
}

const idOf = (owner: Uint8Array): AttachmentId => toAttachmentId(Buffer.from(owner).toString('hex'));
