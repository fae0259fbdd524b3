import { isTooShort, passwordBytes, usualPasswordBytes } from './password-size';
import type { FailureCode } from './result';

/** What a change of the password says. */
export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
  /** Name of the account. */
  readonly name: string;
}

/** Why a new password is refused before anything is sent; null for one that may be tried. */
export function passwordRefusal({ currentPassword, newPassword, name }: PasswordChange): FailureCode | null {
  // The server takes an empty one and lets nobody in with it ever again.
  if (currentPassword === '' || newPassword === '') return 'passwordEmpty';
  if (isTooShort(newPassword)) return 'passwordTooShort';
  if (newPassword === currentPassword) return 'passwordSame';
  // A server that has taken a longer one takes it again; to any other tim answers nothing at all.
  if (passwordBytes(newPassword) > Math.max(usualPasswordBytes, passwordBytes(currentPassword)))
    return 'passwordTooLong';
  return isTooEasy(newPassword, name) ? 'passwordTooEasy' : null;
}

/** Fewer different characters are guessed at once. */
const leastDifferent = 4;
const rows = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm', '1qaz2wsx3edc4rfv'];
const words = ['password', 'passw0rd', 'iloveyou', 'woaini', 'letmein', 'admin'];

/** What is tried first: the name, one row of the keyboard, a handful of words, hardly any different characters. */
export function isTooEasy(password: string, name: string): boolean {
  const plain = password.toLowerCase();
  if (new Set(plain).size < leastDifferent) return true;
  if (plain === name.trim().toLowerCase()) return true;
  const backwards = [...plain].reverse().join('');
  if (rows.some((row) => row.includes(plain) || row.includes(backwards))) return true;
  return words.some((word) => plain.replace(/[^a-z]+$|^[^a-z]+/gu, '') === word || plain === word);
}
