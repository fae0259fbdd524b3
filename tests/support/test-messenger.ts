import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  maxRowsPerQuestion,
  type AccountCallName,
  type CallAnswer,
  type CallArgument,
  type ImageDraft,
} from '../../preload/contract/api';
import type { FileOutlet } from '../../main/account/file-outlet';
import type { PictureOutlet } from '../../main/account/picture-outlet';
import type { Change } from '../../preload/contract/changes';
import { accountCallNames } from '../../preload/contract/channels';
import type { Result } from '../../preload/contract/result';
import type { MessageView } from '../../preload/contract/message-views';
import type {
  ConnectionView,
  ContactView,
  ConversationView,
  EncodingChoice,
  OpenAccountView,
} from '../../preload/contract/views';
import { createMessenger } from '../../main/account/create-messenger';
import type { KeyVault } from '../../main/account/key-vault';
import type { Network } from '../../main/account/messenger-options';
import { signedOutConnection } from '../../main/account/connection-view';
import type { AppCallHandlers, Messenger, Notice } from '../../main/ipc/messenger';
import { systemClock, type Clock } from '../../main/platform/clock';
import { silentLogger, type Logger } from '../../main/platform/logger';
import { systemRandom, type Random } from '../../main/platform/random';
import { quickPinKey } from './quick-pin-key';

/** How a test messenger differs from the ordinary one. */
export interface TestMessengerOptions {
  /** How pictures leave the app; left out, nobody saves one. */
  readonly pictures?: PictureOutlet;
  /** How files leave the app; left out, nobody saves one. */
  readonly files?: FileOutlet;
  readonly name: string;
  readonly encoding?: EncodingChoice;
  readonly clock?: Clock;
  readonly network?: Network;
  readonly random?: Random;
  readonly dataDirectory?: string;
  /** What starting the server of this computer answers; left out: there is none. */
  readonly localServer?: (key: Uint8Array) => Promise<string>;
  /** What removing everything that the server of this computer keeps does. */
  readonly wipeLocalServer?: () => Promise<void>;
  /** What guards database keys; left out, nothing does, as where the system has no key store. */
  readonly keyVault?: KeyVault;
  readonly logger?: Logger;
}

// What the app writes where the system has no key store, so that searches of a profile can read its database.
const plainKeyTag = 'plain-1:';

/** Guards nothing, as where the system has no key store. */
export const plainVault: KeyVault = {
  protection: 'file',
  protectionOf: () => 'file',
  wrap: (key) => plainKeyTag + Buffer.from(key).toString('base64'),
  unwrap: (wrapped) => new Uint8Array(Buffer.from(wrapped.slice(plainKeyTag.length), 'base64')),
};

/** The calls of one account, whose id is known already. */
export type AccountCallsOfTest = {
  readonly [N in AccountCallName]: (argument: CallArgument<N>) => CallAnswer<N> | Promise<CallAnswer<N>>;
};

/** The calls of an account, without having to name it each time. */
export function accountCalls(messenger: Messenger, accountId: () => string): AccountCallsOfTest {
  const calls = accountCallNames.map((name) => [
    name,
    // The name and its argument belong together; the table cannot say so.
    (argument: never) => messenger.callAccount(accountId(), name, argument),
  ]);
  return Object.fromEntries(calls) as AccountCallsOfTest;
}

/** The value of a result that must have worked. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.failure.code}`);
  return result.value;
}

/** A messenger without a window: the core as the app runs it, on a folder of its own. */
export class TestMessenger {
  readonly messenger: Messenger;
  readonly dataDirectory: string;
  readonly changes: Change[] = [];
  readonly notices: Notice[] = [];
  /** Calls about the app, and those of the account that the window would show. */
  readonly calls: AppCallHandlers & AccountCallsOfTest;

  constructor(private readonly options: TestMessengerOptions) {
    this.dataDirectory = options.dataDirectory ?? mkdtempSync(join(tmpdir(), 'tim-desktop-test-'));
    this.messenger = createMessenger({
      dataDirectory: this.dataDirectory,
      defaultLocale: 'en',
      keyVault: options.keyVault ?? plainVault,
      localServer: {
        start: options.localServer ?? (() => Promise.reject(new Error('none'))),
        stop: () => Promise.resolve(),
        wipe: options.wipeLocalServer ?? (() => Promise.resolve()),
      },
      pictures: options.pictures ?? { save: () => Promise.resolve(false), copyAt: () => undefined },
      files: options.files ?? {
        choose: () => Promise.resolve(null),
        chooseFolder: () => Promise.resolve(null),
        show: () => undefined,
      },
      clock: options.clock ?? systemClock,
      random: options.random ?? systemRandom,
      logger: options.logger ?? silentLogger,
      derivePinKey: quickPinKey,
      ...(options.network === undefined ? {} : { network: options.network }),
    });
    const { messenger } = this;
    this.calls = {
      ...messenger.calls,
      ...accountCalls(messenger, () => messenger.currentAccountId() ?? 'nobody'),
    };
    this.messenger.onChange((change) => this.changes.push(change));
    this.messenger.onNotice((notice) => this.notices.push(notice));
  }

