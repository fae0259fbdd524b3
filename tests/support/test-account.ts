import { ActiveAccount } from '../../main/account/active-account';
import { UserAbsence } from '../../main/account/user-absence';
import { AccountAttachments } from '../../main/attachments/account-attachments';
import { sealingKeyOf } from '../../main/attachments/secret-store';
import { systemClock } from '../../main/platform/clock';
import { silentLogger } from '../../main/platform/logger';
import { PacerBook } from '../../main/platform/pacer';
import { systemRandom, type Random } from '../../main/platform/random';
import { maxFrameBytes } from '../../main/protocol/frame-limits';
import type { Encoding } from '../../main/protocol/packet-types';
import { createWebSocketDial } from '../../main/transport/web-socket-transport';
import { peerPassword } from './raw-peer';
import { eventually } from './test-messenger';
import { TestStore } from './test-store';

/** One account's core on a real connection: no bridge and no window. Its account has to be registered. */
export class TestAccount {
  readonly files = new TestStore();
  readonly account: ActiveAccount;

  constructor(
    name: string,
    serverUrl: string,
    { encoding = 'compact', random = systemRandom }: { encoding?: Encoding; random?: Random } = {},
  ) {
    this.account = new ActiveAccount(
      {
        accountId: name,
        name,
        password: peerPassword,
        urls: [serverUrl],
        encoding,
        isLocalServer: false,
        resource: `resource of ${name}`,
      },
      {
        store: this.files.store,
        attachments: new AccountAttachments({
          folder: this.files.folder,
          sealingKey: sealingKeyOf(this.files.key),
          random,
        }),
        keyProtection: 'file',
      },
      {
        dial: createWebSocketDial({
          clock: systemClock,
          origin: 'http://localhost',
          connectTimeoutMs: 10_000,
          maxMessageBytes: maxFrameBytes,
          closeTimeoutMs: 2_000,
        }),
        pacers: new PacerBook(systemClock, 0),
        clock: systemClock,
        random,
        logger: silentLogger,
        revokeWindowSeconds: () => 120,
        mentionsBreakMute: () => true,
        burnsOnLeave: () => false,
        userAbsence: new UserAbsence(),
        typingNotices: () => 'oneToOne',
        tell: () => undefined,
        notify: () => undefined,
      },
    );
  }

  /** Connects, and waits until the account is online. */
  async goOnline(): Promise<void> {
    this.account.start();
    await eventually(() => this.account.connection().state === 'online');
  }

  async dispose(): Promise<void> {
    await this.account.stop();
    this.files.dispose();
  }
}
