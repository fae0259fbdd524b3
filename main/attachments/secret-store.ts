import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { dirname } from 'node:path';
import { AttachmentError, toAttachmentError } from './attachment';
import type { Disk, DiskFile } from './disk';
import { OneAtATime } from '../platform/one-at-a-time';

/** Length of a secret in bytes. */
export const secretBytes = 32;
/** Length of the name of a secret's owner in bytes. A name is used for one secret in all time. */
export const ownerBytes = 16;

/** The key under which the secrets of an account are sealed, from the key of the account: neither tells the other. */
export const sealingKeyOf = (accountKey: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', accountKey, '', derivation, secretBytes));

/** What a secret store is opened with. */
export interface SecretStoreOptions {
  readonly disk: Disk;
  readonly path: string;
  /** See `sealingKeyOf`; it may be wiped when the promise resolves. */
  readonly sealingKey: Uint8Array;
  /** How many slots there may be. */
  readonly mostSlots?: number;
}

/** Which slot, and whose it must be: a number that is used again by somebody else is not theirs. */
export interface SecretPlace {
  readonly slot: number;
  readonly owner: Uint8Array;
}

// A slot is the owner's name, the sealed secret and its tag. It lies in one sector of any disk, so it is written as a whole.
const slotBytes = 64;
const tagBytes = 16;
const sealedOffset = ownerBytes;
const tagOffset = ownerBytes + secretBytes;
const emptySlot = Buffer.alloc(slotBytes);
/** The file grows by so many slots at once: a block of the file system. */
const slotsPerBlock = 64;
const slotsPerRead = 16 * slotsPerBlock;
const defaultMostSlots = 1_048_576;
// In the place of the first slot.
const header = Buffer.alloc(slotBytes);
header.write('tim-desktop secrets 1');
const derivation = 'tim-desktop secret store 1';

/**
 * A file of fixed slots with a secret of 32 bytes in each, sealed under the account's key. A slot is written over in place: the
 * file is never made anew, and no slot ever moves, so destroying one leaves no copy of it anywhere in the file.
 *
 * What of an overwritten slot a disk keeps elsewhere is told in `docs/forgetting.md`.
 */
export class SecretStore {
  private readonly queue = new OneAtATime();
  /** By slot; the header is nobody's. */
  private readonly isTaken: Uint8Array;
  /** Slots that may still be on the disk although they read as empty: the disk did not confirm their end. */
  private readonly unconfirmed = new Set<number>();
  private slotCount = 0;
  private isClosed = false;

  private constructor(
    private readonly file: DiskFile,
    private readonly sealingKey: Buffer,
    mostSlots: number,
  ) {
    this.isTaken = new Uint8Array(mostSlots);
    this.isTaken[0] = 1;
  }

  /**
   * Opens the file, or makes it. Never overwrites one that is something else.
   * @throws AttachmentError `damaged` for such a file, or what the disk says
   */
  static async open(options: SecretStoreOptions): Promise<SecretStore> {
    const { disk, path, mostSlots = defaultMostSlots } = options;
    try {
      const existing = await disk.open(path);
      const file = existing ?? (await disk.create(path));
      try {
        await begin(file);
        // Also when it was there: the start that made it may have been killed before its name was certain.
        await disk.syncFolder(dirname(path));
        const store = new SecretStore(file, Buffer.from(options.sealingKey), mostSlots);
        await store.findTaken();
        return store;
      } catch (error) {
        await file.close();
        throw error;
      }
    } catch (error) {
      throw toAttachmentError(error);
    }
  }

  /**
   * Keeps a secret; the answer is its slot. It is on the disk when the promise resolves. The caller wipes its own copy.
   * @throws AttachmentError `tooMany`, `ended`, or what the disk says; then the secret is nowhere
   */
  put(owner: Uint8Array, secret: Uint8Array): Promise<number> {
    return this.exclusively(async () => {
      const slot = this.isTaken.indexOf(0);
      if (slot === -1) throw new AttachmentError('tooMany');
      await this.growTo(slot);
      this.isTaken[slot] = 1;
      try {
        await this.file.write(this.seal({ slot, owner }, secret), slot * slotBytes);
        await this.file.sync();
      } catch (error) {
        // What cannot be overwritten now is not given out again, and the next start overwrites it: nobody keeps it.
        await this.overwrite([slot]).catch(() => undefined);
        throw error;
      }
      return slot;
    });
  }

  /**
   * Lends a secret to `work`, which must not keep it: it is wiped when `work` returns. Null when the slot is not the owner's.
   * @throws AttachmentError `damaged`, `ended`, or what the disk says
   */
  async use<T>(place: SecretPlace, work: (secret: Buffer) => T): Promise<T | null> {
    const bytes = await this.exclusively(() => this.readSlot(place.slot));
    if (!isOwnedBy(bytes, place.owner)) return null;
    const secret = this.unseal(place, bytes);
    if (secret === null) throw new AttachmentError('damaged');
    try {
      return work(secret);
    } finally {
      secret.fill(0);
    }
  }

  /**
   * Overwrites secrets where they lie, and answers how many were there. The disk has confirmed it when the promise resolves.
   * May be called again, and has to be after a failure. A slot that has become somebody else's is left alone.
   * @throws AttachmentError `ended`, or what the disk says
   */
  destroy(places: readonly SecretPlace[]): Promise<number> {
    return this.exclusively(async () => {
      const slots: number[] = [];
      for (const { slot, owner } of places) {
        if (this.unconfirmed.has(slot) || isOwnedBy(await this.readSlot(slot), owner)) slots.push(slot);
      }
      if (slots.length > 0) await this.overwrite(slots);
      return slots.length;
    });
  }

  /** Everything that is in the store, in parts of some hundred. @throws AttachmentError `ended`, or what the disk says */
  async *places(): AsyncGenerator<readonly SecretPlace[], void> {
    for (let first = 0; first < this.slotCount; first += slotsPerRead) {
      const bytes = await this.exclusively(() => this.readSlots(first));
      yield [...slotsIn(bytes, first)];
    }
  }

  /** Ends it; what is under way is done first. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.queue.run(() => this.file.close());
    this.sealingKey.fill(0);
  }

  private async exclusively<T>(work: () => Promise<T>): Promise<T> {
    if (this.isClosed) throw new AttachmentError('ended');
    try {
      return await this.queue.run(work);
    } catch (error) {
      throw toAttachmentError(error);
    }
  }

  /** What is in the slot is not on the disk when this resolves; until then the slot is not given out again. */
  private async overwrite(slots: readonly number[]): Promise<void> {
    for (const slot of slots) {
      this.unconfirmed.add(slot);
      await this.file.write(emptySlot, slot * slotBytes);
    }
    await this.file.sync();
    for (const slot of slots) {
      this.unconfirmed.delete(slot);
      this.isTaken[slot] = 0;
    }
  }

  private async readSlot(slot: number): Promise<Buffer> {
    if (slot <= 0 || slot >= this.slotCount) return emptySlot;
    return this.file.read({ start: slot * slotBytes, length: slotBytes });
  }

  private readSlots(first: number): Promise<Buffer> {
    return this.file.read({ start: first * slotBytes, length: slotsPerRead * slotBytes });
  }

  private async findTaken(): Promise<void> {
    const size = await this.file.size();
    // A block that was being added when the power went may be there in part; it is added again.
    this.slotCount = Math.floor(size / slotBytes / slotsPerBlock) * slotsPerBlock;
    for (let first = 0; first < this.slotCount; first += slotsPerRead) {
      for (const { slot } of slotsIn(await this.readSlots(first), first)) this.isTaken[slot] = 1;
    }
  }

  private async growTo(slot: number): Promise<void> {
    if (slot < this.slotCount) return;
    const end = (Math.floor(slot / slotsPerBlock) + 1) * slotsPerBlock;
    // The header stays.
    const first = Math.max(1, this.slotCount);
    await this.file.write(Buffer.alloc((end - first) * slotBytes), first * slotBytes);
    this.slotCount = end;
  }

  private seal({ slot, owner }: SecretPlace, secret: Uint8Array): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.wrappingKeyOf(owner), onlyNonce, {
      authTagLength: tagBytes,
    });
    cipher.setAAD(slotName(slot));
    return Buffer.concat([owner, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  }

  private unseal({ slot, owner }: SecretPlace, bytes: Buffer): Buffer | null {
    const decipher = createDecipheriv('aes-256-gcm', this.wrappingKeyOf(owner), onlyNonce, {
      authTagLength: tagBytes,
    });
    decipher.setAAD(slotName(slot));
    decipher.setAuthTag(bytes.subarray(tagOffset));
    const secret = decipher.update(bytes.subarray(sealedOffset, tagOffset));
    try {
      decipher.final();
      return secret;
    } catch {
      // The only thing that it throws for: the tag does not fit.
      return null;
    }
  }

  /** Each owner has a key of its own, which seals one secret: therefore one nonce does. */
  private wrappingKeyOf(owner: Uint8Array): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.sealingKey, owner, derivation, secretBytes));
  }
}

