import { rmSync } from 'node:fs';
import type { RunningServer } from '../../../main/embedded-server/start-server';
import type { MessageView } from '../../../preload/contract/message-views';
import type { Random } from '../../../main/platform/random';
import { fillDiskUnder } from '../full-disk';
import type { ManualClock } from '../manual-clock';
import { readDatabases } from '../profile-database';
import { miscounts } from '../storage/recount';
import { TestMessenger } from '../test-messenger';
import { ComputerClock } from './computer-clock';
import { keptDatabasesBelow } from './kept-connections';
import { SimulatedNetwork } from './simulated-network';

/** The account that a device changes to for a while; nobody writes to it. */
export const otherAccount = 'c';

/** A messenger that can be signed off, killed, stopped, cut off and robbed of its disk, with its folder living on. */
export class SimulatedDevice {
  readonly clock: ComputerClock;
  readonly network: SimulatedNetwork;
  private messenger: TestMessenger | null;
  private isStopped = false;
  private endFullDisk: (() => void) | null = null;

  constructor(
    readonly account: string,
    private readonly parts: {
      readonly clock: ManualClock;
      readonly random: Random;
      readonly server: () => RunningServer | null;
      readonly folder: string;
    },
  ) {
    this.clock = new ComputerClock(parts.clock);
    this.network = new SimulatedNetwork(parts.server, this.clock);
    this.messenger = this.create();
  }

  /** The running messenger; null while it is off. */
  running(): TestMessenger | null {
    return this.messenger;
  }

  /** The messenger as somebody can use it: it runs, and its own account is signed in; null otherwise. */
  usable(): TestMessenger | null {
    return this.isStopped || this.accountName() !== this.account ? null : this.messenger;
  }

  /** Whether its process stands still. */
  get isStandingStill(): boolean {
    return this.isStopped;
  }

  credentials(name = this.account) {
    return { ...this.require().credentials('ws://127.0.0.1:1/tim'), name };
  }

  /** Name of the account that is signed in; null for none. */
  accountName(): string | null {
    return this.messenger?.current()?.account.name ?? null;
  }

  /** Signs out and in with the other account, or back with its own. */
  async changeAccount(to: 'own' | 'other'): Promise<void> {
    const { calls, messenger } = this.require();
    const name = to === 'own' ? this.account : otherAccount;
    if (this.accountName() === name) return;
    if (this.accountName() !== null) await calls['account.signOut']({ data: 'keep' });
    const known = messenger.snapshot().knownAccounts.find((account) => account.name === name);
    if (known === undefined) await calls['account.signIn'](this.credentials(name));
    else await calls['account.resume']({ accountId: known.accountId });
  }

  /** The process stands still, as on a computer that sleeps. */
  standStill(): void {
    this.isStopped = true;
    this.clock.stop();
  }

  /** The process goes on. */
  goOn(): void {
    this.isStopped = false;
    this.clock.resume();
  }

  /** From now on no write fits on its disk. */
  fillDisk(): void {
    this.endFullDisk ??= fillDiskUnder(`${this.parts.folder}/`);
  }

  /** There is room again. */
  emptyDisk(): void {
    this.endFullDisk?.();
    this.endFullDisk = null;
  }

  /** Starts the messenger on the folder that it had. */
  async start(): Promise<void> {
    if (this.messenger !== null) return;
    this.messenger = this.create();
    await this.messenger.messenger.start();
  }

  /** Ends it as a user does. */
  async stop(): Promise<void> {
    await this.messenger?.stop();
    this.messenger = null;
  }

  /** Ends it as a power cut does: the connection dies first, nothing is said to the server. */
  async kill(): Promise<void> {
    this.network.cut(true);
    this.goOn();
    await this.stop();
  }

  /** Everything of a chat, oldest first. */
  async messages(conversationId: string): Promise<readonly MessageView[]> {
    return this.require().messages(conversationId, 200);
  }

  /** Where what is counted in its databases differs from a recount; nothing where it is right. */
  miscounts(): readonly string[] {
    const kept = keptDatabasesBelow(this.parts.folder).map(miscounts);
    const found = kept.length > 0 ? kept : readDatabases(this.parts.folder, miscounts);
    return found.length === 0 ? ['there is no database'] : found.flat();
  }

  async dispose(): Promise<void> {
    this.goOn();
    this.emptyDisk();
    await this.stop();
    rmSync(this.parts.folder, { recursive: true, force: true });
  }

  /** The messenger, which must be running. */
  require(): TestMessenger {
    if (this.messenger === null) throw new Error(`${this.account} is off`);
    return this.messenger;
  }

  private create(): TestMessenger {
    return new TestMessenger({
      name: this.account,
      clock: this.clock,
      network: this.network.network,
      random: this.parts.random,
      dataDirectory: this.parts.folder,
    });
  }
}
