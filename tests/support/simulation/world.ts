import type { DatabaseName } from '../../../main/embedded-server/database-traits';
import type { RunningServer } from '../../../main/embedded-server/start-server';
import type { ManualClock } from '../manual-clock';
import { valueOf } from '../test-messenger';
import type { ComputerClock } from './computer-clock';
import { registerAccount } from './register-account';
import { otherAccount, type SimulatedDevice } from './simulated-device';
import { Stage } from './stage';

/** The devices of the simulation: two of one person, one of the other. */
export const deviceNames = ['a', 'a2', 'b'] as const;
export type DeviceName = (typeof deviceNames)[number];

/** The two chats of the simulation. */
export const chatNames = ['pair', 'room'] as const;
export type ChatName = (typeof chatNames)[number];

/** How a world differs from the ordinary one. */
export interface WorldOptions {
  /** Where devices keep their files, if not where the others do. */
  readonly folders?: Partial<Record<DeviceName, string>>;
  /** The database that the server behaves like. */
  readonly like?: DatabaseName;
}

/** Two friends, one of them with two devices, and an open room with both. */
export class World {
  readonly stage: Stage<DeviceName>;
  private nodes: Readonly<Record<'a' | 'b' | 'room', string>> = { a: '', b: '', room: '' };

  private constructor(seed: number, options: WorldOptions) {
    this.stage = new Stage({ ...options, seed, devices: { a: 'a', a2: 'a', b: 'b' } });
  }

  /** The same seed and the same steps give the same run. Everybody is online, and friends. */
  static async create(seed: number, options: WorldOptions = {}): Promise<World> {
    const world = new World(seed, options);
    await world.startServer();
    const { a, a2, b } = world.devices;
    const signUp = (device: SimulatedDevice) =>
      device.require().calls['account.signUp'](device.credentials());
    await registerAccount(world.requireServer(), otherAccount);
    const nodeOfA = valueOf(await world.during(signUp(a))).node;
    const nodeOfB = valueOf(await world.during(signUp(b))).node;
    valueOf(await world.during(a.require().calls['contacts.add']({ node: nodeOfB, greeting: '' })));
    valueOf(await world.during(b.require().calls['contacts.accept']({ node: nodeOfA })));
    const room = valueOf(await world.during(a.require().calls['rooms.create']({ title: 'r', isOpen: true })));
    valueOf(await world.during(b.require().calls['rooms.join']({ node: room.node, greeting: '' })));
    valueOf(await world.during(a2.require().calls['account.signIn'](a2.credentials())));
    world.nodes = { a: nodeOfA, b: nodeOfB, room: room.node };
    await world.pass(10_000);
    return world;
  }

  get clock(): ManualClock {
    return this.stage.clock;
  }

  get serverClock(): ComputerClock {
    return this.stage.serverClock;
  }

  get devices(): Readonly<Record<DeviceName, SimulatedDevice>> {
    return this.stage.devices;
  }

  /** The id of a chat on a device. */
  chatOn(device: DeviceName, chat: ChatName): string {
    if (chat === 'room') return `r:${this.nodes.room}`;
    return `u:${device === 'b' ? this.nodes.a : this.nodes.b}`;
  }

  /** Node of an account or of the room. */
  nodeOf(name: 'a' | 'b' | 'room'): string {
    return this.nodes[name];
  }

  requireServer(): RunningServer {
    return this.stage.requireServer();
  }

  startServer(): Promise<void> {
    return this.stage.startServer();
  }

  endServer(how: 'stop' | 'crash'): Promise<void> {
    return this.stage.endServer(how);
  }

  pass(durationMs: number): Promise<void> {
    return this.stage.pass(durationMs);
  }

  during<T>(promise: Promise<T> | T): Promise<T> {
    return this.stage.during(promise);
  }

  dispose(): Promise<void> {
    return this.stage.dispose();
  }
}
