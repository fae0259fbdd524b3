import type { Credentials } from '../../preload/contract/api';
import type { Random } from '../platform/random';
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

/** 120 bits, and as text short enough for every server. */
const localPasswordBytes = 15;

/** A password that nobody needs to know. */
export const localPassword = (random: Random): string =>
  Buffer.from(random.bytes(localPasswordBytes)).toString('base64url');

/** What this device of an account is called on its server. */
export const newResource = (random: Random): string =>
  `desktop-${Buffer.from(random.bytes(4)).toString('hex')}`;
