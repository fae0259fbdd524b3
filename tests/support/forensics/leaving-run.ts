import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServerProcess, type ServerProcess } from '../embedded-server';
import { eventually } from '../eventually';
import { SeededChance } from '../seeded-chance';
import { valueOf } from '../bridge';
import { PieceSearch, type Needle } from './piece-search';
import { SearchedApp, type PlaceFind } from './searched-app';
import { secretText } from './secret-content';

/** What happens while a burn message is open, or right after it was sent. */
export const leavings = [
  'signed out',
  'another account came',
  'signed out and ended',
  'undone and redone after sending',
  'the disk was full at its end',
] as const;
export type Leaving = (typeof leavings)[number];

/** Figures of a run. */
export interface LeavingReport {
  readonly runs: Readonly<Record<string, number>>;
  /** Of those whose content was found in the database while it was still there. */
  readonly seenInDatabase: number;
  readonly finds: readonly (PlaceFind & { readonly after: string })[];
  /** What undoing and redoing brought back into a field. */
  readonly cameBack: readonly string[];
  /** Full disks after whose end a message was not erased in time. */
  readonly late: number;
}

const readingSeconds = 5;
const textLength = 40;
/** What an end may take after its time, or after there is room. */
const graceMs = 5_000;
const patienceMs = 20_000;
const diskBytes = 96 * 1024 * 1024;
const blockBytes = 1024 * 1024;

/** Whether this computer lets the process make a disk of its own, which a full disk needs. */
export const canMakeDisks = process.platform === 'linux' && process.getuid?.() === 0;

/** Lets burn messages end in every way of leaving them, `rounds` times, in two real apps. Needs a display and the built app. */
export async function runLeavings(options: { rounds: number; seed: number }): Promise<LeavingReport> {
  const run = await LeavingRun.begin(options.seed);
  try {
    return await run.run(options.rounds);
  } finally {
    await run.end();
  }
}

class LeavingRun {
  private readonly chance: SeededChance;
  private readonly needles: Needle[] = [];
  private readonly counts = new Map<Leaving, number>(leavings.map((leaving) => [leaving, 0]));
  private readonly finds: (PlaceFind & { after: string })[] = [];
  private readonly cameBack: string[] = [];
  private seenInDatabase = 0;
  private late = 0;
  private readonly accountId: string;

  private constructor(
    private readonly server: ServerProcess,
    private readonly author: SearchedApp,
    private readonly reader: SearchedApp,
    options: { readonly seed: number; readonly accountId: string },
  ) {
    this.chance = new SeededChance(options.seed);
    this.accountId = options.accountId;
  }

  static async begin(seed: number): Promise<LeavingRun> {
    const server = await startServerProcess(['--request-rate', '0']);
    const [author, reader] = [new SearchedApp('author'), new SearchedApp('reader')];
    if (canMakeDisks) mountDisk(reader.profileDirectory);
    await Promise.all([author.start(), reader.start()]);
    await author.signUp(server.url);
    await reader.signUp(server.url);
    await author.befriend(reader);
    const { currentAccountId } = await reader.call('app.snapshot', null);
    return new LeavingRun(server, author, reader, { seed, accountId: currentAccountId ?? '' });
  }

  async run(rounds: number): Promise<LeavingReport> {
    for (let round = 0; round < rounds; round += 1) {
      for (const leaving of leavings) {
        if (leaving === 'the disk was full at its end' && !canMakeDisks) continue;
        await this.runOne(leaving).catch((error: unknown) => {
          throw new Error(`${leaving}: ${String(error)}`, { cause: error });
        });
        this.counts.set(leaving, (this.counts.get(leaving) ?? 0) + 1);
        this.searchDisks(leaving);
      }
    }
    await this.author.close();
    await this.reader.close();
    this.searchDisks('the end');
    return {
      runs: Object.fromEntries(this.counts),
      seenInDatabase: this.seenInDatabase,
      finds: this.finds,
      cameBack: this.cameBack,
      late: this.late,
    };
  }

  async end(): Promise<void> {
    await this.author.dispose();
    if (this.reader.isRunning) await this.reader.close();
    if (canMakeDisks) execFileSync('umount', ['--lazy', this.reader.profileDirectory]);
    await this.reader.dispose();
    await this.server.stop();
  }

  private async runOne(leaving: Leaving): Promise<void> {
    if (leaving === 'undone and redone after sending') return this.undo();
    const { reader } = this;
    const ids = await this.open();
    const [, messageId] = ids;
    const openedMs = performance.now();
    if (leaving === 'signed out') valueOf(await reader.call('account.signOut', { data: 'keep' }));
    if (leaving === 'another account came') await this.signUpAnother();
    if (leaving === 'signed out and ended') {
      valueOf(await reader.call('account.signOut', { data: 'keep' }));
      await reader.close();
    }
    if (leaving === 'the disk was full at its end') return this.fillDisk(messageId, openedMs);
    await restUntil(openedMs + 1_000 * readingSeconds + graceMs);
    // A program that does not run erases nothing; it does so with its next start, whoever signs in then.
    if (leaving === 'signed out and ended') {
      await reader.start();
      await restUntil(performance.now() + graceMs);
    }
    this.searchDisks(leaving);
    await this.comeBack(ids);
  }