  /** The account that the window would show. */
  current(): OpenAccountView | null {
    const { accounts, currentAccountId } = this.messenger.snapshot();
    return accounts.find(({ account }) => account.accountId === currentAccountId) ?? null;
  }

  /** The connection of the account that the window would show. */
  connection(): ConnectionView {
    return this.current()?.connection ?? signedOutConnection;
  }

  /** Signs up and waits until the messenger is online; answers the account's node. */
  async signUp(serverUrl: string): Promise<string> {
    const account = valueOf(await this.calls['account.signUp'](this.credentials(serverUrl)));
    await this.isOnline();
    return account.node;
  }

  /** What the sign-in form would send. */
  credentials(serverUrl: string) {
    return {
      serverAddress: serverUrl,
      name: this.options.name,
      password: 'correct horse',
      encoding: this.options.encoding ?? ('compact' as const),
      allowInsecure: false,
    };
  }

  async isOnline(): Promise<void> {
    await eventually(() => this.connection().state === 'online');
  }

  async conversations(): Promise<readonly ConversationView[]> {
    const chats: ConversationView[] = [];
    for (;;) {
      const { lastActivityMs, conversationId } = chats.at(-1) ?? {};
      const after =
        lastActivityMs === undefined || conversationId === undefined
          ? null
          : { lastActivityMs, conversationId };
      const page = valueOf(await this.calls['conversations.list']({ after, limit: maxRowsPerQuestion }));
      chats.push(...page);
      if (page.length < maxRowsPerQuestion) return chats;
    }
  }

  async contacts(): Promise<readonly ContactView[]> {
    const contacts: ContactView[] = [];
    for (;;) {
      const request = { after: contacts.at(-1)?.node ?? null, limit: maxRowsPerQuestion };
      const page = valueOf(await this.calls['contacts.list'](request));
      contacts.push(...page);
      if (page.length < maxRowsPerQuestion) return contacts;
    }
  }

  /** The newest page of a chat, oldest first. */
  async messages(conversationId: string, limit = 100): Promise<readonly MessageView[]> {
    const page = await this.calls['messages.page']({ conversationId, before: null, limit });
    return valueOf(page).messages;
  }

  async send(conversationId: string, text: string, burnSeconds: number | null = null): Promise<string> {
    return valueOf(
      await this.calls['messages.send']({ conversationId, text, burnSeconds, replyToId: null, mentions: [] }),
    ).messageId;
  }

  /** Sends a picture, and what goes with it. */
  async sendImage(
    conversationId: string,
    bytes: Uint8Array,
    { burnSeconds = null, ...rest }: Partial<Pick<ImageDraft, 'burnSeconds' | 'caption' | 'albumId'>> = {},
  ): Promise<string> {
    return valueOf(
      await this.calls['messages.sendImage']({
        conversationId,
        bytes,
        caption: '',
        mentions: [],
        burnSeconds,
        replyToId: null,
        ...rest,
      }),
    ).messageId;
  }

  /** Ends the messenger and keeps its folder. */
  async stop(): Promise<void> {
    await this.messenger.stop();
  }

  /** Ends the messenger and removes its folder. */
  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.dataDirectory, { recursive: true, force: true });
  }
}

/** Waits until a condition holds; fails after `timeoutMs`. */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 10_000,
): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > endMs) throw new Error('the condition did not come true in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Makes two signed-in messengers friends; the chat ids are `u:` and the other's node. */
export async function befriend(
  a: TestMessenger,
  b: TestMessenger,
  nodes: readonly [string, string],
): Promise<void> {
  const [nodeOfA, nodeOfB] = nodes;
  valueOf(await a.calls['contacts.add']({ node: nodeOfB, greeting: '' }));
  await eventually(async () => (await b.contacts()).some(({ state }) => state === 'incoming'));
  valueOf(await b.calls['contacts.accept']({ node: nodeOfA }));
  await eventually(async () => (await a.contacts()).some(({ state }) => state === 'friend'));
}
