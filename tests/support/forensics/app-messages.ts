import { SeededChance } from '../seeded-chance';
import { paintedPng } from './painted-png';
import type { Needle } from './piece-search';
import type { SearchedApp } from './searched-app';
import { secretSign, secretText } from './secret-content';

/** How a message goes while both windows show it. */
export const appWays = [
  'revoked text',
  'revoked text with answers',
  'burned text',
  'text whose reading time ended',
  'revoked picture',
  'burned picture',
  'revoked file',
  'burned file',
  'edited text',
  'edited caption',
  'text whose unread life ended',
] as const;
export type AppWay = (typeof appWays)[number];

const longestText = 300;
const shortestText = 12;
/** Of a text that is searched for; its leftovers are long enough to be told from chance. */
const searchedCharacters = 12;
const pictureSide = 48;
/** Of a picture that does not go with its message, pixels; and of the small one that does. */
const fileSide = 200;
const previewSide = 24;
const nameLength = 20;
const shortReadingSeconds = 5;
const longReadingSeconds = 300;
const eightDaysMs = 8 * 86_400_000;

/** Whether there is time for a look at everything before the message goes by itself. */
export const hasTimeToLook = (way: AppWay): boolean => readingSecondsOf(way) !== shortReadingSeconds;

/** As many of each way; those that need the clock to be set forward come last, because a burn clock never goes back. */
export function planOf(runs: number): readonly AppWay[] {
  const all = Array.from({ length: runs }, (_, index) => appWays[index % appWays.length] ?? 'revoked text');
  const isLate = (way: AppWay): boolean => way === 'text whose unread life ended';
  return [...all.filter((way) => !isLate(way)), ...all.filter(isLate)];
}

/** What people do with messages of every way, in the windows of two friends who have their chat on the screen. */
export class AppMessages {
  private readonly chance: SeededChance;
  /** What the reader says to the message that is answered. */
  private sign = '';
  private sleptMs = 0;

  constructor(
    private readonly apps: readonly [author: SearchedApp, reader: SearchedApp],
    seed: number,
  ) {
    this.chance = new SeededChance(seed);
  }

  /** Writes a random message; the answer is what must be nowhere once it is gone. */
  write(way: AppWay): Promise<readonly Needle[]> {
    if (way.endsWith('file')) return this.writeFile(way);
    return isPictureWay(way) ? this.writePicture(way) : this.writeText(way);
  }

  /** The reader opens a burn message, unless it is to end unread, or answers what is going to be taken back. */
  async open(way: AppWay, receivedId: string): Promise<void> {
    if (way === 'revoked text with answers') await this.answer(receivedId);
    if (way.endsWith('file')) await this.openFile(way, receivedId);
    if (way.endsWith('file') || !burns(way) || way === 'text whose unread life ended') return;
    const { page } = this.apps[1];
    await page.locator(`[data-message-id="${receivedId}"] [data-testid="burn-concealed"]`).click();
  }

  /** Lets the message go in its way, or begins to wait for the end of its time. */
  async letGo(way: AppWay, [ownId, receivedId]: readonly [string, string]): Promise<void> {
    const [author, reader] = this.apps;
    if (way === 'text whose reading time ended') return;
    if (way === 'text whose unread life ended') {
      // The burn clocks stay where an earlier sleep has taken them.
      this.sleptMs += eightDaysMs;
      for (const app of [reader, author]) await wakeAfter(app, this.sleptMs);
      return;
    }
    if (way.startsWith('edited')) return this.edit(ownId);
    const result = way.startsWith('revoked')
      ? await author.call('messages.revoke', { messageId: ownId })
      : await reader.call('messages.burnNow', { messageId: receivedId });
    if (!result.ok) throw new Error(`refused: ${result.failure.code}`);
  }

