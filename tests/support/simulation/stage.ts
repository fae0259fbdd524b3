import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseName } from '../../../main/embedded-server/database-traits';
import {
  startEmbeddedServer,
  type Inhabitant,
  type RunningServer,
} from '../../../main/embedded-server/start-server';
import type { Random } from '../../../main/platform/random';
import { fastFolder } from '../fast-folder';
import { ManualClock } from '../manual-clock';
import { SeededRandom } from '../seeded-random';
import { ComputerClock } from './computer-clock';
import { SimulatedDevice } from './simulated-device';

/** What stands on a stage. */
export interface StageOptions<Name extends string> {
  /** The same seed and the same steps give the same run. */
  readonly seed: number;
  /** The account of each device. */
  readonly devices: Readonly<Record<Name, string>>;
  /** Where devices keep their files, if not where the others do. */
  readonly folders?: Partial<Record<Name, string>>;
  /** The database that the server behaves like; SQLite, if left out. */
  readonly like?: DatabaseName;
  /** Somebody who lives in the server's process; moves in with every start of it. */
  readonly inhabitant?: Inhabitant;
}

/**
 * A server and devices inside this process, on a clock that stands still until it is moved. Time passes only in `pass`; between
 * two timers everything that can happen has happened.
 */
export class Stage<Name extends string> {
  readonly clock = new ManualClock();
  readonly serverClock = new ComputerClock(this.clock);
  readonly deviceNames: readonly Name[];
  readonly devices: Readonly<Record<Name, SimulatedDevice>>;
  private readonly folder = mkdtempSync(join(fastFolder(), 'tim-world-'));
  private readonly random: Random;
  private server: RunningServer | null = null;

  constructor(private readonly options: StageOptions<Name>) {
    this.random = new SeededRandom(options.seed);
    // The keys of the record are the names.
    this.deviceNames = Object.keys(options.devices) as Name[];
    const create = (name: Name): SimulatedDevice =>
      new SimulatedDevice(options.devices[name], {
        clock: this.clock,
        random: this.random,
        server: () => this.server,
        folder: options.folders?.[name] ?? join(this.folder, name),
      });
    const devices = this.deviceNames.map((name) => [name, create(name)] as const);
    // One entry for every name.
    this.devices = Object.fromEntries(devices) as Record<Name, SimulatedDevice>;
  }

  /** The running server, which must be there. */
  requireServer(): RunningServer {
    if (this.server === null) throw new Error('the server is off');
    return this.server;
  }

  isServerUp(): boolean {
    return this.server !== null;
  }

  async startServer(): Promise<void> {
    const { like = 'sqlite', inhabitant } = this.options;
    this.server ??= await startEmbeddedServer({
      clock: this.serverClock,
      random: this.random,
      dataFolder: join(this.folder, 'server'),
      listens: false,
      deviceLimit: 5,
      requestRate: 0,
      like,
      passwordCost: 2,
      ...(inhabitant === undefined ? {} : { inhabitant }),
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

  /** All misfortune ends: lines are whole, disks have room, the server and all devices run. */
  async heal(): Promise<void> {
    const devices = this.deviceNames.map((name) => this.devices[name]);
    for (const device of devices) {
      device.network.heal();
      device.emptyDisk();
      device.goOn();
    }
    await this.startServer();
    for (const device of devices) await device.start();
  }

  /** Every device is ended and started anew. */
  async restartDevices(): Promise<void> {
    for (const name of this.deviceNames) {
      await this.devices[name].stop();
      await this.devices[name].start();
    }
  }

  async dispose(): Promise<void> {
    for (const name of this.deviceNames) await this.devices[name].dispose();
    await this.endServer('stop');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Everything that needs no time has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
