import { findKeyStore, type KeyStore, type SafeStorage } from './key-store';

/**
 * Where the engines differ on which the app runs: that of releases, and the old one of trials and of machines that cannot reach the
 * download. Whatever else the app asks of Electron both have in one form. Nobody beside this file asks which engine it is, and this
 * one asks for abilities, never for a version.
 */
export interface EngineDifferences {
  /** Puts a text on the clipboard; rejects when the system refuses it. */
  copyText(text: string): Promise<void>;
  /** The operating system's key store; null where there is none that guards anything. */
  keyStore(): Promise<KeyStore | null>;
}

/** What is needed of Electron, in any of its forms. */
export interface Engine {
  /** Newer engines answer a promise, older ones nothing, and throw. */
  readonly clipboard: { writeText(text: string): unknown };
  readonly safeStorage: SafeStorage;
}

/** The one form in which the rest of the app knows what differs. */
export function engineDifferences({ clipboard, safeStorage }: Engine): EngineDifferences {
  return {
    async copyText(text) {
      await clipboard.writeText(text);
    },
    keyStore: () => findKeyStore(safeStorage),
  };
}
