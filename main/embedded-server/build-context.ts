import type { Clock } from '../platform/clock';
import { Emitter } from '../platform/emitter';
import type { Logger } from '../platform/logger';
import type { Random } from '../platform/random';
import { databaseTraits } from './database-traits';
import { Delivery } from './delivery';
import { DeviceLimit } from './device-limit';
import type { CrashGate } from './faults/crash-gate';
import { LoginTokens } from './login-tokens';
import { NodeIds } from './node-ids';
import { Passwords } from './passwords';
import { RecentSends } from './recent-sends';
import { RightsCache } from './rights-cache';
import type { ServerBehaviour } from './server-behaviour';
import type { ServerContext, ServerEvent } from './server-context';
import type { ServerOptions } from './server-options';
import { ServerTime } from './server-time';
import { SessionRegistry } from './session';
import { AccountStore } from './store/account-store';
import { loadServerSalt, type ServerDatabase } from './store/database';
import { FriendStore } from './store/friend-store';
import { MessageStore } from './store/message-store';
import { OfflineStore } from './store/offline-store';
import { RoomStore } from './store/room-store';
import { SyncSender } from './sync-sender';
import { VirtualRooms } from './virtual-rooms';

/** What a server is made of. */
export interface ContextParts {
  readonly database: ServerDatabase;
  readonly options: ServerOptions;
  readonly behaviour: ServerBehaviour;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly passwordCost: number;
  readonly crashGate: CrashGate;
}

/** Puts the parts of a server together. */
export function buildContext(parts: ContextParts): ServerContext {
  const { database, options, behaviour, clock, random, log } = parts;
  const sessions = new SessionRegistry();
  const syncSender = new SyncSender({ clock, random, behaviour });
  const traits = databaseTraits[options.like];
  const offline = new OfflineStore(database, traits);
  return {
    options,
    behaviour,
    clock,
    random,
    log,
    serverId: BigInt(Buffer.from(random.bytes(4)).readInt32BE()),
    time: new ServerTime(clock),
    nodeIds: new NodeIds(loadServerSalt(database, random)),
    passwords: new Passwords(random, parts.passwordCost),
    tokens: new LoginTokens(clock),
    deviceLimit: new DeviceLimit(options, behaviour),
    memberships: new RightsCache(clock, behaviour.cachedMembership),
    friendships: new RightsCache(clock, behaviour.cachedFriendship),
    recentSends: new RecentSends(!behaviour.noDeduplication),
    sessions,
    syncSender,
    delivery: new Delivery({ sessions, syncSender, offline, behaviour }),
    virtualRooms: new VirtualRooms(clock),
    accounts: new AccountStore(database, traits),
    friends: new FriendStore(database, behaviour),
    rooms: new RoomStore(database, traits),
    messages: new MessageStore(database, { behaviour, traits }),
    offline,
    events: new Emitter<ServerEvent>(),
    crashGate: parts.crashGate,
  };
}

/** Releases the timers of a server's parts. */
export function disposeContext(context: ServerContext): void {
  context.tokens.dispose();
  context.virtualRooms.dispose();
  context.syncSender.dispose();
}
