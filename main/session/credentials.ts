import type { TimAuth } from '../protocol/packets';
import type { SessionOptions } from './session-terms';

/** tim's terminal type of a desktop client. */
const desktopTerminal = 4;

/** Who signs in (tim packet 16), with a one-time token or with a password. */
export function toCredentials(
  { name, resource }: SessionOptions,
  secret: { readonly pwd: string } | { readonly token: string },
): TimAuth {
  return { name, resource, termtyp: desktopTerminal, ...secret };
}
