import {
  startEmbeddedServer,
  type RunningServer,
  type StartServerOptions,
} from '../../../main/embedded-server/start-server';
import { FrameType } from '../../../main/protocol/packet-types';
import { CountingRandom } from '../../support/counting-random';
import { ManualClock } from '../../support/manual-clock';
import type { Person } from './server-stage';
import { postInMemory, WireClient } from './wire-client';

const domain = 'example.org';

/** A server without a port, with a clock that stands still; its clients live in the same process. */
export class MemoryStage {
  private constructor(
    readonly server: RunningServer,
    readonly clock: ManualClock,
  ) {}

  static async start(options: StartServerOptions = {}): Promise<MemoryStage> {
    const clock = new ManualClock();
    const server = await startEmbeddedServer({
      listens: false,
      clock,
      random: new CountingRandom(),
      deviceLimit: 3,
      requestRate: 0,
      passwordCost: 2,
      ...options,
    });
    return new MemoryStage(server, clock);
  }

  /** Registers an account, unless it exists already, and signs it in. */
  async person(name: string): Promise<Person> {
    await postInMemory(this.server, FrameType.register, { name, pwd: 'pw1', domain });
    return this.device(name);
  }

  /** One more device of an account. */
  async device(name: string): Promise<Person> {
    const client = WireClient.inMemory(this.server);
    const ack = await client.signIn({ name, pwd: 'pw1', domain });
    if (!ack.ok || ack.n === undefined) throw new Error(`sign-in refused with ${ack.error?.code}`);
    return { node: ack.n, client };
  }
}
