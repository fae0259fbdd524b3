import { nothingThere } from '../../main/platform/ranged-answer';
import type { Change } from '../../preload/contract/changes';
import { appCallNames } from '../../preload/contract/channels';
import { succeed, type FailureCode } from '../../preload/contract/result';
import type { SettingsView } from '../../preload/contract/views';
import { startIpcServer, type IpcServer } from '../../main/ipc/ipc-server';
import type { AppCallHandlers, Messenger } from '../../main/ipc/messenger';
import { Emitter } from '../../main/platform/emitter';
import { ManualClock } from './manual-clock';
import { MemoryIpcPort } from './memory-ipc-port';
import { RecordingLogger } from './recording-logger';

const shellCalls = ['app.snapshot', 'app.copyText', 'app.openLink', 'app.painted', 'app.pauseShortcut'];

const defaultSettings: SettingsView = {
  locale: 'en',
  theme: 'system',
  revokeWindowSeconds: 120,
  revokeShortcut: null,
  burnOnLeave: false,
  typingNotices: 'oneToOne',
  sharesReceipts: false,
  mentionsBreakMute: true,
  chatFolder: 'all',
  sendKey: 'enter',
  formatsTexts: true,
  autoFetch: { mostBytes: { pictures: 0, voice: 0, video: 0, files: 0 }, fromMembers: false },
  isKeyNoticeRead: false,
  lockIdleMinutes: null,
  locksWithScreen: true,
  whileLocked: 'wait',
};

/** The bridge in one process over a messenger that only notes which calls reach it. */
export class TestBridge {
  readonly port = new MemoryIpcPort();
  readonly clock = new ManualClock();
  readonly logger = new RecordingLogger();
  readonly changes = new Emitter<Change>();
  /** Calls that passed the schema, with their arguments. */
  readonly reached: { readonly name: string; readonly argument: unknown; readonly accountId?: string }[] = [];
  /** Why the gate is closed; null while it is open. */
  gateRefusal: FailureCode | null = null;
  /** What every call throws; null to answer. */
  failure: Error | null = null;
  readonly server: IpcServer;

  /** @param begun when the accounts of the last session are open; they are, if nothing else is said */
  constructor(begun: Promise<unknown> = Promise.resolve()) {
    this.server = startIpcServer({
      port: this.port,
      messenger: this.messenger(),
      shell: {
        platform: 'linux',
        appVersion: '1.2.3',
        dataFolder: '/data',
        linkNumber: 0,
        begun,
        revokeShortcutState: 'off',
        isScreenAway: false,
        attend: (isAttended) => void this.note('app.attend', { isAttended }),
        openLink: (link) => {
          this.note('app.openLink', link);
          return true;
        },
        copyText: (text) => void this.note('app.copyText', text),
        painted: () => void this.note('app.painted', null),
        pauseShortcut: (isPaused) => void this.note('app.pauseShortcut', { isPaused }),
        takeLink: () => {
          this.note('app.takeLink', null);
          return null;
        },
        microphone: (isWanted) => {
          this.note('app.microphone', { isWanted });
          return Promise.resolve(true);
        },
      },
      clock: this.clock,
      logger: this.logger,
    });
  }

  private note(name: string, argument: unknown, accountId?: string): unknown {
    this.reached.push({ name, argument, ...(accountId === undefined ? {} : { accountId }) });
    if (this.failure !== null) throw this.failure;
    return succeed();
  }

  private messenger(): Messenger {
    const calls = appCallNames
      .filter((name) => !shellCalls.includes(name))
      .map((name) => [name, (argument: unknown) => this.note(name, argument)]);
    return {
      // Every name of the contract is there; the answers do not matter to the server.
      calls: Object.fromEntries(calls) as AppCallHandlers,
      callAccount: (accountId, name, argument) => this.note(name, argument, accountId) as never,
      snapshot: () => {
        this.note('app.snapshot', null);
        return {
          startState: 'signedOut',
          lock: { isOn: false, wrongTries: 0, waitMs: 0 },
          accounts: [],
          currentAccountId: null,
          settings: defaultSettings,
          knownAccounts: [],
          keyProtection: 'file',
          startFailures: [],
        };
      },
      settings: () => defaultSettings,
      gateRefusal: () => this.gateRefusal,
      lockView: () => ({ isOn: false, wrongTries: 0, waitMs: 0 }),
      lock: () => Promise.resolve(),
      currentAccountId: () => null,
      show: () => undefined,
      unreadTotal: () => 0,
      start: () => Promise.resolve(),
      revokeLast: () => succeed({ chatTitle: '周一帆' }),
      isShowingSecrets: () => false,
      leaveChats: () => undefined,
      media: () => nothingThere,
      endMedia: () => undefined,
      cover: () => undefined,
      userMoved: () => undefined,
      wakeUp: () => undefined,
      onChange: (listener) => this.changes.on(listener),
      onNotice: () => ({ dispose: () => undefined }),
      stop: () => Promise.resolve(),
    };
  }
}
