import type { Credentials } from '../../preload/contract/api';
import { isTooShort } from '../../preload/contract/password-size';
import type { FailureCode } from '../../preload/contract/result';
import { parseServerAddresses, type ServerAddress } from '../transport/server-address';

/** A sign-in form that makes sense. */
export type CheckedForm =
  | { readonly ok: true; readonly addresses: readonly ServerAddress[]; readonly name: string }
  | { readonly ok: false; readonly failure: FailureCode };

/** Checks what the user typed before anything is sent, in the order in which the form asks for it. */
export function checkForm(credentials: Credentials, isNewAccount: boolean): CheckedForm {
  const addresses = parseServerAddresses(credentials.serverAddress);
  if (addresses === null) return { ok: false, failure: 'serverAddressInvalid' };
  const name = credentials.name.trim();
  if (name === '') return { ok: false, failure: 'nameEmpty' };
  if (name.length > 64) return { ok: false, failure: 'invalidArgument' };
  if (credentials.password === '') return { ok: false, failure: 'passwordEmpty' };
  if (isNewAccount && isTooShort(credentials.password)) return { ok: false, failure: 'passwordTooShort' };
  if (!credentials.allowInsecure && addresses.some((address) => address.isExposed)) {
    return { ok: false, failure: 'serverInsecure' };
  }
  return { ok: true, addresses, name };
}
