/**
 * Passwords of an account of which one holds: that of the last sign-in, and those of changes that the server may have made or
 * not, because its answer was lost.
 */
export interface PasswordBook {
  /** In the order in which they are tried on a connection; at least one. */
  candidates(): readonly string[];
  /** The server let us in with this one. Throws what the disk says. */
  accepted(password: string): void;
}
