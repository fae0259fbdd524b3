import type { ConversationView } from '../../../preload/contract/views';
import { createApi } from '../../../preload/create-api';
import { startIpcServer, type IpcServer } from '../../../main/ipc/ipc-server';
import { systemClock } from '../../../main/platform/clock';
import { silentLogger } from '../../../main/platform/logger';
import { MemoryIpcPort } from '../../support/memory-ipc-port';
import { TestMessenger } from '../../support/test-messenger';
import { createChangingList } from '../../../renderer/base/changing-list';
import { EventPump } from '../../../renderer/app/event-pump';
import { byListPlace, chatPlaceOf } from '../../../renderer/features/chat-list/view-model';
import { messengerFolder } from '../world/write-profile';

// As often as the shell reads it, see `main/app/desktop.ts`.
const badgeEveryMs = 80;

/** The app without its window: the messenger behind the bridge, and whoever asks it as the window and the shell do. */
export class CoreApp {
  readonly test: TestMessenger;
  private readonly port = new MemoryIpcPort();
  private readonly ipc: IpcServer;
  private badge: NodeJS.Timeout | null = null;
  private pump: EventPump | null = null;

  private constructor(directory: string) {
    this.test = new TestMessenger({ name: 'Bench', dataDirectory: messengerFolder(directory) });
    this.ipc = startIpcServer({
      port: this.port,
      messenger: this.test.messenger,
      shell: {
        platform: 'linux',
        appVersion: '0',
        dataFolder: '',
        linkNumber: 0,
        begun: Promise.resolve(),
        revokeShortcutState: 'off',
        isScreenAway: false,
        attend: () => undefined,
        openLink: () => false,
        copyText: () => undefined,
        painted: () => undefined,
        pauseShortcut: () => undefined,
        takeLink: () => null,
        microphone: () => Promise.resolve(false),
      },
      clock: systemClock,
      logger: silentLogger,
    });
  }

  /** Starts with a profile that has an account, and waits until it is online. */
  static async start(directory: string): Promise<CoreApp> {
    const app = new CoreApp(directory);
    await app.test.messenger.start();
    await app.test.isOnline();
    return app;
  }

  /** From now on the list and the badge are asked for as the window and the shell do it, with the window's own code. */
  async beWatched(): Promise<void> {
    const api = createApi(this.port);
    const accountId = this.test.messenger.currentAccountId() ?? '';
    const list = createChangingList<ConversationView>({
      page: (after, limit) =>
        api.callAccount(accountId, 'conversations.list', { after: after && chatPlaceOf(after), limit }),
      some: (conversationIds) => api.callAccount(accountId, 'conversations.byIds', { conversationIds }),
      idOf: ({ conversationId }) => conversationId,
      compare: byListPlace,
    });
    this.pump = new EventPump({
      subscribe: (listener) => api.onChanges(listener),
      resync: async () => {
        const { changeNumber } = await api.call('app.snapshot', null);
        void list.reload();
        return changeNumber;
      },
      apply: (changes) => {
        for (const change of changes) {
          if (change.kind === 'conversations') void list.applyChanges(change.conversationIds);
        }
      },
    });
    await this.pump.start();
    this.test.messenger.onChange(() => {
      this.badge ??= setTimeout(() => {
        this.badge = null;
        this.test.messenger.unreadTotal();
      }, badgeEveryMs);
    });
  }

  async stop(): Promise<void> {
    if (this.badge !== null) clearTimeout(this.badge);
    this.pump?.stop();
    this.ipc.dispose();
    await this.test.stop();
  }
}
