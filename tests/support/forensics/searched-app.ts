import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import type { CallAnswer, CallArgument, CallName } from '../../../preload/contract/api';
import type { MessageView } from '../../../preload/contract/message-views';
import { callBridge, valueOf } from '../bridge';
import { createProfile, launchApp, type LaunchOptions, type RunningApp } from '../electron-app';
import { eventually } from '../eventually';
import { decryptedDatabases } from '../profile-database';
import { takeHeapSnapshot, type HeapFind } from './heap-snapshot';
import type { PieceSearch } from './piece-search';

/** Where a piece of forgotten content was found. */
export interface PlaceFind {
  readonly app: string;
  readonly place: string;
  readonly label: string;
  readonly length: number;
}

/** How often each kind of place was searched, and how much of it. */
export interface SearchEffort {
  files: number;
  bytes: number;
  heapStrings: number;
}

const patienceMs = 20_000;

/** A real app whose every trace is within reach: a profile, a folder for temporary files, its output, its window. */
export class SearchedApp {
  readonly profileDirectory = createProfile();
  // Short: the path of a socket in it has to stay below 108 bytes.
  readonly temporaryDirectory = mkdtempSync(join(tmpdir(), 'tmp-'));
  private outputBefore = '';
  private running: RunningApp | null = null;
  node = '';

  constructor(
    readonly name: string,
    private readonly env: Readonly<Record<string, string>> = {},
  ) {}

  /** Starts the app with the profile as it is; `prepare` is called before there is a window. */
  async start(prepare?: LaunchOptions['prepare']): Promise<void> {
    this.running = await launchApp({
      profileDirectory: this.profileDirectory,
      // Without a key store the database can be read; a talkative log has more to betray.
      args: ['--password-store=basic', '--verbose'],
      env: { TMPDIR: this.temporaryDirectory, ...this.env },
      ...(prepare === undefined ? {} : { prepare }),
    });
    this.page.setDefaultTimeout(patienceMs);
  }

  get page(): Page {
    return this.life.page;
  }

  get life(): RunningApp {
    if (this.running === null) throw new Error('the app does not run');
    return this.running;
  }

  get isRunning(): boolean {
    return this.running !== null;
  }

  call<N extends CallName>(name: N, argument: CallArgument<N>): Promise<CallAnswer<N>> {
    return callBridge(this.page, name, argument);
  }

  /** Signs a new account up. */
  async signUp(serverAddress: string): Promise<void> {
    const form = { serverAddress, name: this.name, password: 'correct horse 9' } as const;
    const account = valueOf(
      await this.call('account.signUp', { ...form, encoding: 'compact', allowInsecure: true }),
    );
    this.node = account.node;
  }

  /** Becomes a friend of somebody, and puts the chat with the friend on both screens. */
  async befriend(friend: SearchedApp): Promise<void> {
    valueOf(await this.call('contacts.add', { node: friend.node, greeting: 'hello' }));
    await eventually(async () =>
      valueOf(await friend.call('contacts.list', { after: null, limit: 500 })).some(
        ({ node }) => node === this.node,
      ),
    );
    valueOf(await friend.call('contacts.accept', { node: this.node }));
    await this.openChat(friend);
    await friend.openChat(this);
  }

  async openChat(friend: SearchedApp): Promise<void> {
    await this.page.locator(`[data-testid="chat-row"][data-node="${friend.node}"]`).click();
    await this.page.getByTestId('composer-input').waitFor();
  }

