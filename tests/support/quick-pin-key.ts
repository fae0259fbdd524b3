import { createHash } from 'node:crypto';
import type { DerivePinKey } from '../../main/account/lock/pin-key';

/** Makes keys of PINs at once, for tests that make many: no guess costs anything. */
export const quickPinKey: DerivePinKey = (pin, { salt }) =>
  Promise.resolve(
    createHash('sha256')
      .update(`${salt} ${pin.normalize('NFKC')}`)
      .digest(),
  );
