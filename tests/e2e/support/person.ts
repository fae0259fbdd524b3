import { rmSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import type { EncodingChoice, Locale } from '../../../preload/contract/views';
import { createProfile, launchApp, type LaunchOptions, type RunningApp } from '../../support/electron-app';

/** Longest wait for a control that a story wants to use, milliseconds: as long as for what it expects (`playwright.config.ts`). */
const actionTimeoutMs = 20_000;
/** Password of everybody in the stories. */
export const password = 'correct horse 9';

/** Who comes to a server, and how. */
export interface Arrival {
  readonly serverUrl: string;
  readonly name: string;
  readonly encoding?: EncodingChoice;
  /** Language of the app; Chinese by default. */
  readonly language?: Locale;
  /** Further words of the command line. */
  readonly args?: readonly string[];
  /** Additions to the environment, for instance another session bus. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What goes into the sign-in form. */
export interface FormInput {
  readonly server: string;
  readonly name: string;
  readonly password: string;
}

async function signUp(page: Page, { serverUrl, name, encoding = 'compact' }: Arrival): Promise<void> {
  await choose(page, 'sign-in-mode-sign-up');
  await page.getByTestId('sign-in-advanced').click();
  await choose(page, `sign-in-encoding-${encoding}`);
  await fillSignIn(page, { server: serverUrl, name, password });
  await page.getByTestId('sign-up-submit').click();
  await expectOnline(page);
}

async function signIn(page: Page, { serverUrl, name }: Arrival): Promise<void> {
  await fillSignIn(page, { server: serverUrl, name, password });
  await page.getByTestId('sign-in-submit').click();
  await expectOnline(page);
}

/** Starts the app for a story: a control that does not come is told soon. */
export async function openApp(options: LaunchOptions): Promise<RunningApp> {
  const running = await launchApp(options);
  running.page.setDefaultTimeout(actionTimeoutMs);
  return running;
}

/** Somebody with an account and a window; everything is done with the window's own controls. */
export class Person {
  private constructor(
    private readonly arrival: Arrival,
    readonly profileDirectory: string,
    private running: RunningApp,
  ) {}

  /** tim node: the id that others add. */
  node = '';

  /** Starts the app with a new profile and signs a new account up through the form. */
  static arrive(arrival: Arrival): Promise<Person> {
    return Person.begin(arrival, (page) => signUp(page, arrival));
  }

  /** Starts the app with a new profile and signs in, through the form, with an account that exists: one more device of it. */
  static arriveAgain(arrival: Arrival): Promise<Person> {
    return Person.begin(arrival, (page) => signIn(page, arrival));
  }

  private static async begin(arrival: Arrival, enter: (page: Page) => Promise<void>): Promise<Person> {
    const { args = [], env = {}, language } = arrival;
    const profileDirectory = createProfile();
    const running = await openApp({
      profileDirectory,
      args,
      env,
      ...(language === undefined ? {} : { language }),
    });
    const person = new Person(arrival, profileDirectory, running);
    try {
      await enter(running.page);
      person.node = await ownNode(running.page);
      return person;
    } catch (error) {
      await person.leave();
      throw error;
    }
  }

  get name(): string {
    return this.arrival.name;
  }

  get page(): Page {
    return this.running.page;
  }

  /** Runs code in the app's main process, or watches its process. */
  get app(): RunningApp['app'] {
    return this.running.app;
  }

  /** Ends the app as a user would; the profile stays. */
  async close(): Promise<void> {
    await this.running.close();
  }

  /** Ends the process at once, as a power cut would; the profile stays. */
  async kill(): Promise<void> {
    await this.running.kill();
  }

  /** Starts the app again with the same profile, in the language that the profile remembers unless told otherwise. */
  async reopen(args: readonly string[] = [], language: Locale | null = null): Promise<void> {
    const { env = {} } = this.arrival;
    this.running = await openApp({ profileDirectory: this.profileDirectory, language, args, env });
  }

  /** Ends the app and removes the profile. */
  async leave(): Promise<void> {
    await this.running.close();
    rmSync(this.profileDirectory, { recursive: true, force: true });
  }
}

/** Picks one of several choices by its label, as the pointer does: the radio button itself is not shown. */
export async function choose(page: Page, testId: string): Promise<void> {
  await page
    .locator('label')
    .filter({ has: page.getByTestId(testId) })
    .click();
  await expect(page.getByTestId(testId)).toBeChecked();
}

/** Fills the sign-in form without submitting it. */
export async function fillSignIn(page: Page, input: FormInput): Promise<void> {
  await page.getByTestId('sign-in-server').fill(input.server);
  await page.getByTestId('sign-in-name').fill(input.name);
  await page.getByTestId('sign-in-password').fill(input.password);
}

/** Waits for the main screen with a living connection. */
export async function expectOnline(page: Page): Promise<void> {
  await expect(page.getByTestId('rail-me')).toHaveAttribute('data-connection', 'online');
}

/** Makes two people friends: one adds the other's id, the other accepts. */
export async function befriend(asking: Person, accepting: Person): Promise<void> {
  await asking.page.getByTestId('rail-contacts').click();
  await asking.page.getByTestId('contact-add-open').click();
  await asking.page.getByTestId('contact-add-node').fill(accepting.node);
  await asking.page.getByTestId('contact-add-greeting').fill('你好');
  await asking.page.getByTestId('contact-add-submit').click();
  await expect(asking.page.getByTestId('contact-add-dialog')).toBeHidden();

  await accepting.page.getByTestId('rail-contacts').click();
  const request = accepting.page.getByTestId('contact-request').and(byNode(accepting.page, asking.node));
  await expect(request).toContainText('你好');
  await request.getByTestId('contact-accept').click();
  await expect(request).toBeHidden();
}

/** Opens the chat with a friend from the contacts. In a narrow window the chat then stands in the place of the list. */
export async function openChatWith(
  person: Person,
  friend: Person,
  { isNarrow = false }: { readonly isNarrow?: boolean } = {},
): Promise<void> {
  await person.page.getByTestId('rail-contacts').click();
  await person.page.getByTestId('contact-row').and(byNode(person.page, friend.node)).click();
  await expect(person.page.getByTestId('chat-title')).toHaveAttribute('data-node', friend.node);
  if (!isNarrow) await person.page.getByTestId('rail-chats').click();
}

async function ownNode(page: Page): Promise<string> {
  await page.getByTestId('rail-contacts').click();
  const node = await page.getByTestId('own-id').getAttribute('data-value');
  await page.getByTestId('rail-chats').click();
  return node ?? '';
}

const byNode = (page: Page, node: string) => page.locator(`[data-node="${node}"]`);
