import type { Disposable } from '../platform/disposable';
import { RoomType } from '../protocol/packet-types';
import type { TimAuth } from '../protocol/packets';
import type { ServerContext, ServerEvent } from '../embedded-server/server-context';
import type { ServerHouse } from '../embedded-server/start-server';
import { DemoStore } from '../embedded-server/store/demo-store';
import { Side } from '../embedded-server/store/friend-store';
import { castProfiles, castRoomTopic, type CastLanguage, type CastRole } from './cast-lines';
import { CastMember, type Heard } from './cast-member';
import { TimerGroup } from './timer-group';
import { Troupe } from './troupe';

const roles: readonly CastRole[] = ['zhou', 'alice'];
// For clients that do not ask for what came while they were away.
const receiveAfterSignInMs = 1_500;
// Cast members sign in with tokens only: no password has this hash.
const noPassword = 'none';

interface CastAccount {
  readonly name: string;
  readonly node: string;
}

/**
 * Company for whoever tries the app: every account that registers finds two friends and an open room prepared, and is greeted
 * once, when it first comes online. The cast of each domain are two real clients in this process; they speak the language that
 * the registration names (`language` in its `extend`, Chinese without).
 */
export class Demo implements Disposable {
  private readonly context: ServerContext;
  private readonly store: DemoStore;
  private readonly troupes = new Map<string, Troupe>();
  private readonly timers: TimerGroup;
  private readonly listening: Disposable;

  constructor(private readonly house: ServerHouse) {
    const { context, database } = house;
    this.context = context;
    this.store = new DemoStore(database);
    this.timers = new TimerGroup(context.clock);
    this.listening = context.events.on((event) => this.react(event));
    for (const domain of this.store.domains()) this.troupeOf(domain);
  }

  dispose(): void {
    this.listening.dispose();
    this.timers.dispose();
    for (const troupe of this.troupes.values()) troupe.dispose();
  }

  private react(event: ServerEvent): void {
    switch (event.kind) {
      case 'registered':
        this.prepare(event);
        return;
      case 'offline-requested':
        this.receive(event.node);
        return;
      case 'signed-in':
        this.timers.after(receiveAfterSignInMs, () => this.receive(event.node));
    }
  }

  /** Prepares friends and room, before the registration is answered. */
  private prepare({ node, domain = '', extend }: Extract<ServerEvent, { kind: 'registered' }>): void {
    const language = extend['language'] === 'en' ? 'en' : 'zh';
    const cast = roles.map((role) => this.castAccount(domain, role).node);
    for (const peer of cast) {
      this.context.friends.invite({ domain, node, peer });
      this.context.friends.invite({ domain, node: peer, peer: node });
    }
    const room = this.prepareRoom({ domain, language }, [...cast, node]);
    this.store.addGuest({ node, domain, room, language });
    this.troupeOf(domain);
  }

  private prepareRoom(
    { domain, language }: { readonly domain: string; readonly language: CastLanguage },
    members: readonly string[],
  ): string {
    const { nodeIds, random, rooms, time } = this.context;
    const room = nodeIds.randomNode(random);
    const createdNs = time.nowNs();
    const profile = { topic: castRoomTopic[language], gtype: RoomType.open, createtime: createdNs };
    const [founder = ''] = members;
    rooms.add(
      { node: room, kind: RoomType.open, isCancelled: false, profile: { ...profile, founder } },
      createdNs,
    );
    for (const node of members) {
      rooms.setRelation({ domain, room, node }, { room: Side.accepted, user: Side.accepted });
      rooms.addMember(room, node);
    }
    return room;
  }

  private receive(node: string): void {
    const guest = this.store.guest(node);
    if (guest !== null && this.context.sessions.isOnline(node)) this.troupeOf(guest.domain).receive(guest);
  }

  private troupeOf(domain: string): Troupe {
    const existing = this.troupes.get(domain);
    if (existing !== undefined) return existing;
    const { clock, sessions } = this.context;
    const troupe = new Troupe({
      store: this.store,
      clock,
      isOnline: (node) => sessions.isOnline(node),
      createMember: (role, hear) => this.createMember(domain, role, hear),
    });
    this.troupes.set(domain, troupe);
    return troupe;
  }

  private createMember(domain: string, role: CastRole, hear: Heard): CastMember {
    const account = this.castAccount(domain, role);
    const { clock, random, log } = this.context;
    const authenticate = (): TimAuth => this.credentials(account, domain);
    const parts = {
      connect: this.house.connect,
      node: account.node,
      authenticate,
      clock,
      random,
      log: log.child('demo'),
    };
    return new CastMember(parts, hear);
  }

  private credentials(account: CastAccount, domain: string): TimAuth {
    const { nodeIds, random, tokens } = this.context;
    const token = nodeIds.randomNode(random);
    tokens.issue(token, { node: account.node, extend: undefined });
    const auth = { name: account.name, token, resource: 'demo' };
    return domain === '' ? auth : { ...auth, domain };
  }

  /** The account of a role. Its name is random, so that nobody can have registered it. */
  private castAccount(domain: string, role: CastRole): CastAccount {
    const { accounts, nodeIds, random, time } = this.context;
    const name = this.store.castName(domain, role, random.uuid());
    const node = nodeIds.accountNode(name, domain);
    if (accounts.add(node, noPassword, time.nowNs())) accounts.changeProfile(node, castProfiles[role]);
    return { name, node };
  }
}
