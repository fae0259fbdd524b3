import type { Random } from '../main/platform/random';
import { BusinessType, FrameType } from '../main/protocol/packet-types';
import { register } from '../main/session/registrar';
import type { DialFailure } from '../main/transport/transport';
import { endTies } from './clean-up';
import { Device, type Account, type DeviceOptions } from './device';
import type { LabEnvironment } from './lab-environment';
import { business } from './matching';
import { RawConnection } from './raw-connection';
import type { Requirement } from './requirement';
import type { ServerTraits } from './server-traits';

/** The server cannot be reached, so nothing can be said about it. */
export class ServerUnreachable extends Error {
  override readonly name = 'ServerUnreachable';

  constructor(readonly failure: DialFailure) {
    super(`the server cannot be reached: ${failure}`);
  }
}

/** Where checks get their throw-away accounts, devices and connections. One lab for each area. */
export class Lab {
  private readonly devices: Device[] = [];
  private readonly connections: RawConnection[] = [];

  constructor(
    readonly environment: LabEnvironment,
    private readonly traits: ServerTraits,
  ) {}

  /** Registers an account with a random name and password. */
  account(): Promise<Account> {
    return createAccount(this.environment);
  }

  /** Registers an account with a random name and this password; describes the answer. */
  async register(password: string): Promise<string> {
    const registration = await register(this.environment.post, this.environment.address.httpUrl, {
      name: newName(this.environment),
      password,
    });
    switch (registration.kind) {
      case 'registered':
        return 'ok';
      case 'exists':
        return 'exists';
      case 'refused':
        return `refused ${registration.code}`;
      case 'unreachable':
        throw new ServerUnreachable(registration.failure);
    }
  }

  /** A new account, signed in. */
  async person(): Promise<Device> {
    return this.signIn(await this.account());
  }

  /** Signs an account in. */
  async signIn(account: Account, options: DeviceOptions = {}): Promise<Device> {
    const device = await Device.signIn(account, this.environment, options);
    this.devices.push(device);
    return device;
  }

  /** A connection that has not signed in. */
  async connect(): Promise<RawConnection> {
    const connection = await RawConnection.open(this.environment);
    this.connections.push(connection);
    return connection;
  }

  /** Two new accounts that are friends. */
  async friends(): Promise<readonly [Device, Device]> {
    const pair = [await this.person(), await this.person()] as const;
    await this.befriend(...pair);
    return pair;
  }

  /** Makes two accounts friends; rejects when the server does not. */
  async befriend(one: Device, other: Device): Promise<void> {
    addToRoster(one, other);
    await arrival(other, BusinessType.addRoster);
    addToRoster(other, one);
    await arrival(one, BusinessType.friend);
  }

  /** A room with members, the founder first. */
  async room(kind: 'open' | 'private', founder: Device, ...members: Device[]): Promise<string> {
    const answer = await founder.client.rooms.create('conformance', kind);
    if (answer.kind !== 'ok') throw new Error('a room could not be created');
    const room = answer.value;
    for (const member of members) {
      await founder.client.rooms.pull({ room, node: member.node });
      await arrival(member, BusinessType.pullRoom);
    }
    return room;
  }

  /** Why a requirement cannot be met here; null when it can. */
  obstacleTo(requirement: Requirement): string | null {
    switch (requirement) {
      case 'one device':
        return this.traits.allowsSeveralDevices ? 'this server lets several devices in' : null;
      case 'several devices':
        return this.traits.allowsSeveralDevices ? null : 'device limit of this server is 1';
      case 'queue of messages':
        return this.traits.queuesMessages === false ? 'the offline queue takes no messages here' : null;
      case 'slow run':
        return this.environment.isSlow ? null : 'only with --slow';
    }
  }

  /** A signed-in device of every person; who cannot sign in again, because a check has seen to that, is left out. */
  private async everybody(): Promise<readonly Device[]> {
    const byNode = new Map<string, Device>();
    for (const device of this.devices) if (device.isOnline) byNode.set(device.node, device);
    const gone = new Map(this.devices.map((device) => [device.node, device.account]));
    for (const [node, account] of gone) {
      if (byNode.has(node)) continue;
      const back = await this.signIn(account).catch(() => null);
      if (back !== null) byNode.set(node, back);
    }
    return [...byNode.values()];
  }

  /** Whether the run has taken longer than any useful one does. */
  get isOutOfTime(): boolean {
    return this.environment.deadline.aborted;
  }

  /** Ends what the people of this lab are to each other, those included who have left, and all connections. */
  async close(): Promise<void> {
    if (!this.isOutOfTime) await endTies(await this.everybody());
    for (const device of this.devices) device.session.stop();
    await Promise.all(this.connections.map((connection) => connection.close()));
  }
}

/** Bytes of a random password; as text short enough for every server. */
const passwordRandomBytes = 9;

const newName = ({ random }: Pick<LabEnvironment, 'random'>): string => `conformance-${random.uuid()}`;

/** A password that nobody knows and every server takes. */
export const newPassword = (random: Random): string =>
  Buffer.from(random.bytes(passwordRandomBytes)).toString('base64url');

async function createAccount(environment: LabEnvironment): Promise<Account> {
  const { random, post, address } = environment;
  const name = newName(environment);
  const password = newPassword(random);
  const registration = await register(post, address.httpUrl, { name, password });
  if (registration.kind === 'registered') return { name, password, node: registration.node };
  if (registration.kind === 'unreachable') throw new ServerUnreachable(registration.failure);
  throw new Error(`an account could not be registered: ${registration.kind}`);
}

/** Without the wait for a refusal that the client operation has. */
function addToRoster(device: Device, peer: Device): void {
  const packet = { rtype: BusinessType.addRoster, node: peer.node, reqStr: 'hello' };
  device.wire.send({ type: FrameType.business, packet });
}

async function arrival(device: Device, bnType: number): Promise<void> {
  if ((await device.next(business(bnType))) === null) throw new Error(`business ${bnType} did not arrive`);
}