  /**
   * It is pinned, something is said to it in one sign, and it is searched for by a piece of it. One answer is sent, with a quote in its bubble; a second one is being written,
   * with the quote above it.
   */
  private async answer(receivedId: string): Promise<void> {
    const [, reader] = this.apps;
    const { page } = reader;
    const original = page.locator(`[data-message-id="${receivedId}"] [data-testid="message-text"]`);
    await original.click({ button: 'right' });
    await page.getByTestId('menu-pin').click();
    await page.getByTestId('pinned-slot').waitFor();
    await reader.call('messages.react', { messageId: receivedId, emoji: this.sign });
    await page.getByTestId('reaction').waitFor();
    await this.lookFor((await original.innerText()).slice(0, searchedCharacters));
    await original.click({ button: 'right' });
    await page.getByTestId('menu-reply').click();
    await page.getByTestId('composer-reply').getByTestId('quote-text').waitFor();
    await reader.type('an answer');
    await page.getByTestId('message').last().getByTestId('quote-text').waitFor();
    await original.click({ button: 'right' });
    await page.getByTestId('menu-reply').click();
    await page.getByTestId('composer-reply').getByTestId('quote-text').waitFor();
  }

  /** The author says something else instead, where messages are edited. */
  private async edit(ownId: string): Promise<void> {
    const [{ page }] = this.apps;
    await page.locator(`[data-message-id="${ownId}"] [data-words]`).click({ button: 'right' });
    await page.getByTestId('menu-edit-text').click();
    await page.getByTestId('edit-input').press('ControlOrMeta+a');
    await page.keyboard.insertText('said otherwise');
    await page.keyboard.press('Enter');
    await page.getByTestId('edit-composer').waitFor({ state: 'detached' });
  }

  /**
   * The reader keeps a note of their own, finds it, says something else in it, and deletes it. The answer is what must be nowhere then;
   * `seen` is called while it is all there.
   */
  async keepNote(seen: (needles: readonly Needle[]) => Promise<void>): Promise<readonly Needle[]> {
    const [, { page }] = this.apps;
    const [first, second] = [this.noteText(), this.noteText()];
    await page.getByTestId('chat-add').click();
    await page.getByTestId('chat-add-note').click();
    await page.getByTestId('note-input').waitFor();
    await page.keyboard.insertText(first);
    await page.keyboard.press('Enter');
    await page.getByTestId('note-text').waitFor();
    await seen(needlesOf('note', first));
    await page.keyboard.press('Escape');
    await this.lookFor(first.slice(0, searchedCharacters));
    await page.getByTestId('saved-open').click();
    await page.getByTestId('note-edit').click();
    await page.getByTestId('edit-input').press('ControlOrMeta+a');
    await page.keyboard.insertText(second);
    await page.keyboard.press('Enter');
    await page.getByTestId('edit-composer').waitFor({ state: 'detached' });
    await page.getByTestId('note-delete').click();
    await page.getByTestId('note-delete-confirm').click();
    await page.getByTestId('note-row').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByTestId('saved-panel').waitFor({ state: 'detached' });
    return [...needlesOf('note', first), ...needlesOf('edited note', second)];
  }

  private noteText(): string {
    return secretText(this.chance, shortestText + this.chance.below(longestText));
  }

  /** The reader searches all chats for a text, sees it found, and is done with it. */
  private async lookFor(text: string): Promise<void> {
    const { page } = this.apps[1];
    await page.getByTestId('chat-search').click();
    await page.keyboard.type(text);
    await page.getByTestId('search-hit').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('search-hit').waitFor({ state: 'detached' });
  }

  private async writeText(way: AppWay): Promise<readonly Needle[]> {
    const [author] = this.apps;
    const text = secretText(this.chance, shortestText + this.chance.below(longestText));
    if (burns(way)) {
      await author.page.getByTestId('composer-burn').click();
      await author.page.getByTestId('composer-burn-time').click();
      await author.page.getByTestId(`composer-burn-time-${readingSecondsOf(way)}`).click();
    }
    await author.type(text);
    // The notice that the next message does not burn was read.
    if (burns(way)) await author.page.getByTestId('composer-input').press('Escape');
    if (way !== 'revoked text with answers') return needlesOf(way, text);
    this.sign = secretSign(this.chance);
    return [...needlesOf(way, text), ...needlesOf(`${way}, sign`, this.sign)];
  }

  /** All of it is fetched; what burns is opened, and each is looked at inside, until it goes. */
  private async openFile(way: AppWay, receivedId: string): Promise<void> {
    const { page } = this.apps[1];
    const row = page.locator(`[data-message-id="${receivedId}"]`);
    if (way.startsWith('revoked')) {
      await row.getByTestId('file-fetch').click();
    } else {
      await row.getByTestId('burn-concealed').click();
      await row.locator('[data-testid="burn-concealed"][data-file-state="here"]').click();
    }
    await row.getByTestId('file-open').click();
    await page.getByTestId('viewer-image').waitFor();
  }

