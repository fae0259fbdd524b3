import { z } from 'zod';
import type { KeyProtection } from '../../preload/contract/views';
import type { KeyVault } from '../account/key-vault';
import type { Logger } from '../platform/logger';
import { JsonFile } from '../platform/json-file';
import type { Random } from '../platform/random';
import { errorFields } from '../platform/error-fields';
import type { KeyStore } from './key-store';
import { openKey, sealKey } from '../platform/sealed-key';

const masterLength = 32;
const sealedTag = 'sealed-1:';
const plainTag = 'plain-1:';

const mastersShape = z.object({
  masters: z.array(z.object({ id: z.string().min(1), sealed: z.string() })),
});
type StoredMasters = z.output<typeof mastersShape>;
type StoredMaster = StoredMasters['masters'][number];

/** What the vault needs. */
export interface KeyVaultOptions {
  /** Null: this computer has no key store; keys are then guarded by file modes only. */
  readonly keyStore: KeyStore | null;
  /** File that keeps the sealed master keys. */
  readonly file: string;
  readonly random: Random;
  readonly logger: Logger;
}

/**
 * Opens the vault. Key stores answer asynchronously and rarely, so they guard one random master key, fetched here once;
 * database keys are then sealed under it (AES-256-GCM) without waiting. A master that the key store refuses to open
 * stays in the file, and a new one is added beside it: what was sealed under the old one opens again as soon as the key
 * store does.
 *
 * Every wrapped key begins with a tag that names its form, so both protections can be told apart.
 *
 * @throws UnreadableFileError when the file of masters is there and cannot be read: nothing may be sealed beside it then
 */
export async function openKeyVault(options: KeyVaultOptions): Promise<KeyVault> {
  const masters = await loadMasters(options);
  const current = [...masters].at(-1);
  return {
    protection: current === undefined ? 'file' : 'keyStore',
    wrap(key) {
      if (current === undefined) return plainTag + Buffer.from(key).toString('base64');
      const [id, master] = current;
      return `${sealedTag}${id}:${sealKey(key, master, options.random).toString('base64')}`;
    },
    protectionOf,
    unwrap: (wrapped) => unwrap(wrapped, masters),
  };
}

function protectionOf(wrapped: string): KeyProtection | null {
  if (wrapped.startsWith(sealedTag)) return 'keyStore';
  return wrapped.startsWith(plainTag) ? 'file' : null;
}

function unwrap(wrapped: string, masters: ReadonlyMap<string, Uint8Array>): Uint8Array | null {
  if (wrapped.startsWith(plainTag)) return Buffer.from(wrapped.slice(plainTag.length), 'base64');
  if (!wrapped.startsWith(sealedTag)) return null;
  const [id = '', sealed = ''] = wrapped.slice(sealedTag.length).split(':');
  const master = masters.get(id);
  return master === undefined ? null : openKey(Buffer.from(sealed, 'base64'), master);
}

/** The master keys that the key store opens, oldest first, at least one; empty without a key store. */
async function loadMasters(options: KeyVaultOptions): Promise<ReadonlyMap<string, Uint8Array>> {
  const { keyStore, logger } = options;
  if (keyStore === null) return new Map();
  const file = new JsonFile(options.file, mastersShape);
  const stored = file.load()?.masters ?? [];
  const opened = new Map<string, Uint8Array>();
  for (const { id, sealed } of stored) {
    try {
      opened.set(id, Buffer.from(await keyStore.open(Buffer.from(sealed, 'base64')), 'base64'));
    } catch (error) {
      logger.warn('key store refused a master key', errorFields(error));
    }
  }
  if (opened.size > 0) return opened;
  try {
    return await addMaster(keyStore, stored, { file, random: options.random });
  } catch (error) {
    // The new master could not be kept: what would be sealed under it could never be opened again.
    logger.warn('key store refused to seal', errorFields(error));
    return new Map();
  }
}

async function addMaster(
  keyStore: KeyStore,
  stored: readonly StoredMaster[],
  { file, random }: { readonly file: JsonFile<StoredMasters>; readonly random: Random },
): Promise<ReadonlyMap<string, Uint8Array>> {
  const master = random.bytes(masterLength);
  const text = Buffer.from(master).toString('base64');
  const sealed = await keyStore.seal(text);
  // A key store that cannot give back what it took must not guard anything.
  if ((await keyStore.open(sealed)) !== text) throw new Error('key store does not round-trip');
  const id = random.uuid();
  const entry = { id, sealed: Buffer.from(sealed).toString('base64') };
  file.write({ masters: [...stored, entry] });
  return new Map([[id, master]]);
}
