import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseName } from '../../../main/embedded-server/database-traits';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import type { Random } from '../../../main/platform/random';
import { ManualClock } from '../manual-clock';
import { SeededRandom } from '../seeded-random';
import { valueOf } from '../test-messenger';
import { registerAccount } from './register-account';
import { ComputerClock } from './computer-clock';
import { otherAccount, SimulatedDevice } from './simulated-device';

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

/**
 * A server and three devices inside this process, on a clock that stands still until it is moved. Time passes only in
 * `pass`; between two timers everything that can happen has happened.
 */
export class World {
  readonly clock = new ManualClock();
  readonly serverClock = new ComputerClock(this.clock);
  readonly devices: Readonly<Record<DeviceName, SimulatedDevice>>;
  private server: RunningServer | null = null;
  private nodes: Readonly<Record<'a' | 'b' | 'room', string>> = { a: '', b: '', room: '' };

  private constructor(
    private readonly folder: string,
    private readonly random: Random,
    private readonly options: WorldOptions,
  ) {
    const server = (): RunningServer | null => this.server;
    const create = (name: DeviceName): SimulatedDevice =>
      new SimulatedDevice(name === 'b' ? 'b' : 'a', {
        clock: this.clock,
        random: this.random,
        server,
        folder: options.folders?.[name] ?? join(folder, name),
      });
    this.devices = { a: create('a'), a2: create('a2'), b: create('b') };
  }

  /** The same seed and the same steps give the same run. Two friends, one of them with two devices, and an open room with both; everybody online. */
  static async create(seed: number, options: WorldOptions = {}): Promise<World> {
    const folder = mkdtempSync(join(fastFolder(), 'tim-world-'));
    const world = new World(folder, new SeededRandom(seed), options);
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

  /** The id of a chat on a device. */
  chatOn(device: DeviceName, chat: ChatName): string {
    if (chat === 'room') return `r:${this.nodes.room}`;
    return `u:${device === 'b' ? this.nodes.a : this.nodes.b}`;
  }

  /** The running server, which must be there. */
  requireServer(): RunningServer {
    if (this.server === null) throw new Error('the server is off');
    return this.server;
  }

  /** Node of an account or of the room. */
  nodeOf(name: 'a' | 'b' | 'room'): string {
    return this.nodes[name];
  }

  isServerUp(): boolean {
    return this.server !== null;
  }

  async startServer(): Promise<void> {
    this.server ??= await startEmbeddedServer({
      clock: this.serverClock,
      random: this.random,
      dataFolder: join(this.folder, 'server'),
      listens: false,
      deviceLimit: 5,
      requestRate: 0,
      like: this.options.like ?? 'sqlite',
      passwordCost: 2,
    });
  }

  /** Ends the server: orderly, or as with kill -9. */
  async endServer(how: 'stop' | 'crash'): Promise<void> {
    const { server } = this;
    this.server = null;
    await server?.[how]();
  }

  /** Lets time go by, timer after timer. */
  async pass(durationMs: number): Promise<void> {
    const endMs = this.clock.monotonicMs() + durationMs;
    for (let leftMs = durationMs; leftMs > 0; leftMs = endMs - this.clock.monotonicMs()) {
      await settled();
      const nextMs = this.clock.untilNextTimerMs ?? leftMs;
      this.clock.advance(Math.min(leftMs, Math.max(1, nextMs)));
    }
    await settled();
  }

  /** Lets time go by until a promise is kept. */
  async during<T>(promise: Promise<T> | T): Promise<T> {
    let isDone = false;
    const watched = Promise.resolve(promise).finally(() => (isDone = true));
    // The caller gets the rejection; this chain only watches for the end.
    watched.catch(() => undefined);
    await settled();
    for (let turns = 0; !isDone && turns < 10_000; turns += 1) await this.pass(20);
    return watched;
  }

  async dispose(): Promise<void> {
    for (const name of deviceNames) await this.devices[name].dispose();
    await this.endServer('stop');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Everything that needs no time has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

// Memory where the system offers it: thousands of schedules would otherwise wait for the disk most of their time.
const fastFolder = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());
