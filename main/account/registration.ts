import { isPerhapsTooLong } from '../../preload/contract/password-size';
import type { FailureCode } from '../../preload/contract/result';
import { TimErrorCode } from '../protocol/packet-types';
import { register, type NewAccount } from '../session/registrar';
import type { ServerAddress } from '../transport/server-address';
import type { Post } from '../transport/transport';
import { toConnectionFailure } from './connection-view';

/** Registers a name on the first address of a server; null when it did, otherwise why not. */
export async function registerAccount(
  account: NewAccount,
  addresses: readonly ServerAddress[],
  post: Post,
): Promise<FailureCode | null> {
  const [address] = addresses;
  if (address === undefined) return 'serverAddressInvalid';
  const outcome = await register(post, address.httpUrl, account);
  switch (outcome.kind) {
    case 'registered':
      return null;
    case 'exists':
      return 'accountExists';
    case 'refused':
      return registrationRefusal(outcome.code, account.password);
    case 'unreachable':
      return toConnectionFailure(outcome.failure);
  }
}

/** tim says "database error" when its hash does not take the password; with a short one it means what it says. */
function registrationRefusal(code: number, password: string): FailureCode {
  return code === TimErrorCode.database && isPerhapsTooLong(password) ? 'passwordTooLong' : 'refusedByServer';
}