  /** A burn message is sent and opened; the answer is its id for the author and for the reader. */
  private async open(): Promise<readonly [ownId: string, messageId: string]> {
    const { author, reader } = this;
    const text = this.secret();
    // Lines of burned messages that follow each other are folded into one.
    await this.arrives(() => author.type('what stays'));
    const messageId = await this.arrives(() => this.sendBurn(text));
    const ownId = (await author.newestId()) ?? '';
    const unmeasured = { files: 0, bytes: 0, heapStrings: 0 };
    const search = new PieceSearch(needlesOf(text));
    if (reader.searchDisk(search, unmeasured).some(({ place }) => place.endsWith('decrypted'))) {
      this.seenInDatabase += 1;
    }
    await reader.page.locator(`[data-message-id="${messageId}"] [data-testid="burn-concealed"]`).click();
    await eventually(async () => (await reader.view(messageId))?.body.kind === 'burnRevealed');
    this.needles.push(...needlesOf(text));
    return [ownId, messageId];
  }

  /** Waits for what is sent to be on the reader's screen; the answer is its id there. */
  private async arrives(send: () => Promise<void>): Promise<string> {
    const before = await this.reader.newestId();
    await send();
    await eventually(async () => (await this.reader.newestId()) !== before, { what: 'the arrival' });
    return (await this.reader.newestId()) ?? '';
  }

  private async sendBurn(text: string): Promise<void> {
    const { page } = this.author;
    await page.getByTestId('composer-burn').click();
    await page.getByTestId('composer-burn-time').click();
    await page.getByTestId(`composer-burn-time-${readingSeconds}`).click();
    await this.author.type(text);
    // The notice that the next message does not burn was read.
    await page.getByTestId('composer-input').press('Escape');
  }

  private async signUpAnother(): Promise<void> {
    const name = `somebody-${this.chance.below(1_000_000)}`;
    const form = { serverAddress: this.server.url, name, password: 'correct horse 9' } as const;
    valueOf(await this.reader.call('account.signUp', { ...form, encoding: 'compact', allowInsecure: true }));
  }

  /** Back in the account the message is burned, and its author hears of it. */
  private async comeBack([ownId, messageId]: readonly [string, string]): Promise<void> {
    const { reader, author } = this;
    const { currentAccountId } = await reader.call('app.snapshot', null);
    if (currentAccountId !== this.accountId) {
      valueOf(await reader.call('account.resume', { accountId: this.accountId }));
    }
    await reader.openChat(author);
    await this.isBurned(reader, messageId);
    await this.isBurned(author, ownId);
  }

  private async isBurned(app: SearchedApp, messageId: string): Promise<void> {
    await eventually(async () => (await app.view(messageId))?.body.kind === 'burned', {
      what: `the end of a message of the ${app.name}`,
      timeoutMs: patienceMs,
    });
  }

  /** The field has forgotten what it sent, in its own chat and in another one. */
  private async undo(): Promise<void> {
    const { author, reader } = this;
    const { page } = author;
    const text = this.secret();
    await this.arrives(() => author.type('what stays'));
    const messageId = await this.arrives(() => this.sendBurn(text));
    const ownId = (await author.newestId()) ?? '';
    this.needles.push(...needlesOf(text));
    const input = page.getByTestId('composer-input');
    const look = async (where: string): Promise<void> => {
      await input.click();
      for (const key of ['Control+z', 'Control+z', 'Control+Shift+z', 'Control+y']) {
        await page.keyboard.press(key);
        if ((await input.inputValue()) !== '') this.cameBack.push(`${where}: ${key}`);
      }
    };
    await look('the same chat');
    const room = valueOf(await author.call('rooms.create', { title: 'a room', isOpen: false }));
    await page.locator(`[data-testid="chat-row"][data-conversation-id="${room.conversationId}"]`).click();
    await look('another chat');
    await author.openChat(reader);
    await look('back again');
    valueOf(await reader.call('messages.reveal', { messageId }));
    await this.isBurned(reader, messageId);
    await this.isBurned(author, ownId);
  }

  /** The disk is full when the time is over, and has room again a little later. */
  private async fillDisk(messageId: string, openedMs: number): Promise<void> {
    const { reader } = this;
    const filler = fillDisk(reader.profileDirectory);
    await restUntil(openedMs + 1_000 * readingSeconds + 2_000);
    rmSync(filler);
    const room = performance.now();
    await this.isBurned(reader, messageId);
    if (performance.now() - room > graceMs) this.late += 1;
    await restUntil(performance.now() + 1_000);
  }

  private secret(): string {
    return secretText(this.chance, textLength);
  }

  private searchDisks(after: string): void {
    const search = new PieceSearch(this.needles);
    for (const app of [this.author, this.reader]) {
      const finds = app.searchDisk(search, { files: 0, bytes: 0, heapStrings: 0 });
      this.finds.push(...finds.map((find) => ({ ...find, after })));
    }
  }
}

const needlesOf = (text: string): readonly Needle[] => [
  { label: 'UTF-8', bytes: Buffer.from(text, 'utf8') },
  { label: 'UTF-16', bytes: Buffer.from(text, 'utf16le') },
];

function mountDisk(folder: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes},mode=700`, 'tmpfs', folder]);
}

/** Takes all room that is left on the disk of a folder; the answer is the file that has it. */
function fillDisk(folder: string): string {
  const file = join(folder, 'filler');
  const block = Buffer.alloc(blockBytes, 1);
  for (let size = blockBytes; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (;;) writeFileSync(file, block.subarray(0, size), { flag: 'a' });
    } catch {
      // No room for a piece of this size: a smaller one may fit.
    }
  }
  return file;
}

const restUntil = (momentMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, momentMs - performance.now())));
