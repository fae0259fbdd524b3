import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TimReq } from '../../../main/protocol/packets';
import { BusinessType, FrameType } from '../../../main/protocol/packet-types';
import { requestAsA, serverHistory } from '../../support/simulation/truth';
import { World, type ChatName } from '../../support/simulation/world';

describe('a message that was on its way when its author was put out of the chat', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create(4);
  });
  afterEach(() => world.dispose());

  const business = (packet: TimReq) => requestAsA(world, { type: FrameType.business, packet });
  /** B writes twice over a line that swallows everything, is put out meanwhile, and comes back. */
  const write = async (chat: ChatName, putOut: () => Promise<unknown>): Promise<readonly string[]> => {
    const { b } = world.devices;
    const conversationId = world.chatOn('b', chat);
    b.network.swallow();
    await b.require().send(conversationId, 'first');
    await b.require().send(conversationId, 'second');
    await world.pass(1_000);
    await putOut();
    b.network.heal();
    b.network.cut(true);
    await world.pass(240_000);
    return (await b.messages(conversationId)).map(({ delivery }) =>
      delivery.state === 'failed' ? delivery.reason : delivery.state,
    );
  };

  it('T4: fails in words when it was a room, and so does what was behind it', async () => {
    const outcome = await write('room', () =>
      business({ rtype: BusinessType.kickRoom, node: world.nodeOf('room'), node2: world.nodeOf('b') }),
    );
    expect(outcome).toEqual(['notAMember', 'notAMember']);
    expect(await serverHistory(world, 'room')).toEqual([]);
  });

  it('T4: fails in words when they are no longer friends, though nobody can say what the server has', async () => {
    const outcome = await write('pair', () =>
      business({ rtype: BusinessType.removeRoster, node: world.nodeOf('b') }),
    );
    expect(outcome.at(-1)).toBe('notFriends');
    expect(outcome).not.toContain('pending');
  });
});
