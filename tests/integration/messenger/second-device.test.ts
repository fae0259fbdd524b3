import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { BusinessType, FrameType, NodesType, OdType } from '../../../main/protocol/packet-types';
import type { Frame, TimReq } from '../../../main/protocol/packets';
import { createFastClock } from '../../support/fast-clock';
import { eventually, TestMessenger, valueOf } from '../../support/test-messenger';
import { WireClient } from '../embedded-server/wire-client';

let server: RunningServer;
let stranger: TestMessenger;
let first: TestMessenger;
let second: TestMessenger;
let node: string;
const clock = createFastClock(10);
beforeEach(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024, deviceLimit: 5 });
  stranger = new TestMessenger({ name: 'Sam', clock });
  first = new TestMessenger({ name: '林小满', clock });
  second = new TestMessenger({ name: '林小满', clock });
  await stranger.signUp(server.url);
  node = await first.signUp(server.url);
});
afterEach(async () => {
  for (const messenger of [stranger, first, second]) await messenger.dispose();
  await server.stop();
});

const found = async (title: string): Promise<string> =>
  valueOf(await stranger.calls['rooms.create']({ title, isOpen: true })).node;
const pull = async (room: string): Promise<void> => {
  const { pulled } = valueOf(await stranger.calls['rooms.pull']({ node: room, people: [node] }));
  expect(pulled).toEqual([node]);
};
const standingsOn = async (device: TestMessenger): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(
    valueOf(await device.calls['rooms.list'](null)).map((room) => [room.node, room.standing]),
  );
const wire = async (): Promise<WireClient> => {
  const client = await WireClient.open(server.url);
  expect((await client.signIn({ name: '林小满', pwd: 'correct horse', resource: 'other' })).ok).toBe(true);
  return client;
};

describe('a device that signs in for the first time', () => {
  it('takes the rooms of the account for rooms that it is in, and those for invitations of which it hears that a stranger put the account into them', async () => {
    const joined = await found('joined');
    valueOf(await first.calls['rooms.join']({ node: joined, greeting: 'hi' }));
    await eventually(async () => (await standingsOn(first))[joined] === 'member');
    await first.stop();
    const pulled = await found('pulled');
    await pull(pulled);
    valueOf(await second.calls['account.signIn'](second.credentials(server.url)));
    await eventually(async () => Object.keys(await standingsOn(second)).length === 2);
    expect(await standingsOn(second)).toEqual({ [joined]: 'member', [pulled]: 'invited' });
    expect((await second.conversations()).map((chat) => chat.node)).toEqual([joined]);
  });
});

/** Everything that tim can be asked about a room by one of its members. */
async function answersAbout(room: string, client: WireClient): Promise<readonly Frame[]> {
  const ask = (packet: TimReq): void => client.send({ type: FrameType.business, packet });
  for (const rtype of [BusinessType.roomUsers, BusinessType.blockRoomList, BusinessType.blockRoomMemberList])
    ask({ rtype, node: room });
  client.send({ type: FrameType.nodes, packet: { ntype: NodesType.roomInfo, nodelist: [room] } });
  client.send({
    type: FrameType.pullMessages,
    packet: { rtype: 2, node: room, reqInt: 0n, reqInt2: 50n },
  });
  return client.unexpected();
}

describe('what the server tells of a room that a stranger put the account into', () => {
  it('is what it tells of one that the account has joined, once somebody has heard of it', async () => {
    const [joined, pulled] = [await found('joined'), await found('pulled')];
    valueOf(await first.calls['rooms.join']({ node: joined, greeting: 'hi' }));
    await pull(pulled);
    await eventually(async () => (await standingsOn(first))[pulled] === 'invited');
    await eventually(async () => (await standingsOn(first))[joined] === 'member');
    const client = await wire();
    const heard = (await client.unexpected()).filter(
      ({ type, packet }) => type === FrameType.message && packet.odType === OdType.business,
    );
    expect(heard).toEqual([]);
    const plain = async (room: string, topic: string): Promise<string> =>
      JSON.stringify(await answersAbout(room, client), (key, value: unknown) =>
        typeof value === 'bigint' || key === 'createtime' ? '' : value,
      )
        .replaceAll(room, 'ROOM')
        .replaceAll(`"${topic}"`, '"TOPIC"');
    const told = await plain(joined, 'joined');
    expect(told).toContain('"TOPIC"');
    expect(await plain(pulled, 'pulled')).toBe(told);
    await client.close();
  });
});
