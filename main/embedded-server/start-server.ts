import { systemClock, type Clock } from '../platform/clock';
import { Emitter } from '../platform/emitter';
import { silentLogger, type Logger } from '../platform/logger';
import { systemRandom, type Random } from '../platform/random';
import { Delivery } from './delivery';
import { Demo } from './demo/demo';
import { DeviceLimit } from './device-limit';
import { LoginTokens } from './login-tokens';
import { MembershipCache } from './membership-cache';
import { NodeIds } from './node-ids';
import { Passwords } from './passwords';
import { realBehaviour, type ServerBehaviour } from './server-behaviour';
import type { ServerContext, ServerEvent } from './server-context';
import { defaultServerOptions, type ServerOptions } from './server-options';
import { ServerTime } from './server-time';
import { SessionRegistry } from './session';
import { AccountStore } from './store/account-store';
import { loadServerSalt, openServerDatabase, type ServerDatabase } from './store/database';
import { FriendStore } from './store/friend-store';
import { MessageStore } from './store/message-store';
import { OfflineStore } from './store/offline-store';
import { RoomStore } from './store/room-store';
import { SyncSender } from './sync-sender';
import { TimServer } from './tim-server';
import { VirtualRooms } from './virtual-rooms';

/** Options of a server in this process; what is left out has tim's default, the data is in memory. */
export interface StartServerOptions extends Partial<ServerOptions> {
  readonly behaviour?: Partial<ServerBehaviour>;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly log?: Logger;
  /** scrypt's N for new passwords, a power of two; lower it in tests that sign in often. */
  readonly passwordCost?: number;
}

/** A server that listens. */
export interface RunningServer {
  /** `ws://127.0.0.1:PORT/tim` */
  readonly url: string;
  readonly port: number;
  /** Drops all sockets, finishes the work in progress and closes the database. */
  stop(): Promise<void>;
}

const defaultPasswordCost = 1 << 14;

/** Starts a tim server on loopback. Rejects when the port is taken or the data folder cannot be used. */
export async function startEmbeddedServer(options: StartServerOptions = {}): Promise<RunningServer> {
  const serverOptions: ServerOptions = { ...defaultServerOptions, dataFolder: ':memory:', ...options };
  const database = openServerDatabase(serverOptions.dataFolder);
  const context = buildContext(database, serverOptions, options);
  const server = new TimServer(context);
  try {
    const port = await server.listen(serverOptions.port);
    const url = `ws://127.0.0.1:${port}/tim`;
    const demo = serverOptions.isDemo ? new Demo(context, { database, url }) : null;
    return {
      url,
      port,
      stop: async () => {
        demo?.dispose();
        await server.close();
        disposeContext(context, database);
      },
    };
  } catch (error) {
    disposeContext(context, database);
    throw error;
  }
}

function buildContext(
  database: ServerDatabase,
  serverOptions: ServerOptions,
  options: StartServerOptions,
): ServerContext {
  const { clock = systemClock, random = systemRandom, log = silentLogger } = options;
  const behaviour: ServerBehaviour = { ...realBehaviour, ...options.behaviour };
  const sessions = new SessionRegistry();
  const syncSender = new SyncSender(clock);
  const offline = new OfflineStore(database);
  return {
    options: serverOptions,
    behaviour,
    clock,
    random,
    log,
    serverId: BigInt(Buffer.from(random.bytes(4)).readInt32BE()),
    time: new ServerTime(clock),
    nodeIds: new NodeIds(loadServerSalt(database, random)),
    passwords: new Passwords(random, options.passwordCost ?? defaultPasswordCost),
    tokens: new LoginTokens(clock),
    deviceLimit: new DeviceLimit(serverOptions),
    membership: new MembershipCache(clock, behaviour.cachedMembership),
    sessions,
    syncSender,
    delivery: new Delivery({ sessions, syncSender, offline, behaviour }),
    virtualRooms: new VirtualRooms(clock),
    accounts: new AccountStore(database),
    friends: new FriendStore(database),
    rooms: new RoomStore(database),
    messages: new MessageStore(database),
    offline,
    events: new Emitter<ServerEvent>(),
  };
}

function disposeContext(context: ServerContext, database: ServerDatabase): void {
  context.tokens.dispose();
  context.virtualRooms.dispose();
  context.syncSender.dispose();
  database.close();
}
