import { test as base } from '@playwright/test';
import type { LaunchOptions, RunningApp } from '../../support/electron-app';
import { startServerProcess, type ServerProcess } from '../../support/embedded-server';
import { befriend, openApp, openChatWith, Person, type Arrival } from './person';

/** What a story is given; all of it ends and is removed with the test, whatever its outcome. */
interface Stage {
  /** A tim server in a process of its own. */
  readonly server: ServerProcess;
  /** Somebody new at the server, signed up through the form. */
  readonly arrive: (arrival: Partial<Arrival> & Pick<Arrival, 'name'>) => Promise<Person>;
  /** Two new friends, each with the chat with the other on the screen. */
  readonly twoFriends: (first?: Partial<Arrival>, second?: Partial<Arrival>) => Promise<[Person, Person]>;
  /** A window of which nobody has an account yet. */
  readonly open: (options?: LaunchOptions) => Promise<RunningApp>;
}

/** A test with a server, people and windows of its own. */
export const test = base.extend<Stage>({
  // Playwright reads what a fixture needs from its first parameter.
  // eslint-disable-next-line no-empty-pattern
  server: async ({}, use) => {
    const server = await startServerProcess();
    await use(server);
    await server.stop();
  },
  arrive: async ({ server }, use) => {
    const people: Person[] = [];
    await use(async (arrival) => {
      const person = await Person.arrive({ serverUrl: server.url, ...arrival });
      people.push(person);
      return person;
    });
    await Promise.all(people.map((person) => person.leave()));
  },
  twoFriends: async ({ arrive }, use) => {
    await use(async (first = {}, second = {}) => {
      const [a, b] = await Promise.all([
        arrive({ name: '林小满', ...first }),
        arrive({ name: 'Alice', ...second }),
      ]);
      await befriend(a, b);
      await Promise.all([openChatWith(a, b), openChatWith(b, a)]);
      return [a, b];
    });
  },
  // eslint-disable-next-line no-empty-pattern
  open: async ({}, use) => {
    const windows: RunningApp[] = [];
    await use(async (options) => {
      const running = await openApp(options ?? {});
      windows.push(running);
      return running;
    });
    await Promise.all(windows.map((running) => running.close()));
  },
});
