import { afterEach, expect, it } from 'vitest';
import { FrameType, NodesType } from '../../../main/protocol/packet-types';
import { MemoryStage } from './memory-stage';

let stage: MemoryStage;

afterEach(() => stage.server.stop());

it.each([
  ['nonsense', 4109],
  ['moreThanE1evenCharacters', 4109],
  ['no-such-room', 4106],
  ['', 4106],
])('the profile of a room named %j cannot be changed: %i', async (room, code) => {
  stage = await MemoryStage.start();
  const { client } = await stage.person('anna');
  client.send({
    type: FrameType.nodes,
    packet: { ntype: NodesType.modifyRoom, roommap: { [room]: { topic: 'x' } } },
  });
  expect(await client.nextAck()).toMatchObject({ ok: false, timType: FrameType.nodes, error: { code } });
});
