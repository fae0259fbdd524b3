import type { KeyLock } from '../../main/account/lock/key-lock';

/** Where no lock is on and none ever was. */
export const noKeyLock: KeyLock = {
  close: (wrapped) => wrapped,
  isAsItShould: () => true,
  open: (wrapped) => ({ ok: true, wrapped }),
};
