/** The part of Electron's `safeStorage` that the app uses, old (Electron 25) and new (asynchronous) form. */
export interface SafeStorage {
  isEncryptionAvailable?(): boolean;
  encryptString?(text: string): Buffer;
  decryptString?(encrypted: Buffer): string;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(encrypted: Buffer): Promise<{ readonly result: string }>;
  getSelectedStorageBackend?(): string;
}

/** The operating system's key store: turns a short text into bytes that only this user on this computer can turn back. */
export interface KeyStore {
  seal(text: string): Promise<Uint8Array>;
  /** Rejects when the key store refuses: another user, another computer, another backend. */
  open(sealed: Uint8Array): Promise<string>;
}

/**
 * The key store behind `safeStorage`, asynchronous where this Electron has it. Null where there is none, or only one
 * that encrypts with a fixed password (`basic_text`): that would be a promise without a guard.
 */
export async function findKeyStore(safeStorage: SafeStorage): Promise<KeyStore | null> {
  if (safeStorage.getSelectedStorageBackend?.() === 'basic_text') return null;
  return (await asynchronousStore(safeStorage)) ?? synchronousStore(safeStorage);
}

async function asynchronousStore(safeStorage: SafeStorage): Promise<KeyStore | null> {
  if (!safeStorage.encryptStringAsync || !safeStorage.decryptStringAsync) return null;
  if ((await safeStorage.isAsyncEncryptionAvailable?.()) !== true) return null;
  return {
    seal: async (text) => (await safeStorage.encryptStringAsync?.(text)) ?? unsupported(),
    open: async (sealed) =>
      (await safeStorage.decryptStringAsync?.(Buffer.from(sealed)))?.result ?? unsupported(),
  };
}

function synchronousStore(safeStorage: SafeStorage): KeyStore | null {
  if (!safeStorage.encryptString || !safeStorage.decryptString) return null;
  if (safeStorage.isEncryptionAvailable?.() !== true) return null;
  return {
    seal: (text) => attempt(() => safeStorage.encryptString?.(text) ?? unsupported()),
    open: (sealed) => attempt(() => safeStorage.decryptString?.(Buffer.from(sealed)) ?? unsupported()),
  };
}

/** The result of `action` as a promise, which rejects when it throws. */
function attempt<T>(action: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(action());
  });
}

function unsupported(): never {
  throw new Error('the key store went away');
}
