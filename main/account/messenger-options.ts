import type { FileOutlet } from './file-outlet';
import type { PictureOutlet } from './picture-outlet';
import type { Locale } from '../../preload/contract/views';
import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import type { Random } from '../platform/random';
import type { Dial, Post } from '../transport/transport';
import type { KeyVault } from './key-vault';
import type { LocalServer } from './local-server';
import type { KeyLock } from './lock/key-lock';
import type { DerivePinKey } from './lock/pin-key';

/** Everything the messenger gets from outside. */
export interface MessengerOptions {
  /** How pictures leave the app. */
  readonly pictures: PictureOutlet;
  /** How files leave the app. */
  readonly files: FileOutlet;
  /** Folder of settings, accounts and databases; made when missing. */
  readonly dataDirectory: string;
  /** Language until the user chooses one. */
  readonly defaultLocale: Locale;
  readonly keyVault: KeyVault;
  readonly localServer: LocalServer;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** How a PIN becomes a key; left out, slowly. */
  readonly derivePinKey?: DerivePinKey;
  /** The network; left out, the real one. */
  readonly network?: Network;
  /** Resolves when there is time for connections; left out, there always is. Whoever dials before that waits. */
  readonly mayConnect?: Promise<unknown>;
}

/** The same, and the lock behind which keys lie. */
export interface LockedOptions extends MessengerOptions {
  readonly keyLock: KeyLock;
}

/** Ways to the server. */
export interface Network {
  readonly dial: Dial;
  readonly post: Post;
}
