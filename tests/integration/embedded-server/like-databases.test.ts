import { afterEach, describe, expect, it } from 'vitest';
import type { DatabaseName } from '../../../main/embedded-server/database-traits';
import { BusinessType, FrameType, MsType, NodesType, OdType } from '../../../main/protocol/packet-types';
import type { Frame, TimMessage } from '../../../main/protocol/packets';
import { MemoryStage } from './memory-stage';
import { befriend, nextMessage, request, write, type Person } from './server-stage';

const kilobyte = 1_024;

let stage: MemoryStage;

afterEach(() => stage.server.stop());

async function friends(like: DatabaseName): Promise<readonly [Person, Person]> {
  stage = await MemoryStage.start({ like });
  const anna = await stage.person('anna');
  const ben = await stage.person('ben');
  await befriend(anna, ben);
  return [anna, ben];
}

const picture = (kilobytes: number): Partial<TimMessage> => ({
  dataBinary: new Uint8Array(kilobytes * kilobyte),
});

async function openRoom(founder: Person, topic = 'room'): Promise<Frame[]> {
  request(founder, { rtype: BusinessType.newRoom, node: topic, reqInt: 1n });
  return founder.client.unexpected();
}

async function roomOf(founder: Person): Promise<string> {
  request(founder, { rtype: BusinessType.newRoom, node: 'room', reqInt: 1n });
  return (await founder.client.nextAck()).n ?? '';
}

/** Everything in the offline queue of an account that signs in now. */
async function offlineOf(name: string): Promise<readonly TimMessage[]> {
  const { client } = await stage.device(name);
  client.send({ type: FrameType.offlineMessages, packet: {} });
  const frame = await client.nextFrame();
  return frame.type === FrameType.offlineMessages ? (frame.packet.messageList ?? []) : [];
}

async function historyWith(person: Person, peer: Person): Promise<readonly TimMessage[]> {
  const packet = { rtype: 1, node: peer.node, reqInt: 0n, reqInt2: 50n };
  person.client.send({ type: FrameType.pullMessages, packet });
  // A server's frame of this type carries a TimMessageList.
  const frame = await person.client.frameOf(FrameType.pullMessages);
  return (frame.packet as { messageList?: readonly TimMessage[] }).messageList ?? [];
}

describe('a server like MySQL', () => {
  it('takes 63 kB one to one and refuses 64 kB with 5103', async () => {
    const [anna, ben] = await friends('mysql');
    write(anna, ben, picture(63));
    expect((await nextMessage(anna)).mid).toBe(1n);
    expect((await nextMessage(ben)).mid).toBe(1n);
    write(anna, ben, picture(64));
    expect((await anna.client.nextAck()).error).toEqual({ code: 5103, info: 'database error' });
    expect(await ben.client.unexpected()).toEqual([]);
    expect(await historyWith(anna, ben)).toHaveLength(1);
  });

  it('says nothing about 64 kB in a room, and nobody gets them', async () => {
    const [anna, ben] = await friends('mysql');
    const room = await roomOf(anna);
    request(anna, { rtype: BusinessType.pullRoom, node: room, node2: ben.node });
    await anna.client.nextAck();
    await nextMessage(ben);
    const target: Partial<TimMessage> = { msType: MsType.room, roomTid: { node: room } };
    anna.client.send({
      type: FrameType.message,
      packet: { msType: MsType.room, odType: OdType.message, ...target, ...picture(64) },
    });
    expect(await anna.client.unexpected()).toEqual([]);
    expect(await ben.client.unexpected()).toEqual([]);
    anna.client.send({
      type: FrameType.message,
      packet: { msType: MsType.room, odType: OdType.message, ...target, ...picture(63) },
    });
    expect((await nextMessage(ben)).dataBinary).toHaveLength(63 * kilobyte);
  });

  it('confirms records over 64 kB and keeps the old ones', async () => {
    const [anna] = await friends('mysql');
    const cover = 'c'.repeat(64 * kilobyte);
    const change = (fields: object): void =>
      anna.client.send({
        type: FrameType.nodes,
        packet: { ntype: NodesType.modifyUser, usermap: { [anna.node]: fields } },
      });
    change({ nickName: 'before' });
    expect((await anna.client.nextAck()).ok).toBe(true);
    change({ nickName: 'after', cover });
    expect((await anna.client.nextAck()).ok).toBe(true);
    anna.client.send({
      type: FrameType.nodes,
      packet: { ntype: NodesType.userInfo, nodelist: [anna.node] },
    });
    const { packet } = await anna.client.frameOf(FrameType.nodes);
    expect(packet.usermap?.[anna.node]?.nickName).toBe('before');
  });

  it('makes no room with a title over 64 kB and says nothing', async () => {
    const [anna] = await friends('mysql');
    expect(await openRoom(anna, 't'.repeat(64 * kilobyte))).toEqual([]);
  });
});

describe.each(['mysql', 'postgresql'] as const)('a server like %s', (like) => {
  it('queues revokes and what is kept by value for who is away, no messages', async () => {
    const [anna, ben] = await friends(like);
    await ben.client.close();
    write(anna, ben, { dataString: 'one' });
    const mid = (await nextMessage(anna)).mid ?? 0n;
    write(anna, ben, { dataString: 'two' });
    await nextMessage(anna);
    write(anna, ben, { odType: OdType.revoke, mid });
    write(anna, ben, { odType: 31 });
    await nextMessage(anna);
    await anna.client.unexpected();
    expect((await offlineOf('ben')).map(({ odType }) => odType)).toEqual([OdType.revoke, 31]);
    expect((await historyWith(anna, ben)).map(({ dataString }) => dataString)).toEqual(['two']);
  });
});

describe.each(['sqlite', 'postgresql'] as const)('a server like %s', (like) => {
  it('takes a message of 256 kB', async () => {
    const [anna, ben] = await friends(like);
    write(anna, ben, picture(256));
    expect((await nextMessage(ben)).dataBinary).toHaveLength(256 * kilobyte);
  });
});

it('a server like sqlite queues messages for who is away', async () => {
  const [anna, ben] = await friends('sqlite');
  await ben.client.close();
  write(anna, ben, { dataString: 'one' });
  await nextMessage(anna);
  expect((await offlineOf('ben')).map(({ dataString }) => dataString)).toEqual(['one']);
});
