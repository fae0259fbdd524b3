import type { Credentials } from '../../preload/contract/api';
import type { ServerAddress } from '../transport/server-address';
import type { AccountProfile } from './account-profile';

/** Who signs in, and where: what of a profile is known before the server has been asked. */
export type Identity = Pick<AccountProfile, 'name' | 'password' | 'urls' | 'encoding' | 'isLocalServer'>;

/** What the sign-in form says, with its name and its addresses as they were checked. */
export const identityOf = (
  credentials: Credentials,
  name: string,
  addresses: readonly ServerAddress[],
): Identity => ({
  name,
  password: credentials.password,
  urls: addresses.map((address) => address.webSocketUrl),
  encoding: credentials.encoding,
  isLocalServer: false,
});
