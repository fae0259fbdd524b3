import {
  startEmbeddedServer,
  type RunningServer,
  type StartServerOptions,
} from '../../../main/embedded-server/start-server';
import { BusinessType, FrameType, MsType, OdType, type Encoding } from '../../../main/protocol/packet-types';
import type { TimMessage, TimReq } from '../../../main/protocol/packets';
import { CountingRandom } from '../../support/counting-random';
import { registerAccount, WireClient } from './wire-client';

/** A signed-in account of a test. */
export interface Person {
  readonly node: string;
  readonly client: WireClient;
}

/** A server with the accounts and sockets of one test; everything ends with `stop`. */
export class ServerStage {
  private readonly clients: WireClient[] = [];

  private constructor(readonly server: RunningServer) {}

  static async start(options: StartServerOptions = {}): Promise<ServerStage> {
    const server = await startEmbeddedServer({
      deviceLimit: 3,
      requestRate: 0,
      passwordCost: 1 << 10,
      random: new CountingRandom(),
      ...options,
    });
    return new ServerStage(server);
  }

  async connect(encoding: Encoding = 'compact'): Promise<WireClient> {
    const client = await WireClient.open(this.server.url, encoding);
    this.clients.push(client);
    return client;
  }

  /** Registers an account, unless it exists already, and signs it in. */
  async person(name: string, node?: string): Promise<Person> {
    const known = node ?? (await registerAccount(this.server.port, name));
    return { node: known, client: await this.device(name) };
  }

  /** One more device of an account. */
  async device(name: string): Promise<WireClient> {
    const client = await this.connect();
    const ack = await client.signIn({
      name,
      pwd: 'pw1',
      domain: 'example.org',
      resource: 'test',
      termtyp: 4,
    });
    if (!ack.ok) throw new Error(`sign-in refused with ${ack.error?.code}`);
    return client;
  }

  async stop(): Promise<void> {
    for (const client of this.clients) client.cut();
    await this.server.stop();
  }
}

/** Makes two accounts friends and takes away what they were told about it. */
export async function befriend(one: Person, other: Person): Promise<void> {
  request(one, { rtype: BusinessType.addRoster, node: other.node, reqStr: 'hi' });
  await other.client.frameOf(FrameType.message);
  request(other, { rtype: BusinessType.addRoster, node: one.node, reqStr: 'ok' });
  await one.client.frameOf(FrameType.message);
}

/** Sends a business request. */
export function request(person: Person, packet: TimReq): void {
  person.client.send({ type: FrameType.business, packet });
}

/** Sends a message to a friend; `fields` may replace anything. */
export function write(person: Person, receiver: Person, fields: Partial<TimMessage>): void {
  const packet: TimMessage = {
    msType: MsType.user,
    odType: OdType.message,
    toTid: { node: receiver.node },
    ...fields,
  };
  person.client.send({ type: FrameType.message, packet });
}

/** The next message that a person gets. */
export async function nextMessage(person: Person): Promise<TimMessage> {
  return (await person.client.frameOf(FrameType.message)).packet;
}
