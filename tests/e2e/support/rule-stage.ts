import { expect, type Locator, type Page } from '@playwright/test';
import type { Locale } from '../../../preload/contract/views';
import { callBridge } from '../../support/bridge';
import { startDesktopBus, type DesktopBus } from '../../support/desktop-bus';
import { startServerWithClock, type ServerWithClock } from '../../support/embedded-server';
import { secretText } from '../../support/forensics/secret-content';
import { SeededChance } from '../../support/seeded-chance';
import { expectDelivered, sendText } from './chat';
import { Door } from './door';
import { befriend, expectOnline, openChatWith, Person } from './person';
import { wordsOf, type Words } from './words';

const secretLength = 16;

/** Without a key store the database can be read, and so searched. */
export const searchableArgs = ['--password-store=basic'] as const;

/** A window and the texts of its language. */
export interface Screen {
  readonly person: Person;
  readonly words: Words;
}

/** One of the two people: a window, a desktop of its own, and a way to the server that can be closed. */
export interface Side extends Screen {
  readonly desktop: DesktopBus;
  readonly door: Door;
}

interface StageParts {
  readonly server: ServerWithClock;
  readonly author: Side;
  readonly reader: Side;
  /** One more device of the author, in the reader's language, behind the author's door. */
  readonly otherDevice: Screen;
}

/** What has begun and has to end; the last one ends first. */
type Closers = (() => void | Promise<void>)[];

/**
 * An author, the author's other device, and a reader whose app speaks the other language. One stage serves many rules: each
 * begins with `freshPage` and looks at the end of the chat.
 */
export class RuleStage {
  readonly server: ServerWithClock;
  readonly author: Side;
  readonly reader: Side;
  readonly otherDevice: Screen;
  private lines = 0;
  private readonly chance = new SeededChance(20_262);

  private constructor(
    parts: StageParts,
    private readonly closers: Closers,
  ) {
    this.server = parts.server;
    this.author = parts.author;
    this.reader = parts.reader;
    this.otherDevice = parts.otherDevice;
  }

  /** Two friends with the chat on every screen. */
  static async set(languageOfAuthor: Locale): Promise<RuleStage> {
    const closers: Closers = [];
    try {
      return new RuleStage(await build(languageOfAuthor, closers), closers);
    } catch (error) {
      await closeAll(closers);
      throw error;
    }
  }

  /** All three windows. */
  get screens(): readonly Screen[] {
    return [this.author, this.reader, this.otherDevice];
  }

  /** Something to say that is like nothing else in the app or in its files. */
  secret(): string {
    return secretText(this.chance, secretLength);
  }

  /** Both say something ordinary: lines of earlier rules are not folded together with those of the next one. */
  async freshPage(): Promise<void> {
    this.lines += 1;
    for (const { person } of [this.reader, this.author]) {
      await sendText(person.page, `${this.lines} ${person.name}`);
    }
    for (const { person } of this.screens) {
      for (const { name } of [this.author.person, this.reader.person]) {
        await expectDelivered(person.page, `${this.lines} ${name}`);
      }
    }
  }

  /** The author says something; all screens show it. */
  async say(text: string): Promise<void> {
    await sendText(this.author.person.page, text);
    for (const { person } of this.screens) await expectDelivered(person.page, text);
  }

  /** Ends everything. */
  clear(): Promise<void> {
    return closeAll(this.closers);
  }
}

/** The message at the end of the open chat. */
export const newest = (page: Page): Locator => page.getByTestId('message').last();

/** Opens a door again that was shut, for those behind it. */
export async function reconnect(door: Door, ...behind: readonly Screen[]): Promise<void> {
  door.reopen();
  for (const { person } of behind) {
    // Its own next attempt may have come before: the button is then gone.
    await callBridge(person.page, 'connection.retryNow', null);
    await expectOnline(person.page);
  }
}

/** Closes the window, which goes to the tray. */
export async function hideWindow({ person }: Side): Promise<void> {
  await person.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => isWindowVisible(person)).toBe(false);
}

/** Opens the window again from the tray. */
export async function showWindow({ person, desktop, words }: Side): Promise<void> {
  await desktop.clickTray(words.main.tray.show);
  await expect.poll(() => isWindowVisible(person)).toBe(true);
}

/** Notifications with this title that are on the desktop now. */
export async function openNotifications({ desktop }: Side, title: string) {
  return (await desktop.notifications()).filter((shown) => shown.isOpen && shown.title === title);
}

const isWindowVisible = ({ app }: Person): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);

async function build(languageOfAuthor: Locale, closers: Closers): Promise<StageParts> {
  const languageOfReader = languageOfAuthor === 'en' ? 'zh-CN' : 'en';
  const server = await startServerWithClock(['--device-limit', '5', '--request-rate', '0']);
  closers.push(() => server.stop());
  const [author, reader] = await Promise.all([
    enter('林小满', { language: languageOfAuthor, server, closers }),
    enter('Alice', { language: languageOfReader, server, closers }),
  ]);
  await befriend(author.person, reader.person);
  await Promise.all([openChatWith(author.person, reader.person), openChatWith(reader.person, author.person)]);
  const other = await Person.arriveAgain({
    name: author.person.name,
    language: languageOfReader,
    args: searchableArgs,
    serverUrl: author.door.url,
  });
  closers.push(() => other.leave());
  await openChatWith(other, reader.person);
  return { server, author, reader, otherDevice: { person: other, words: wordsOf(languageOfReader) } };
}

async function enter(
  name: string,
  place: { readonly language: Locale; readonly server: ServerWithClock; readonly closers: Closers },
): Promise<Side> {
  const { language, server, closers } = place;
  const desktop = await startDesktopBus();
  closers.push(() => desktop.stop());
  const door = await Door.open(server.url);
  closers.push(() => door.remove());
  const person = await Person.arrive({
    name,
    language,
    args: searchableArgs,
    serverUrl: door.url,
    env: desktop.env,
  });
  closers.push(() => person.leave());
  return { person, words: wordsOf(language), desktop, door };
}

async function closeAll(closers: Closers): Promise<void> {
  for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
}
