/**
 * Size of the longest password that a tim server takes on its default configuration, in bytes: its hash takes 72, and
 * account and salt need 51 of them (tim protocol, section 2). A server with another salt takes another length, so this
 * is a reason to warn, not to forbid.
 */
export const usualPasswordBytes = 21;

/** Shortest password of a new account, in characters. Signing in accepts what the server accepts. */
export const minPasswordLength = 6;

/** Whether a new account may not have this password. */
export const isTooShort = (password: string): boolean => [...password].length < minPasswordLength;

/** Size of a password as servers count: bytes in UTF-8, three for a Chinese character. */
export function passwordBytes(password: string): number {
  return new TextEncoder().encode(password).length;
}

/** Whether a server may find the password too long. */
export function isPerhapsTooLong(password: string): boolean {
  return passwordBytes(password) > usualPasswordBytes;
}
