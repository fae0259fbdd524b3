import { systemClock, type Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import { errorFields } from '../platform/error-fields';
import { silentLogger, type Logger } from '../platform/logger';
import { systemRandom, type Random } from '../platform/random';
import { buildContext, disposeContext } from './build-context';
import { CrashGate } from './faults/crash-gate';
import { FaultBook, type ServerFaults } from './faults/fault-book';
import type { FaultPlan } from './faults/fault-plan';
import { LoopbackEndpoint } from './loopback-endpoint';
import { connectInMemory, type MemoryConnection, type MemoryListener } from './memory-link';
import { realBehaviour, type ServerBehaviour } from './server-behaviour';
import type { ServerContext } from './server-context';
import { defaultServerOptions, type ServerOptions } from './server-options';
import { openServerDatabase, type ServerDatabase } from './store/database';
import { TimServer } from './tim-server';

/** Options of a server in this process; what is left out has tim's default, the data is in memory. */
export interface StartServerOptions extends Partial<ServerOptions> {
  readonly behaviour?: Partial<ServerBehaviour>;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly log?: Logger;
  /** False: no port; clients come with `connectInMemory` and `post` only. */
  readonly listens?: boolean;
  /** Encrypts the database, 32 bytes. It may be overwritten as soon as the server has started. */
  readonly key?: Uint8Array;
  /** Somebody who lives in the server's process, as the cast of the demo does; leaves with it. */
  readonly inhabitant?: Inhabitant;
  /** What goes wrong; `RunningServer.faults` changes it later. An impossible plan throws FaultPlanError. */
  readonly faults?: FaultPlan;
  /** How a crash of the fault plan ends the server; by default as `RunningServer.crash` does. */
  readonly die?: () => void;
  /**
   * scrypt's N for new passwords, a power of two from 2; lower it in tests that sign in often. Up to 64 no other thread
   * is involved, so that a run with a manual clock repeats exactly.
   */
  readonly passwordCost?: number;
}

/** What somebody who lives in the server's process can reach. */
export interface ServerHouse {
  readonly context: ServerContext;
  readonly database: ServerDatabase;
  /** Connects as any client does. */
  readonly connect: (listener: MemoryListener) => MemoryConnection;
}

/** Moves in when the server has its data, before anybody can connect; is disposed of when the server ends. */
export type Inhabitant = (house: ServerHouse) => Disposable;

/** A running server. */
export interface RunningServer {
  /** `ws://127.0.0.1:PORT/tim`; '' without a port. */
  readonly url: string;
  /** 0 without a port. */
  readonly port: number;
  readonly faults: ServerFaults;
  /** Resolves when the server has crashed, by a fault or by `crash`. */
  readonly crashed: Promise<void>;
  /** Connects a client within this process, without a handshake. Throws when the server has ended. */
  connectInMemory(listener: MemoryListener): MemoryConnection;
  /** What `/tim2` answers to a posted body. Rejects with PostRefusedError on overload and when the server ends. */
  post(body: Uint8Array): Promise<Uint8Array>;
  /** Drops all connections, finishes the work in progress and closes the database. Nothing happens after the end. */
  stop(): Promise<void>;
  /**
   * Dies as with kill -9: connections break without a close frame, nothing is written any more, the database stays as it
   * is. All of this has happened when the call returns; the promise resolves when the port is free, too.
   */
  crash(): Promise<void>;
}

const defaultPasswordCost = 1 << 14;

/** Starts a tim server on loopback. Rejects when the port is taken or the data folder cannot be used. */
export async function startEmbeddedServer(options: StartServerOptions = {}): Promise<RunningServer> {
  const server = new ServerInProcess(options);
  try {
    if (options.listens !== false) await server.listen();
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

class ServerInProcess implements RunningServer {
  port = 0;
  readonly faults: ServerFaults;
  readonly crashed: Promise<void>;
  private readonly database: ServerDatabase;
  private readonly context: ServerContext;
  private readonly server: TimServer;
  private readonly inhabitant: Disposable | null;
  private endpoint: LoopbackEndpoint | null = null;
  private hasEnded = false;
  private tellCrash: () => void = () => undefined;

  constructor(options: StartServerOptions) {
    const serverOptions: ServerOptions = { ...defaultServerOptions, dataFolder: ':memory:', ...options };
    const random = options.random ?? systemRandom;
    const log = options.log ?? silentLogger;
    const book = new FaultBook(options.faults ?? [], { random, log });
    this.faults = book;
    this.crashed = new Promise((resolve) => (this.tellCrash = resolve));
    const crashGate = new CrashGate(options.die ?? (() => this.crashNow(log)));
    this.database = openServerDatabase(serverOptions.dataFolder, {
      gate: crashGate,
      ...(options.key === undefined ? {} : { key: options.key }),
    });
    this.context = buildContext({
      database: this.database,
      options: serverOptions,
      behaviour: { ...realBehaviour, ...options.behaviour },
      clock: options.clock ?? systemClock,
      random,
      log,
      crashGate,
      passwordCost: options.passwordCost ?? defaultPasswordCost,
    });
    this.server = new TimServer(this.context, book);
    const connect = (listener: MemoryListener): MemoryConnection => this.connectInMemory(listener);
    const { context, database } = this;
    this.inhabitant = options.inhabitant?.({ context, database, connect }) ?? null;
  }

  get url(): string {
    return this.port === 0 ? '' : `ws://127.0.0.1:${this.port}/tim`;
  }

  async listen(): Promise<void> {
    const endpoint = new LoopbackEndpoint(this.server, this.context.log);
    this.port = await endpoint.listen(this.context.options.port);
    this.endpoint = endpoint;
  }

  connectInMemory(listener: MemoryListener): MemoryConnection {
    return connectInMemory(listener, (connection) => this.server.attach(connection));
  }

  post(body: Uint8Array): Promise<Uint8Array> {
    return this.server.post(body);
  }

  async stop(): Promise<void> {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.inhabitant?.dispose();
    const portIsFree = this.endpoint?.close();
    await this.server.close();
    await portIsFree;
    this.release();
  }

  private crashNow(log: Logger): void {
    this.crash().catch((error: unknown) => log.error('crash failed', errorFields(error)));
  }

  async crash(): Promise<void> {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.server.crash();
    this.inhabitant?.dispose();
    this.release();
    this.tellCrash();
    await this.endpoint?.close();
  }

  private release(): void {
    disposeContext(this.context);
    this.database.close();
  }
}