const onlyNonce = Buffer.alloc(12);

const isOwnedBy = (slot: Buffer, owner: Uint8Array): boolean =>
  slot.length === slotBytes && slot.subarray(0, ownerBytes).equals(owner);

/** The slots with something in them; `first` is the number of the one with which the bytes begin. */
function* slotsIn(bytes: Buffer, first: number): Generator<SecretPlace> {
  for (let offset = 0; offset + slotBytes <= bytes.length; offset += slotBytes) {
    const slot = first + offset / slotBytes;
    const isEmpty = bytes.compare(emptySlot, 0, slotBytes, offset, offset + slotBytes) === 0;
    if (slot > 0 && !isEmpty) yield { slot, owner: bytes.subarray(offset, offset + ownerBytes) };
  }
}

function slotName(slot: number): Buffer {
  const name = Buffer.alloc(4);
  name.writeUInt32BE(slot);
  return name;
}

/** Makes sure that the file is a secret store. A new one, also one whose making was cut off, gets its header. */
async function begin(file: DiskFile): Promise<void> {
  const found = await file.read({ start: 0, length: slotBytes });
  if (found.equals(header)) return;
  if (!found.every((byte) => byte === 0)) throw new AttachmentError('damaged');
  await file.write(header, 0);
  await file.sync();
}
