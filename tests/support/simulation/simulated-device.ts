import { rmSync } from 'node:fs';
import type { RunningServer } from '../../../main/embedded-server/start-server';
import type { MessageView } from '../../../preload/contract/views';
import type { Random } from '../../../main/platform/random';
import type { ManualClock } from '../manual-clock';
import { TestMessenger } from '../test-messenger';
import { SimulatedNetwork } from './simulated-network';

/** A messenger that can be signed off, killed and cut off, with its folder living on. */
export class SimulatedDevice {
  readonly network: SimulatedNetwork;
  private messenger: TestMessenger | null;

  constructor(
    readonly account: string,
    private readonly parts: {
      readonly clock: ManualClock;
      readonly random: Random;
      readonly server: () => RunningServer | null;
      readonly folder: string;
    },
  ) {
    this.network = new SimulatedNetwork(parts.server);
    this.messenger = this.create();
  }

  /** The running messenger; null while it is off. */
  running(): TestMessenger | null {
    return this.messenger;
  }

  credentials() {
    return { ...this.require().credentials('ws://127.0.0.1:1/tim'), name: this.account };
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
    await this.stop();
  }

  /** Everything of a chat, oldest first. */
  async messages(conversationId: string): Promise<readonly MessageView[]> {
    return this.require().messages(conversationId, 200);
  }

  async dispose(): Promise<void> {
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
      clock: this.parts.clock,
      network: this.network.network,
      random: this.parts.random,
      dataDirectory: this.parts.folder,
    });
  }
}
