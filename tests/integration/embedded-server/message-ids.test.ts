import { afterEach, expect, it } from 'vitest';
import { BusinessType, FrameType, MsType, OdType } from '../../../main/protocol/packet-types';
import { MemoryStage } from './memory-stage';
import { befriend, nextMessage, request, write } from './server-stage';

let stage: MemoryStage;

afterEach(() => stage.server.stop());

it('an id of 0 is none: messages that are kept get another one, others keep it', async () => {
  stage = await MemoryStage.start();
  const [anna, ben] = [await stage.person('anna'), await stage.person('ben')];
  await befriend(anna, ben);
  write(anna, ben, { dataString: 'x', id: 0n });
  const { id = 0n } = await nextMessage(anna);
  expect(id).not.toBe(0n);
  expect(await nextMessage(ben)).toMatchObject({ dataString: 'x', id });
  request(anna, { rtype: BusinessType.newRoom, node: 'room', reqInt: 2n });
  const { n: room = '' } = await anna.client.nextAck();
  const packet = { msType: MsType.room, odType: OdType.message, roomTid: { node: room }, id: 0n };
  anna.client.send({ type: FrameType.message, packet });
  expect((await nextMessage(anna)).id).not.toBe(0n);
  write(anna, ben, { odType: 31, id: 0n });
  expect(await nextMessage(ben)).toMatchObject({ odType: 31, id: 0n });
});
