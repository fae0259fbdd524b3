import type { TimAuth } from '../protocol/packets';
import type { SessionOptions } from './session-terms';

/** tim's terminal type of a desktop client. */
const desktopTerminal = 4;

/** Who signs in (tim packet 16): with the one-time token while there is one, else with the password. */
export function toCredentials(
  { name, password, resource }: SessionOptions,
  loginToken: string | null,
): TimAuth {
  const secret = loginToken === null ? { pwd: password } : { token: loginToken };
  return { name, resource, termtyp: desktopTerminal, ...secret };
}
