import type { ServerContext } from '../../../../main/embedded-server/server-context';
import { registerAccount } from '../register-account';
import { Stage } from '../stage';

/** The people of the simulation; the first of them has two devices. */
export const personNames = ['a', 'b', 'c'] as const;
export type PersonName = (typeof personNames)[number];

export const crowdDeviceNames = ['a', 'a2', 'b', 'c'] as const;
export type CrowdDeviceName = (typeof crowdDeviceNames)[number];

/** Whose device it is. */
export const personOf = (device: CrowdDeviceName): PersonName => (device === 'a2' ? 'a' : device);

/**
 * Somebody who is everybody's friend, in a room with all, and somebody whom all block: tim says nothing where a list is empty, so
 * that an empty list and a lost answer look the same. With these two no list is ever empty.
 */
const company = { friend: 'd', pest: 'e' } as const;

const domain = '';
const accepted = 1;
const blocked = 2;

/** Three people, and what the server knows of them. */
export class Crowd {
  readonly stage: Stage<CrowdDeviceName>;
  /** Rooms that the schedule can be about, those that were made first in front. */
  readonly rooms: string[] = [];
  private house: ServerContext | null = null;

  private constructor(seed: number) {
    this.stage = new Stage({
      seed,
      devices: { a: 'a', a2: 'a', b: 'b', c: 'c' },
      inhabitant: ({ context }) => {
        this.house = context;
        return { dispose: () => undefined };
      },
    });
  }

  /** `a` and `b` are friends; `b` knows `c` from a private room; in an open one of `a` are `a` and `b`. Everybody is online. */
  static async create(seed: number): Promise<Crowd> {
    const crowd = new Crowd(seed);
    const { stage } = crowd;
    await stage.startServer();
    for (const name of [...personNames, ...Object.values(company)])
      await registerAccount(stage.requireServer(), name);
    crowd.arrange();
    for (const name of stage.deviceNames) {
      const device = stage.devices[name];
      await stage.during(device.require().calls['account.signIn'](device.credentials()));
    }
    await stage.pass(10_000);
    return crowd;
  }

  /** The running server from inside. */
  server(): ServerContext {
    if (this.house === null || !this.stage.isServerUp()) throw new Error('the server is off');
    return this.house;
  }

  /** Node of an account. */
  nodeOf(name: PersonName | 'friend' | 'pest'): string {
    const account = name === 'friend' || name === 'pest' ? company[name] : name;
    if (this.house === null) throw new Error('the server was never on');
    return this.house.nodeIds.accountNode(account, undefined);
  }

  /** Everybody of whom a list of people can speak, as nodes. */
  everybody(): readonly string[] {
    return [...personNames, 'friend' as const, 'pest' as const].map((name) => this.nodeOf(name));
  }

  /** What was there before any device came. */
  private arrange(): void {
    const [friend, pest] = [this.nodeOf('friend'), this.nodeOf('pest')];
    const people = personNames.map((name) => this.nodeOf(name));
    const [a = '', b = '', c = ''] = people;
    const { friends, rooms } = this.server();
    const befriend = (node: string, peer: string): void => {
      friends.invite({ domain, node, peer });
      friends.invite({ domain, node: peer, peer: node });
    };
    this.addRoom({ founder: friend, kind: 2, members: people });
    const shunned = this.addRoom({ founder: pest, kind: 2, members: [] });
    for (const node of people) {
      befriend(node, friend);
      friends.block({ domain, node, peer: pest });
      rooms.blockRoom(node, shunned);
      rooms.setRelation({ domain, room: shunned, node }, { room: 0, user: blocked });
    }
    befriend(a, b);
    this.rooms.push(this.addRoom({ founder: a, kind: 2, members: [b] }));
    this.rooms.push(this.addRoom({ founder: b, kind: 1, members: [c], managers: [c] }));
  }

  private addRoom(room: {
    readonly founder: string;
    readonly kind: 1 | 2;
    readonly members: readonly string[];
    readonly managers?: readonly string[];
  }): string {
    const { rooms, nodeIds, random, time } = this.server();
    const { founder, kind, members, managers = [] } = room;
    const node = nodeIds.randomNode(random);
    const createdNs = time.nowNs();
    const profile = { founder, topic: 'r', gtype: kind, createtime: createdNs, managers: [...managers] };
    rooms.add({ node, kind, isCancelled: false, profile }, createdNs);
    for (const member of [founder, ...members]) {
      rooms.setRelation({ domain, room: node, node: member }, { room: accepted, user: accepted });
      rooms.addMember(node, member);
    }
    return node;
  }
}
