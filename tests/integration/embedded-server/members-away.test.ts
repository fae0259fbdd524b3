import { afterEach, expect, it } from 'vitest';
import { BusinessType, FrameType, MsType, OdType } from '../../../main/protocol/packet-types';
import type { TimMessage } from '../../../main/protocol/packets';
import { MemoryStage } from './memory-stage';
import { nextMessage, request, type Person } from './server-stage';
import type { WireClient } from './wire-client';

let stage: MemoryStage;

afterEach(() => stage.server.stop());

/** An open room of anna, ben and carl, who joined in this order. */
async function roomOfThree(): Promise<{ readonly people: [Person, Person, Person]; readonly room: string }> {
  stage = await MemoryStage.start();
  const people: [Person, Person, Person] = [
    await stage.person('anna'),
    await stage.person('ben'),
    await stage.person('carl'),
  ];
  const [anna, ben, carl] = people;
  request(anna, { rtype: BusinessType.newRoom, node: 'room', reqInt: 2n });
  const { n: room = '' } = await anna.client.nextAck();
  for (const member of [ben, carl]) {
    request(member, { rtype: BusinessType.addRoom, node: room, reqStr: '' });
    await nextMessage(member);
  }
  return { people, room };
}

async function offlineList(client: WireClient): Promise<readonly TimMessage[]> {
  client.send({ type: FrameType.offlineMessages, packet: {} });
  const { packet } = await client.frameOf(FrameType.offlineMessages);
  return 'messageList' in packet ? (packet.messageList ?? []) : [];
}

it('what a member who is away is kept names the room and no receiver', async () => {
  const { people, room } = await roomOfThree();
  const [anna, ben] = people;
  await ben.client.close();
  const said = { msType: MsType.room, odType: OdType.message, roomTid: { node: room }, dataString: 'x' };
  anna.client.send({ type: FrameType.message, packet: said });
  const { mid = 0n } = await nextMessage(anna);
  const revoke = { msType: MsType.room, odType: OdType.revoke, roomTid: { node: room }, mid, id: 7n };
  anna.client.send({ type: FrameType.revoke, packet: revoke });
  await anna.client.nextAck();
  await nextMessage(anna);
  await anna.client.unexpected();
  const again = await stage.device('ben');
  expect(await offlineList(again.client)).toEqual([
    {
      msType: MsType.room,
      odType: OdType.revoke,
      id: 7n,
      mid: 0n,
      fromTid: { node: anna.node },
      roomTid: { node: room },
      isOffline: true,
      timestamp: expect.any(BigInt) as bigint,
    },
  ]);
});

it('members are served in the order in which they joined, whether they are away or not', async () => {
  const { people, room } = await roomOfThree();
  const [anna, ben, carl] = people;
  await carl.client.close();
  ben.client.acknowledges = () => false;
  const said = { msType: MsType.room, odType: OdType.message, roomTid: { node: room }, dataString: 'x' };
  anna.client.send({ type: FrameType.message, packet: said });
  await nextMessage(ben);
  const again = await stage.device('carl');
  expect(await again.client.unexpected()).toEqual([]);
  ben.client.acknowledges = () => true;
  stage.clock.advance(10_000);
  expect(await nextMessage(again)).toMatchObject({ dataString: 'x' });
});
