import { FrameType } from '../protocol/packet-types';
import type { TimAuth } from '../protocol/packets';
import type { Post } from '../transport/transport';
import { requestAccount, type AccountAnswer } from './account-request';

/**
 * Asks for a token to sign in with once, within ten seconds, in place of the password (TIM packet 15 over `/tim2`; tim
 * protocol, section 2). Refused: 4102 wrong password or unknown account. The sign-in has to name the account as well.
 */
export function requestLoginToken(
  post: Post,
  httpUrl: string,
  account: { readonly name: string; readonly password: string; readonly domain?: string },
): Promise<AccountAnswer> {
  const { name, password, domain } = account;
  const packet: TimAuth = { name, pwd: password, ...(domain === undefined ? {} : { domain }) };
  return requestAccount(post, httpUrl, { type: FrameType.token, packet });
}