  private async writeFile(way: AppWay): Promise<readonly Needle[]> {
    const [author, reader] = this.apps;
    const colour = (): number => this.chance.below(256);
    const painted = (side: number): Uint8Array => paintedPng(side, () => [colour(), colour(), colour()]);
    const [bytes, preview] = [painted(fileSide), painted(previewSide)];
    const caption = secretText(this.chance, shortestText + this.chance.below(longestText));
    const word = secretText(this.chance, nameLength);
    const begun = await author.call('files.begin', {
      name: `${word}.png`,
      sizeBytes: bytes.length,
      mediaType: 'image/png',
    });
    if (!begun.ok) throw new Error(`refused: ${begun.failure.code}`);
    const { uploadId } = begun.value;
    const appended = await author.call('files.append', { uploadId, bytes });
    const sent = await author.call('files.send', {
      uploadId,
      conversationId: `u:${reader.node}`,
      preview,
      caption,
      mentions: [],
      burnSeconds: way.startsWith('revoked') ? null : readingSecondsOf(way),
      replyToId: null,
    });
    if (!appended.ok || !sent.ok) throw new Error('refused');
    return [
      { label: way, bytes: ownBytesOf(bytes) },
      { label: `${way}, preview`, bytes: ownBytesOf(preview) },
      ...(['utf8', 'utf16le'] as const).flatMap((encoding) => [
        { label: `${way}, caption, ${encoding}`, bytes: Buffer.from(caption, encoding) },
        { label: `${way}, name, ${encoding}`, bytes: Buffer.from(word, encoding) },
      ]),
    ];
  }

  private async writePicture(way: AppWay): Promise<readonly Needle[]> {
    const [author, reader] = this.apps;
    const colour = (): number => this.chance.below(256);
    const bytes = paintedPng(pictureSide, () => [colour(), colour(), colour()]);
    const burnSeconds = burns(way) ? readingSecondsOf(way) : null;
    const conversationId = `u:${reader.node}`;
    const caption = secretText(this.chance, shortestText + this.chance.below(longestText));
    const result = await author.call('messages.sendImage', {
      conversationId,
      bytes,
      caption,
      mentions: [],
      burnSeconds,
      replyToId: null,
    });
    if (!result.ok) throw new Error(`refused: ${result.failure.code}`);
    const words = needlesOf(`${way}, caption`, caption);
    // The picture goes on with other words.
    if (way === 'edited caption') return words;
    return [
      { label: way, bytes: ownBytesOf(bytes) },
      ...words,
      {
        label: `${way}, as base64`,
        bytes: Buffer.from(Buffer.from(bytes).toString('base64').slice(96, -24)),
      },
    ];
  }
}

/** Whether a message of a way is a picture with words beside it. */
export const isPictureWay = (way: AppWay): boolean => way.endsWith('picture') || way === 'edited caption';

const burns = (way: AppWay): boolean => !way.startsWith('revoked') && !way.startsWith('edited');

/** All PNGs of one size begin alike, and all PNGs end alike: what is left belongs to one of them. */
const ownBytesOf = (png: Uint8Array): Buffer => Buffer.from(png.subarray(64, -12));

const needlesOf = (label: string, text: string): readonly Needle[] => [
  { label: `${label}, UTF-8`, bytes: Buffer.from(text, 'utf8') },
  { label: `${label}, UTF-16`, bytes: Buffer.from(text, 'utf16le') },
];

const readingSecondsOf = (way: AppWay): number =>
  way === 'text whose reading time ended' ? shortReadingSeconds : longReadingSeconds;

/** The clock of the app's computer is further by so much for one moment, in which the system says that it woke up. */
async function wakeAfter(app: SearchedApp, durationMs: number): Promise<void> {
  await app.life.app.evaluate(async ({ powerMonitor }, byMs) => {
    // The debugger interrupts whatever runs, a question to the database as well; the system never does.
    await new Promise((resolve) => setImmediate(resolve));
    const now = Date.now;
    Date.now = () => now() + byMs;
    powerMonitor.emit('resume');
    Date.now = now;
  }, durationMs);
}
