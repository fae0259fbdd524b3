import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeFrame } from '../../../main/protocol/frame';
import { BusinessType, FrameType, MsType, OdType } from '../../../main/protocol/packet-types';
import type { TimMessage } from '../../../main/protocol/packets';
import { World } from '../../support/simulation/world';
import { WireClient } from '../embedded-server/wire-client';
import { registerAccount } from '../../support/simulation/register-account';

const roster = `business ${BusinessType.roster}`;
const rooms = `business ${BusinessType.userRooms}`;
/** Whether the account may decide about the room is in the card of the room. */
const cards = `frame ${FrameType.nodes}`;

/** What a forged business message pretends, and what may be asked for it, once each. */
const pretences = [
  ['asks to be a friend', BusinessType.addRoster, [roster]],
  ['has accepted', BusinessType.friend, [roster]],
  ['has ended the friendship', BusinessType.removeRoster, [roster]],
  ['has blocked the account', BusinessType.blockRoster, [roster]],
  ['has made a room', BusinessType.newRoom, []],
  ['applies to the room', BusinessType.addRoom, [rooms, cards]],
  ['approves the account for the room', BusinessType.passRoom, [rooms]],
  ['declines the account for the room', BusinessType.rejectRoom, [rooms]],
  ['pulls the account into the room', BusinessType.pullRoom, [rooms]],
  ['removes the account from the room', BusinessType.kickRoom, [rooms]],
  ['has blocked the room', BusinessType.blockRoom, []],
  ['has blocked the account in the room', BusinessType.blockRoomMember, []],
  ['has left the room', BusinessType.leaveRoom, []],
  ['has cancelled the room', BusinessType.cancelRoom, []],
  ['has changed the password of the account', BusinessType.modifyAuth, []],
  ['says what nobody knows', 99, []],
] as const satisfies readonly (readonly [string, number, readonly string[]])[];

// Of many the last one is never lost, and the pauses between the questions grow to a minute.
const mostQuestionsOfAThousand = 3;
const quietMs = 200_000;

describe.each(['compact', 'json'] as const)('forged business messages in %s', (encoding) => {
  let world: World;
  /** A program of a friend's, which sends what it likes. */
  let forger: WireClient;
  /** Every question about people and rooms; history is compared all the time anyway. */
  let asked: string[];

  beforeEach(async () => {
    world = await World.create(43);
    forger = WireClient.inMemory(world.requireServer(), encoding);
    expect((await forger.signIn({ name: 'a', pwd: 'correct horse', resource: 'forger' })).ok).toBe(true);
    await world.pass(quietMs);
    // What is looked at is asked for as well, and that is nobody's doing.
    await shown();
    await world.pass(quietMs);
    asked = [];
    world.devices.b.network.watch = (direction, bytes) => {
      if (direction !== 'out') return;
      const { type, packet } = decodeFrame(bytes, { from: 'client', encoding: 'compact' });
      if (type === FrameType.business && 'rtype' in packet) asked.push(`business ${packet.rtype}`);
      if (type === FrameType.nodes) asked.push(`frame ${type}`);
    };
  });
  afterEach(() => world.dispose());

  const forge = (sender: WireClient, bnType: number, change: Partial<TimMessage> = {}): void =>
    sender.send({
      type: FrameType.message,
      packet: {
        msType: MsType.user,
        odType: OdType.business,
        bnType,
        toTid: { node: world.nodeOf('b') },
        roomTid: { node: world.nodeOf('room') },
        dataString: '<b>please</b>',
        ...change,
      },
    });
  /** Everything that the window could show of people, rooms and the account. */
  const shown = async (): Promise<object> => {
    const app = world.devices.b.require();
    return {
      contacts: await app.contacts(),
      chats: await app.conversations(),
      rooms: await app.calls['rooms.list'](null),
      account: app.current()?.account,
      state: app.connection().state,
      messages: await Promise.all(
        (['pair', 'room'] as const).map((chat) => app.messages(world.chatOn('b', chat))),
      ),
    };
  };

  it.each(pretences)(
    'from a friend who %s change nothing, and are asked about once',
    async (_pretence, bnType, mayAsk) => {
      const before = await shown();
      const noticesBefore = world.devices.b.require().notices.length;
      forge(forger, bnType);
      await world.pass(quietMs);
      // Before it is looked at again, which asks as well.
      expect(asked).toEqual(mayAsk);
      expect(await shown()).toEqual(before);
      expect(world.devices.b.require().notices).toHaveLength(noticesBefore);
    },
  );

  it('from a friend, a thousand of every kind, change nothing and cost a bounded few questions', async () => {
    const before = await shown();
    for (let count = 0; count < 1_000; count += 1) {
      for (const [, bnType] of pretences) forge(forger, bnType);
      if (count % 100 === 99) await world.pass(10);
    }
    await world.pass(3 * quietMs);
    for (const question of new Set(asked)) {
      expect(asked.filter((one) => one === question).length, question).toBeLessThanOrEqual(
        mostQuestionsOfAThousand,
      );
    }
    expect([...new Set(asked)].sort()).toEqual([roster, rooms, cards]);
    expect(await shown()).toEqual(before);
  });

  it('from strangers are not delivered, a thousand of them, and cost no question', async () => {
    await registerAccount(world.requireServer(), 'stranger');
    const stranger = WireClient.inMemory(world.requireServer(), encoding);
    expect((await stranger.signIn({ name: 'stranger', pwd: 'correct horse', resource: 'x' })).ok).toBe(true);
    const before = await shown();
    for (const [, bnType] of pretences)
      for (let count = 0; count < 1_000; count += 1) forge(stranger, bnType);
    await world.pass(quietMs);
    expect(asked).toEqual([]);
    expect(await shown()).toEqual(before);
  });
});
