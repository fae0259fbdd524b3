import { afterEach, expect, it } from 'vitest';
import { FrameType, VirtualRoomType } from '../../../main/protocol/packet-types';
import type { TimReq } from '../../../main/protocol/packets';
import { MemoryStage } from './memory-stage';
import type { Person } from './server-stage';

let stage: MemoryStage;

afterEach(() => stage.server.stop());

async function answerTo({ client }: Person, packet: TimReq): Promise<string> {
  client.send({ type: FrameType.virtualRoom, packet });
  return (await client.nextAck()).n ?? '';
}

it('nobody may push into a virtual room that was removed or never existed, its founder included', async () => {
  stage = await MemoryStage.start();
  const anna = await stage.person('anna');
  const room = await answerTo(anna, { rtype: VirtualRoomType.create });
  await answerTo(anna, { rtype: VirtualRoomType.remove, node: room });
  await answerTo(anna, { rtype: VirtualRoomType.subscribe, node: room });
  for (const VNode of [room, anna.node]) {
    anna.client.send({ type: FrameType.stream, packet: { id: 1n, VNode, fromNode: '' } });
    expect(await anna.client.nextAck()).toEqual({
      ok: false,
      timType: FrameType.stream,
      error: { code: 4105, info: 'permission denied' },
      n: VNode,
    });
  }
});
