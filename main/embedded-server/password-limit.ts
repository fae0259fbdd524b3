/** What bcrypt takes. */
const bcryptBytes = 72;
/** tim puts the account's number before everything else. */
const accountBytes = 8;

/** What goes into a hash beside the server's salt. */
export interface HashedText {
  readonly password: string;
  readonly domain: string | undefined;
}

/**
 * Whether tim could hash a password (tim protocol, section 2): account, salt of the configuration, domain and password
 * together are at most 72 bytes. This server hashes in another way and plays the limit.
 */
export function isHashable({ password, domain = '' }: HashedText, saltBytes: number): boolean {
  const bytes = accountBytes + saltBytes + Buffer.byteLength(domain) + Buffer.byteLength(password);
  return bytes <= bcryptBytes;
}
