import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { CallAnswer, CallArgument, CallName } from '../../../preload/contract/api';
import { callBridge } from '../bridge';
import { chromiumFlags } from '../electron-app';

const projectDirectory = join(__dirname, '../../..');
// Keys in files, so that the databases can be looked into from outside.
const flags = ['--password-store=basic'];

/** One life of the real app on a profile, from its start to its kill. */
export class AppLife {
  private isDead = false;
  private page: Page | null = null;

  private constructor(private readonly app: ElectronApplication) {}

  /** Starts the process; nothing of the app has run yet but the beginning of its main script. */
  static async start(profileDirectory: string): Promise<AppLife> {
    const words = [...chromiumFlags(), ...flags, `--user-data-dir=${profileDirectory}`, '.', '--lang', 'en'];
    return new AppLife(await _electron.launch({ cwd: projectDirectory, args: words }));
  }

  /** Waits until the window can call the bridge; false when the kill came first. */
  async isUsable(): Promise<boolean> {
    const page = await this.surviving(async () => {
      const window = await this.app.firstWindow();
      await window.waitForLoadState('domcontentloaded');
      return window;
    });
    this.page = page;
    return page !== null;
  }

  /** Calls the bridge; null when the kill came before the answer. */
  call<N extends CallName>(name: N, argument: CallArgument<N>): Promise<CallAnswer<N> | null> {
    return this.surviving(() => {
      if (this.page === null) throw new Error('the window is not there yet');
      return callBridge(this.page, name, argument);
    });
  }

  get isOver(): boolean {
    return this.isDead;
  }

  /** SIGKILL to the process that holds the connection and the database. */
  async kill(): Promise<void> {
    this.isDead = true;
    const closed = this.app.waitForEvent('close');
    this.app.process().kill('SIGKILL');
    await closed;
  }

  /** Ends the app as a user would. */
  async close(): Promise<void> {
    this.isDead = true;
    await this.app.close();
  }

  /** The result of something that only a kill may interrupt. */
  private async surviving<T>(action: () => Promise<T>): Promise<T | null> {
    try {
      return await action();
    } catch (error) {
      if (this.isDead) return null;
      throw error;
    }
  }
}
