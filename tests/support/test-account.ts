import { ActiveAccount } from '../../main/account/active-account';
import { UserAbsence } from '../../main/account/user-absence';
import { AccountAttachments } from '../../main/attachments/account-attachments';
import type { Disk } from '../../main/attachments/disk';
import { sealingKeyOf } from '../../main/attachments/secret-store';
import type { AutoFetch } from '../../main/domain/fetch-policy';
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
  account: ActiveAccount;
  /** Which files come without a click: none, until somebody sets it. */
  autoFetch: AutoFetch = { mostBytes: { pictures: 0, voice: 0, video: 0, files: 0 }, fromMembers: false };

  constructor(
    private readonly name: string,
    private readonly serverUrl: string,
    private readonly options: { encoding?: Encoding; random?: Random; disk?: Disk } = {},
  ) {
    this.account = this.open();
  }

  /** Connects, and waits until the account is online. */
  async goOnline(): Promise<void> {
    this.account.start();
    await eventually(() => this.account.connection().state === 'online');
  }

  /** Ends the run of the program. */
  stop(): Promise<void> {
    return this.account.stop();
  }

  /** The next run, after `stop`; it is not online yet. */
  reopen(): void {
    this.files.reopen();
    this.account = this.open();
  }

  async dispose(): Promise<void> {
    await this.account.stop();
    this.files.dispose();
  }

  private open(): ActiveAccount {
    const { name, serverUrl } = this;
    const { encoding = 'compact', random = systemRandom, disk } = this.options;
    return new ActiveAccount(
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
          ...(disk === undefined ? {} : { disk }),
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
        sharesReceipts: () => false,
        autoFetch: () => this.autoFetch,
        userAbsence: new UserAbsence(),
        typingNotices: () => 'oneToOne',
        tell: () => undefined,
        notify: () => undefined,
      },
    );
  }
}
