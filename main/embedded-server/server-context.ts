import type { Clock } from '../platform/clock';
import type { Emitter } from '../platform/emitter';
import type { Logger } from '../platform/logger';
import type { Random } from '../platform/random';
import type { Delivery } from './delivery';
import type { DeviceLimit } from './device-limit';
import type { CrashGate } from './faults/crash-gate';
import type { LoginTokens } from './login-tokens';
import type { NodeIds } from './node-ids';
import type { Passwords } from './passwords';
import type { RecentSends } from './recent-sends';
import type { RightsCache } from './rights-cache';
import type { ServerBehaviour } from './server-behaviour';
import type { ServerOptions } from './server-options';
import type { ServerTime } from './server-time';
import type { SessionRegistry } from './session';
import type { AccountStore } from './store/account-store';
import type { FriendStore } from './store/friend-store';
import type { MessageStore } from './store/message-store';
import type { OfflineStore } from './store/offline-store';
import type { RoomStore } from './store/room-store';
import type { SyncSender } from './sync-sender';
import type { VirtualRooms } from './virtual-rooms';

/** Facts that others in the server's process may want to know. */
export type ServerEvent =
  | {
      readonly kind: 'registered';
      readonly node: string;
      readonly domain: string | undefined;
      /** What the client said beside name and password. */
      readonly extend: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'signed-in'; readonly node: string }
  | { readonly kind: 'offline-requested'; readonly node: string };

/** The running server as its handlers see it. */
export interface ServerContext {
  readonly options: ServerOptions;
  readonly behaviour: ServerBehaviour;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** `t` of an accepted login; another one after each start. */
  readonly serverId: bigint;
  readonly time: ServerTime;
  readonly nodeIds: NodeIds;
  readonly passwords: Passwords;
  readonly tokens: LoginTokens;
  readonly deviceLimit: DeviceLimit;
  /** Who may write in which room. */
  readonly memberships: RightsCache;
  /** Which two may write to each other. */
  readonly friendships: RightsCache;
  readonly recentSends: RecentSends;
  readonly sessions: SessionRegistry;
  readonly syncSender: SyncSender;
  readonly delivery: Delivery;
  readonly virtualRooms: VirtualRooms;
  readonly accounts: AccountStore;
  readonly friends: FriendStore;
  readonly rooms: RoomStore;
  readonly messages: MessageStore;
  readonly offline: OfflineStore;
  readonly events: Emitter<ServerEvent>;
  readonly crashGate: CrashGate;
}