  /** The window stays on the screen and loses the focus for good. */
  async lookAway(): Promise<void> {
    await this.life.app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) {
        window.setFocusable(false);
        window.blur();
      }
    });
  }

  /** Types a text into the composer as the keyboard does, and sends it. */
  async type(text: string): Promise<void> {
    await this.page.getByTestId('composer-input').click();
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press('Enter');
  }

  /** The message at the end of the open chat; null while there is none. */
  async newestId(): Promise<string | null> {
    const messages = this.page.getByTestId('message');
    return (await messages.count()) === 0 ? null : messages.last().getAttribute('data-message-id');
  }

  /** What main says of a message. */
  async view(messageId: string): Promise<MessageView | undefined> {
    return valueOf(await this.call('messages.byIds', { messageIds: [messageId] }))[0];
  }

  /** Ends the app as a user would. */
  async close(): Promise<void> {
    this.outputBefore += this.life.output();
    await this.life.close();
    this.running = null;
  }

  /** SIGKILL to the process that holds the connection and the database. */
  async kill(): Promise<void> {
    this.outputBefore += this.life.output();
    await this.life.kill();
    this.running = null;
  }

  /** Crashes the process of the window's page, which the app survives, or the app itself, as a fault in its code would. */
  async crash(what: 'page' | 'app'): Promise<void> {
    const { app } = this.life;
    if (what === 'page') {
      const pid = await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
      );
      const crashed = this.page.waitForEvent('crash');
      if (pid !== undefined) process.kill(pid, 'SIGSEGV');
      await crashed;
      return;
    }
    const gone = new Promise((resolve) => app.process().once('exit', resolve));
    // The crash may come before the answer; that it came is what counts.
    const asked = app.evaluate(() => void setTimeout(() => process.crash())).catch(() => undefined);
    await Promise.all([gone, asked]);
    this.outputBefore += this.life.output();
    this.running = null;
  }

  /** Pieces in the files as they lie on the disk, in the output, in the databases without their encryption. */
  searchDisk(search: PieceSearch, effort: SearchEffort): readonly PlaceFind[] {
    const files = [this.profileDirectory, this.temporaryDirectory].flatMap(filesUnder);
    const places = [
      ...files.map((file) => [file, readIfThere(file)] as const),
      ['output', Buffer.from(this.outputBefore + (this.running?.output() ?? ''))] as const,
      ...decryptedDatabases(this.profileDirectory).map(
        ({ file, pages }) => [`${file}, decrypted`, pages] as const,
      ),
    ];
    effort.files += places.length;
    return places.flatMap(([place, bytes]) => {
      effort.bytes += bytes.length;
      return this.findsIn(place, search.findIn(bytes));
    });
  }

  /** Pieces in the page as it is rendered. */
  async searchDocument(search: PieceSearch): Promise<readonly PlaceFind[]> {
    return this.findsIn('document', search.findIn(Buffer.from(await this.page.content())));
  }

  /** Pieces in the heap of the window's page. */
  async searchHeap(
    search: PieceSearch,
    effort: SearchEffort,
  ): Promise<readonly (HeapFind & { app: string })[]> {
    const snapshot = await takeHeapSnapshot(this.page);
    effort.heapStrings += snapshot.stringCount;
    return snapshot.find(search).map((find) => ({ app: this.name, ...find }));
  }

  /** What crashes have left in the folder that Chromium has for it; its own random number is always there. */
  crashDumps(): readonly string[] {
    const folder = join(this.profileDirectory, 'Crashpad');
    return existsSync(folder) ? filesUnder(folder).filter((file) => basename(file) !== 'client_id') : [];
  }

  /** Ends the app if it runs, and removes everything of it. */
  async dispose(): Promise<void> {
    if (this.running !== null) await this.close();
    for (const folder of [this.profileDirectory, this.temporaryDirectory]) {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
  }

  private findsIn(
    place: string,
    finds: readonly { readonly label: string; readonly length: number }[],
  ): readonly PlaceFind[] {
    return finds.map(({ label, length }) => ({ app: this.name, place, label, length }));
  }
}

/** Every file in a folder and in its folders. */
export function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
}

/** The bytes of a file; none if a running app has just removed it. */
const readIfThere = (file: string): Buffer => (existsSync(file) ? readFileSync(file) : Buffer.alloc(0));
