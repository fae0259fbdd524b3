import type { KeyProtection } from '../../preload/contract/views';

/** Wraps database keys with the operating system's key store, where there is one. Implemented in `main/app`. */
export interface KeyVault {
  readonly protection: KeyProtection;
  /** The key as text that may be stored in a file; for `file` protection the file's mode is the only guard. */
  wrap(key: Uint8Array): string;
  /** What guards a wrapped key; null when it is none of this vault's forms. */
  protectionOf(wrapped: string): KeyProtection | null;
  /** The key back, or null when it cannot be unwrapped (another user, another key store). */
  unwrap(wrapped: string): Uint8Array | null;
}
